//! Bitbucket's CODEOWNERS: who is asked for which files.
//!
//! One rule a line, a pattern and its owners; the last rule that fits a path decides, as the file's
//! documentation says. Patterns are those of `.gitignore` without negation: `*` within a segment,
//! `**` over segments, a leading slash for the root, a trailing one for everything below.

/// A parsed file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeOwners {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    pattern: Vec<String>,
    /// Whether the pattern starts at the root.
    anchored: Anchor,
    owners: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Anywhere,
    Root,
}

impl CodeOwners {
    /// Reads the file; lines that are no rule are passed over.
    pub fn parse(text: &str) -> Self {
        let lines = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or_default().trim());
        Self {
            rules: lines.filter_map(Rule::parse).collect(),
        }
    }

    /// Owners of a path, as the file writes them; none if no rule fits.
    pub fn of(&self, path: &str) -> &[String] {
        let segments: Vec<&str> = path.split('/').collect();
        let rule = self.rules.iter().rev().find(|rule| rule.fits(&segments));
        rule.map_or(&[], |rule| &rule.owners)
    }
}

impl Rule {
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let pattern = words.next()?;
        if pattern.starts_with('!') || pattern.starts_with('[') {
            return None;
        }
        let inner = pattern.trim_start_matches('/');
        let anchored = if inner.trim_end_matches('/').contains('/') || pattern.starts_with('/') {
            Anchor::Root
        } else {
            Anchor::Anywhere
        };
        let mut segments: Vec<String> = inner
            .split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        if inner.ends_with('/') {
            segments.push("**".to_owned());
        }
        Some(Self {
            pattern: segments,
            anchored,
            owners: words.map(str::to_owned).collect(),
        })
    }

    fn fits(&self, path: &[&str]) -> bool {
        let starts = match self.anchored {
            Anchor::Root => 0..1,
            Anchor::Anywhere => 0..path.len(),
        };
        starts
            .into_iter()
            .any(|start| matches(&self.pattern, path.get(start..).unwrap_or_default()))
    }
}

/// Whether the pattern covers the path or a folder that it lies in.
fn matches(pattern: &[String], path: &[&str]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, _) => true,
        (Some((first, rest)), _) if first == "**" => {
            if rest.is_empty() {
                return !path.is_empty();
            }
            (0..=path.len()).any(|skip| matches(rest, path.get(skip..).unwrap_or_default()))
        }
        (Some(_), None) => false,
        (Some((first, rest)), Some((segment, below))) => {
            wild(first.as_bytes(), segment.as_bytes()) && matches(rest, below)
        }
    }
}

/// `*` and `?` within a segment, in time linear in the product of both lengths.
fn wild(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(byte) if *byte == b'?' || Some(byte) == text.get(t) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern
        .get(p..)
        .unwrap_or_default()
        .iter()
        .all(|byte| *byte == b'*')
}
