//! Text that people wrote, in the little Markdown that is needed to read it. Everything is escaped:
//! the text is untrusted.

use maud::{Markup, html};

/// A block of text.
#[derive(Debug, PartialEq, Eq)]
enum Block<'a> {
    Code(Vec<&'a str>),
    Heading(&'a str),
    List(Vec<&'a str>),
    Paragraph(Vec<&'a str>),
}

/// The text as headings, lists, code and paragraphs.
pub(crate) fn prose(text: &str) -> Markup {
    html! {
        div.prose {
            @for block in blocks(text) {
                @match block {
                    Block::Code(lines) => pre tabindex="0" { (lines.join("\n")) },
                    Block::Heading(line) => h3 { (inline(line)) },
                    Block::List(items) => ul { @for item in items { li { (inline(item)) } } },
                    Block::Paragraph(lines) => p { (inline(&lines.join("\n"))) },
                }
            }
        }
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let code = lines.by_ref().take_while(|line| !line.starts_with("```"));
            blocks.push(Block::Code(code.collect()));
        } else if line.starts_with('#') {
            blocks.push(Block::Heading(line.trim_start_matches('#').trim()));
        } else if let Some(item) = list_item(line) {
            match blocks.last_mut() {
                Some(Block::List(items)) => items.push(item),
                _ => blocks.push(Block::List(vec![item])),
            }
        } else if line.trim().is_empty() {
            blocks.push(Block::Paragraph(Vec::new()));
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(lines)) => lines.push(line),
                _ => blocks.push(Block::Paragraph(vec![line])),
            }
        }
    }
    blocks.retain(|block| *block != Block::Paragraph(Vec::new()));
    blocks
}

fn list_item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
}

/// Every other piece between backticks is code.
fn inline(text: &str) -> Markup {
    let pieces: Vec<&str> = text.split('`').collect();
    let closed = pieces.len() % 2 == 1;
    html! {
        @for (index, piece) in pieces.iter().enumerate() {
            @if closed && index % 2 == 1 { code { (piece) } }
            @else if closed || index == 0 { (piece) }
            @else { "`" (piece) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn headings_lists_code_and_paragraphs_are_told_apart() {
        let html = prose("# One\ntext `a`\nmore\n\n- x\n- y\n```\nlet\n```\n").into_string();
        assert_eq!(
            html,
            "<div class=\"prose\"><h3>One</h3><p>text <code>a</code>\nmore</p>\
             <ul><li>x</li><li>y</li></ul><pre tabindex=\"0\">let</pre></div>"
        );
    }

    #[test]
    fn untrusted_text_cannot_become_markup() {
        let html = prose("<script> & `<b>` `open").into_string();
        assert_eq!(
            html,
            "<div class=\"prose\"><p>&lt;script&gt; &amp; `&lt;b&gt;` `open</p></div>"
        );
    }
}
