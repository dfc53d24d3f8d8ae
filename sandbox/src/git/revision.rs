//! Resolution of revisions, as callers write them, to commits.

use std::fmt;

use super::{
    Git, GitError,
    branches::{LOCAL, REMOTE},
    command::Invocation,
};

/// The full hash of a commit that is in the repository, in lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitHash(String);

impl CommitHash {
    /// Reads a hash that git itself wrote.
    pub(super) fn from_git(text: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (matches!(text.len(), 40 | 64) && digits(text)).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CommitHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Git {
    /// The commit that a hash (seven digits are enough), a branch or a tag means.
    ///
    /// # Errors
    ///
    /// [`GitError::UnknownRevision`] if there is none.
    pub async fn resolve(&self, revision: &str) -> Result<CommitHash, GitError> {
        let commits = self.resolve_all(&[revision]).await?;
        commits.into_iter().next().ok_or_else(|| unknown(revision))
    }

    /// Resolves two revisions, as [`Git::resolve`] does.
    ///
    /// # Errors
    ///
    /// [`GitError::UnknownRevision`] with the first that there is not.
    pub async fn resolve_both(
        &self,
        one: &str,
        other: &str,
    ) -> Result<(CommitHash, CommitHash), GitError> {
        let mut commits = self.resolve_all(&[one, other]).await?.into_iter();
        let mut next = |revision| commits.next().ok_or_else(|| unknown(revision));
        Ok((next(one)?, next(other)?))
    }

    /// Resolves several revisions, in their order, as [`Git::resolve`] does.
    ///
    /// # Errors
    ///
    /// [`GitError::UnknownRevision`] with the first that there is not.
    pub async fn resolve_all<S: AsRef<str>>(
        &self,
        revisions: &[S],
    ) -> Result<Vec<CommitHash>, GitError> {
        if revisions.is_empty() {
            return Ok(Vec::new());
        }
        let meanings: Vec<Vec<String>> = revisions
            .iter()
            .map(|revision| self.meanings(revision.as_ref()))
            .collect();
        let lines = meanings
            .iter()
            .flatten()
            .map(|name| format!("{name}^{{commit}}"));
        let output = self
            .run(Invocation::new(["cat-file", "--batch-check=%(objectname)"]).reading(lines))
            .await?;
        let output = String::from_utf8_lossy(&output);
        let mut found = output.lines().map(CommitHash::from_git);
        revisions
            .iter()
            .zip(&meanings)
            .map(|(revision, meanings)| {
                let found: Vec<_> = found.by_ref().take(meanings.len()).collect();
                found
                    .into_iter()
                    .flatten()
                    .next()
                    .ok_or_else(|| unknown(revision.as_ref()))
            })
            .collect()
    }

    /// Names for git of what callers write, with branches where they are now.
    fn meanings(&self, revision: &str) -> Vec<String> {
        let is_branch = |name: &String| name.starts_with(LOCAL) || name.starts_with(REMOTE);
        match self.heads().get(revision) {
            Some(Some(head)) => vec![head.to_string()],
            Some(None) => {
                let names = meanings(revision).into_iter();
                names.filter(|name| !is_branch(name)).collect()
            }
            None => meanings(revision),
        }
    }
}

/// Names for git, in the order in which they count; none for what cannot be a hash or a name.
fn meanings(revision: &str) -> Vec<String> {
    if !is_name(revision) {
        return Vec::new();
    }
    let hexadecimal = revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hexadecimal && matches!(revision.len(), 40 | 64) {
        return vec![revision.to_owned()];
    }
    let mut names = vec![
        format!("{LOCAL}{revision}"),
        format!("{REMOTE}{revision}"),
        format!("refs/tags/{revision}"),
    ];
    if revision == "HEAD" || (hexadecimal && revision.len() >= 7) {
        names.push(revision.to_owned());
    }
    names
}

// The rules of git-check-ref-format that keep expressions out.
fn is_name(text: &str) -> bool {
    let forbidden = |char: char| {
        char.is_ascii_control()
            || char == ' '
            || matches!(char, '~' | '^' | ':' | '?' | '*' | '[' | '\\')
    };
    !text.is_empty()
        && text.len() <= 1_024
        && !text.starts_with(['-', '/', '.'])
        && !text.ends_with(['/', '.'])
        && !text.contains("..")
        && !text.contains("@{")
        && !text.contains("//")
        && !text.contains(forbidden)
}

fn unknown(revision: &str) -> GitError {
    GitError::UnknownRevision {
        revision: revision.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_and_options_are_not_names() {
        for text in [
            "", "-n1", "--all", "HEAD~1", "a..b", "a^", ":/fix", "main@{1}", "a b", "a\nb", "x:y",
            "../x", "a*", "/a", "a/", "a//b", "\u{7f}",
        ] {
            assert_eq!(meanings(text), Vec::<String>::new(), "{text:?}");
        }
        for text in [
            "main",
            "feature/one",
            "v1.0",
            "ünïcode",
            "a@b",
            "abc1234",
            "HEAD",
        ] {
            assert!(!meanings(text).is_empty(), "{text:?}");
        }
    }
}
