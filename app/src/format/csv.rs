//! Tables for other programs.

/// Rows as comma-separated values (RFC 4180). Text that a spreadsheet would run as a formula gets an
/// apostrophe before it, which spreadsheets take for “this is text”; numbers stay numbers.
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for row in rows {
        for (at, field) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push(&mut text, field);
        }
        text.push_str("\r\n");
    }
    text
}

fn push(text: &mut String, field: &str) {
    let guard = if is_formula(field) { "'" } else { "" };
    let quoted = field.contains(['"', ',', '\r', '\n']);
    if !quoted {
        text.push_str(guard);
        text.push_str(field);
        return;
    }
    text.push('"');
    text.push_str(guard);
    for letter in field.chars() {
        if letter == '"' {
            text.push('"');
        }
        text.push(letter);
    }
    text.push('"');
}

/// Blanks before it do not stop some programs.
fn is_formula(field: &str) -> bool {
    let start = field.trim_start().chars().next();
    let risky = field.starts_with(['\t', '\r', '\n'])
        || start.is_some_and(|first| "=+-@＝＋－＠".contains(first));
    risky && !is_number(field)
}

fn is_number(field: &str) -> bool {
    let digits = field.strip_prefix(['+', '-']).unwrap_or(field);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(part)
}
