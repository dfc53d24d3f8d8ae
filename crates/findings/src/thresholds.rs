//! Limits above which a report fails: the member `thresholds` of a team's settings.

use serde::Deserialize;
use serde_json::Number;

/// Limits of a report. Anything without a limit never fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "File")]
pub struct Thresholds {
    /// Other open pull requests that git cannot merge with this one, at most.
    pub conflicts: Option<u32>,
    /// Lines to read, at most.
    pub lines: Option<u32>,
    /// Files that are probably forgotten, at most.
    pub forgotten: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct File {
    conflicts: Option<Limit>,
    lines: Option<Limit>,
    forgotten: Option<Limit>,
}

impl From<File> for Thresholds {
    fn from(file: File) -> Self {
        let limit = |member: Option<Limit>| member.map(|Limit(most)| most);
        Self {
            conflicts: limit(file.conflicts),
            lines: limit(file.lines),
            forgotten: limit(file.forgotten),
        }
    }
}

/// A number that may be reached.
#[derive(Deserialize)]
#[serde(try_from = "Number")]
struct Limit(u32);

impl TryFrom<Number> for Limit {
    type Error = String;

    fn try_from(number: Number) -> Result<Self, String> {
        whole(&number, 0).map(Self)
    }
}

/// A whole number, at least `least`. For the schema, 5.0 is one too.
///
/// # Errors
/// Fault of the number, as a sentence without its end.
pub(crate) fn whole(number: &Number, least: u32) -> Result<u32, String> {
    let whole = number.as_f64().filter(|number| number.fract() == 0.0);
    let whole = whole.ok_or("it is not a whole number")?;
    if whole < f64::from(least) {
        return Err(format!("it is less than {least}"));
    }
    if whole > f64::from(u32::MAX) {
        return Err("it is not a number below 2³²".to_owned());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked before"
    )]
    Ok(whole as u32)
}
