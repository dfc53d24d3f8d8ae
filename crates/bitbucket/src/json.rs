//! JSON as a tree, and how wire types are read from it.
//!
//! Derived deserializers are as fast as can be, and each is kilobytes of code in the browser. Answers
//! of this API are small, so here one plain tree serves all types, each of which picks its members.
//! Reading goes on after a fault, which the [`Reader`] remembers: a way out after each member would
//! double the code. What was read with a fault is dropped at the end, so nobody sees it.

use std::fmt;

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as JavaScript has it.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Members by name, in the order in which they came.
    Object(Vec<(String, Json)>),
}

/// Why a value cannot be read, as a sentence without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch(String);

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}

/// What can be read from JSON.
pub trait FromJson: Sized {
    /// Reads it. Members that the type does not know do not matter. After a fault any value will do.
    fn from_json(from: &mut Reader<'_>) -> Self;
}

/// A value that is read, and the first fault that was found on the way.
#[derive(Debug)]
pub struct Reader<'a> {
    json: &'a Json,
    fault: &'a mut Option<Mismatch>,
}

impl Json {
    /// Reads all of it.
    ///
    /// # Errors
    /// [`Mismatch`], naming the member that is missing or does not fit.
    pub fn read<T: FromJson>(&self) -> Result<T, Mismatch> {
        let mut fault = None;
        let value = T::from_json(&mut Reader {
            json: self,
            fault: &mut fault,
        });
        match fault {
            None => Ok(value),
            Some(mismatch) => Err(mismatch),
        }
    }

    /// The member of that name; `None` where there is none, or where it is `null`.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let (_, value) = members.iter().find(|(known, _)| known == name)?;
        (*value != Self::Null).then_some(value)
    }

    /// The text that it is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    // Whole numbers from 0 that JavaScript has exactly.
    fn as_whole(&self) -> Option<u64> {
        /// All whole numbers up to it are exact.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self {
            Self::Number(number) if (0.0..=EXACT).contains(number) => {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "in range"
                )]
                let whole = *number as u64;
                #[expect(
                    clippy::cast_precision_loss,
                    clippy::float_cmp,
                    reason = "exact in this range"
                )]
                (whole as f64 == *number).then_some(whole)
            }
            _ => None,
        }
    }
}

impl<'a> Reader<'a> {
    /// The value itself.
    pub const fn json(&self) -> &'a Json {
        self.json
    }

    /// The member of that name.
    pub fn need<T: FromJson>(&mut self, name: &str) -> T {
        if self.json.member(name).is_none() {
            self.fail("it lacks ", name);
        }
        self.within(name, |member| T::from_json(member))
    }

    /// The same for one that may be missing or `null`.
    pub fn maybe<T: FromJson>(&mut self, name: &str) -> Option<T> {
        let there = self.json.member(name).is_some();
        there.then(|| self.within(name, |member| T::from_json(member)))
    }

    /// The same, with a default in its place.
    pub fn or_default<T: FromJson + Default>(&mut self, name: &str) -> T {
        self.maybe(name).unwrap_or_default()
    }

    /// Remembers that the value does not fit: a sentence, and what it ends with.
    pub fn fail(&mut self, sentence: &str, what: &str) {
        if self.fault.is_none() {
            *self.fault = Some(Mismatch([sentence, what].concat()));
        }
    }

    fn within<T>(&mut self, name: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let fine = self.fault.is_none();
        let value = read(&mut Reader {
            json: self.json.member(name).unwrap_or(&Json::Null),
            fault: self.fault,
        });
        if fine {
            self.name(name);
        }
        value
    }

    fn name(&mut self, name: &str) {
        if let Some(Mismatch(reason)) = self.fault {
            *reason = [name, ": ", reason].concat();
        }
    }
}

/// As it is.
impl FromJson for Json {
    fn from_json(from: &mut Reader<'_>) -> Self {
        from.json.clone()
    }
}

impl FromJson for String {
    fn from_json(from: &mut Reader<'_>) -> Self {
        let text = from.json.as_text();
        text.map(str::to_owned).unwrap_or_else(|| {
            from.fail("it is not ", "a text");
            Self::new()
        })
    }
}

impl FromJson for bool {
    fn from_json(from: &mut Reader<'_>) -> Self {
        match from.json {
            Json::Bool(truth) => *truth,
            _ => {
                from.fail("it is not ", "true or false");
                false
            }
        }
    }
}

impl FromJson for u64 {
    fn from_json(from: &mut Reader<'_>) -> Self {
        from.json.as_whole().unwrap_or_else(|| {
            from.fail("it is not ", "a whole number");
            0
        })
    }
}

impl FromJson for u32 {
    fn from_json(from: &mut Reader<'_>) -> Self {
        let whole = u64::from_json(from);
        Self::try_from(whole).unwrap_or_else(|_| {
            from.fail("it is not ", "a number below 2³²");
            0
        })
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(from: &mut Reader<'_>) -> Self {
        let mut list = Self::new();
        match from.json {
            Json::List(values) => {
                for json in values {
                    let fault = &mut *from.fault;
                    list.push(T::from_json(&mut Reader { json, fault }));
                }
            }
            _ => from.fail("it is not ", "a list"),
        }
        list
    }
}

/// Open enums of words.
macro_rules! words {
    ($($word:ty),+) => {
        $(impl crate::FromJson for $word {
            fn from_json(from: &mut crate::Reader<'_>) -> Self {
                Self::from(String::from_json(from))
            }
        })+
    };
}

pub(crate) use words;
