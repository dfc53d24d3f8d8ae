//! Reads a repository through the `git` command.

/// A repository's objects.
#[derive(Debug)]
pub struct Git {}
