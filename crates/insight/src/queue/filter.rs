//! Filter of the rows that are shown.

use super::{Placed, Row, Turn};

/// Days without activity after which a pull request is stale.
pub const STALE_DAYS: i64 = 14;
const DAY: i64 = 86_400;

/// Owner of the pull requests that are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Pull requests of everybody.
    #[default]
    All,
    /// Pull requests that the reader wrote.
    Mine,
    /// Pull requests that wait for the reader.
    WaitingForMe,
}

/// Age of the pull requests that are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Age {
    /// Any age.
    #[default]
    Any,
    /// No activity for [`STALE_DAYS`].
    Stale,
}

/// Conditions that a row has to meet, all of them.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Owner of the row, or the one whose turn it is.
    pub whose: Whose,
    /// Age of the row.
    pub age: Age,
    words: Vec<String>,
    fold: Fold,
}

/// Puts case aside, as Unicode's simple folding or lower case does. An argument, because browsers bring
/// the tables for it along.
pub type Fold = fn(&str) -> String;

impl Filter {
    /// Shows rows with every word of `text` in the title, the author's name, a branch or, with a `#`, as
    /// the number. Case does not matter.
    pub fn new(whose: Whose, age: Age, text: &str, fold: Fold) -> Self {
        Self {
            whose,
            age,
            words: text.split_whitespace().map(fold).collect(),
            fold,
        }
    }

    /// Returns whether a row with its place is shown to that reader.
    pub fn shows(&self, row: &Row, placed: &Placed, reader: Option<&str>, now: i64) -> bool {
        let whose = match self.whose {
            Whose::All => true,
            Whose::Mine => reader == Some(row.author.as_str()),
            Whose::WaitingForMe => placed.turn == Turn::Reader,
        };
        let age = match self.age {
            Age::Any => true,
            Age::Stale => now - row.updated_on >= STALE_DAYS * DAY,
        };
        whose && age && self.has_words(row)
    }

    fn has_words(&self, row: &Row) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let texts = [&row.title, &row.author_name, &row.source, &row.target];
        let texts = texts.map(|text| (self.fold)(text));
        self.words.iter().all(|word| {
            let number = word
                .strip_prefix('#')
                .and_then(|number| number.parse().ok());
            number == Some(row.id) || texts.iter().any(|text| text.contains(word))
        })
    }
}
