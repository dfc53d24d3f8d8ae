//! Which rows are shown.

use super::{Placed, Row, Turn};

/// After so many days without activity a pull request is stale.
pub const STALE_DAYS: i64 = 14;
const DAY: i64 = 86_400;

/// Whose pull requests are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// Those that the reader wrote.
    Mine,
    /// Those on which it is the reader's turn.
    WaitingForMe,
}

/// Of what age.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Age {
    /// Any.
    #[default]
    Any,
    /// Without activity for [`STALE_DAYS`].
    Stale,
}

/// What a row has to be, all of it.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Whose.
    pub whose: Whose,
    /// Of what age.
    pub age: Age,
    words: Vec<String>,
    fold: Fold,
}

/// Puts case aside, as Unicode's simple folding or lower case does. An argument, since browsers bring
/// the tables for it along.
pub type Fold = fn(&str) -> String;

impl Filter {
    /// Those with every word of `text` in the title, the author's name, a branch or, with a `#`, as
    /// the number. Case does not matter.
    pub fn new(whose: Whose, age: Age, text: &str, fold: Fold) -> Self {
        Self {
            whose,
            age,
            words: text.split_whitespace().map(fold).collect(),
            fold,
        }
    }

    /// Whether a row with its place is shown to that reader.
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
