//! Plain text as Markdown that shows it and does nothing else: no markup, no tags, no mentions.

/// A text in one line. People are not notified: an invisible character follows each `@`.
pub fn escape(text: &str) -> String {
    let mut markdown = String::new();
    for (place, character) in text.trim().chars().enumerate() {
        match character {
            '&' => markdown.push_str("&amp;"),
            '<' => markdown.push_str("&lt;"),
            '>' => markdown.push_str("&gt;"),
            '@' => markdown.push_str("@\u{200b}"),
            '\n' | '\r' => markdown.push(' '),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '!' => {
                markdown.extend(['\\', character]);
            }
            // These mean something at the start of a line only.
            '#' | '+' | '-' | '=' if place == 0 => markdown.extend(['\\', character]),
            '.' | ')' if numbered(&markdown) => markdown.extend(['\\', character]),
            _ => markdown.push(character),
        }
    }
    markdown
}

/// A link to an address of ours.
pub fn link(text: &str, address: &str) -> String {
    let mut markdown = String::from("[");
    markdown.push_str(&escape(text));
    markdown.push_str("](<");
    markdown.extend(
        address
            .chars()
            .filter(|character| !matches!(character, '<' | '>' | '\n' | '\r')),
    );
    markdown.push_str(">)");
    markdown
}

fn numbered(start: &str) -> bool {
    !start.is_empty() && start.bytes().all(|byte| byte.is_ascii_digit())
}
