//! Helpers for deriving wire types.

use serde::{Deserialize, Deserializer};

/// Reads `null` as the default: Bitbucket writes it for members that are empty.
pub(crate) fn null_to_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Conversions between the API's words and an enum whose `Other` keeps unknown ones.
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)+
                    _ => Self::Other(word),
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$variant => $word.to_owned(),)+
                    $name::Other(word) => word,
                }
            }
        }
    };
}

pub(crate) use open_enum;
