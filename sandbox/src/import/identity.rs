//! Names that are the same whenever the same clone is read.

use sha2::{Digest, Sha256};

/// A UUID in braces that depends on nothing but the kind and name of a thing (version 8 of RFC
/// 9562: custom).
pub(crate) fn uuid(kind: &str, name: &str) -> String {
    let digest = Sha256::digest(format!("{kind}\n{name}"));
    let mut hex: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, "a");
    let mut rest = hex.as_str();
    let mut parts = Vec::new();
    for length in [8, 4, 4, 4, 12] {
        let (part, tail) = rest.split_at(length);
        parts.push(part);
        rest = tail;
    }
    format!("{{{}}}", parts.join("-"))
}

/// A name for URLs.
pub(crate) fn slug(name: &str) -> String {
    let slug: String = name
        .to_lowercase()
        .chars()
        .map(|char| match char {
            'a'..='z' | '0'..='9' | '-' | '_' | '.' => char,
            _ => '-',
        })
        .collect();
    let slug = slug.trim_matches(['-', '.']);
    if slug.is_empty() {
        return "repository".to_owned();
    }
    slug.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_stable_and_apart() {
        let uuid = |name| super::uuid("person", name);
        // sha256sum of "person\nann@example.com".
        assert_eq!(
            uuid("ann@example.com"),
            "{db5a219f-c146-8961-a8f5-e1404e2425ba}"
        );
        assert_ne!(uuid("ann@example.com"), uuid("bo@example.com"));
    }

    #[test]
    fn slugs_have_only_what_urls_keep() {
        assert_eq!(slug("My Repo!"), "my-repo");
        assert_eq!(slug("node.js_2"), "node.js_2");
        assert_eq!(slug("日本"), "repository");
    }
}
