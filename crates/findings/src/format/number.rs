//! Numbers as text.

/// A number with its noun in the right form: `1 file`, `1,200 files`.
pub fn counted(count: u64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", number(count))
}

/// A number with commas between thousands.
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// New lines: `+12`.
pub fn added(lines: u32) -> String {
    format!("+{}", number(lines.into()))
}

/// Removed lines: `−3`.
pub fn removed(lines: u32) -> String {
    format!("−{}", number(lines.into()))
}

/// A length as a count.
pub fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A share in percent, rounded down to a tenth, for attributes: `33.3%`.
pub fn percent(part: u32, whole: u32) -> String {
    let tenths = u64::from(part) * 1_000 / u64::from(whole.max(1));
    format!("{}.{}%", tenths / 10, tenths % 10)
}
