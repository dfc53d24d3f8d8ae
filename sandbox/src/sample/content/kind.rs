//! Kinds of files.

/// A kind of file, by the end of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Css,
    English,
    /// TypeScript made by a tool, as its name says.
    Generated,
    German,
    Json,
    Lock,
    Markdown,
    Python,
    Rust,
    Script,
    /// SQL made by a tool, as its name says.
    Snapshot,
    Sql,
    Test,
    Yaml,
}

impl Kind {
    /// The kind of the file at that path.
    pub(crate) fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let end = name.rsplit('.').next().unwrap_or(name);
        match end {
            _ if name.contains(".gen.") => Self::Generated,
            _ if name.contains(".snapshot.") => Self::Snapshot,
            _ if name == "en.json" => Self::English,
            _ if name == "de.json" => Self::German,
            "lock" => Self::Lock,
            "tsx" | "ts" if name.contains(".test.") => Self::Test,
            "css" => Self::Css,
            "json" => Self::Json,
            "md" => Self::Markdown,
            "py" => Self::Python,
            "rs" => Self::Rust,
            "sql" => Self::Sql,
            "ts" | "tsx" => Self::Script,
            _ => Self::Yaml,
        }
    }

    /// Returns whether a tool makes the file, with one block for each topic.
    pub(crate) fn is_generated(self) -> bool {
        matches!(self, Self::Generated | Self::Snapshot)
    }

    /// Start of a comment line, where the kind has any.
    pub(crate) fn comment_prefix(self) -> Option<&'static str> {
        match self {
            Self::Rust | Self::Script | Self::Test => Some("//"),
            Self::Python | Self::Yaml => Some("#"),
            Self::Sql => Some("--"),
            _ => None,
        }
    }
}
