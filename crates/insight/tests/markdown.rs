//! Text that is copied as Markdown shows as it was. The expected texts follow CommonMark 0.31, 2.4
//! (backslash escapes) and 2.5 (entities).

use sightline_insight::markdown::{escape, link};

#[test]
fn nothing_becomes_markup() {
    for (text, expected) in [
        (
            "plain, (really): 1.5 % of a.rs",
            "plain, (really): 1.5 % of a.rs",
        ),
        (
            "<script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        ),
        ("&lt;", "&amp;lt;"),
        ("`rm` a|b", "\\`rm\\` a\\|b"),
        (
            "**a** __b__ ~~c~~",
            "\\*\\*a\\*\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~",
        ),
        ("![x](y) {z}", "\\!\\[x\\](y) \\{z\\}"),
        ("a\\b", "a\\\\b"),
        ("two\nlines\r\n", "two lines"),
        ("# not a heading", "\\# not a heading"),
        ("- no list - here", "\\- no list - here"),
        ("12. no list", "12\\. no list"),
        ("3) no list", "3\\) no list"),
        ("ticket #3, a+b=c", "ticket #3, a+b=c"),
    ] {
        assert_eq!(escape(text), expected);
    }
}

#[test]
fn nobody_is_mentioned() {
    assert_eq!(escape("thanks @ann"), "thanks @\u{200b}ann");
    assert!(!escape("@all @{x}").contains("@a"));
}

#[test]
fn a_link_cannot_be_left_from_within() {
    assert_eq!(
        link("a](b) [c", "https://x.example/a>) (<b"),
        "[a\\](b) \\[c](<https://x.example/a) (b>)"
    );
}
