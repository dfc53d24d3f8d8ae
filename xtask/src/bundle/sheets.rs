//! One style sheet instead of several, without what only its authors read.

use std::path::Path;

use super::shrink::{name, read, renamed, write};
use crate::Error;

/// How a page names a sheet, up to its address.
const LINK: &str = "<link rel=\"stylesheet\" href=\"";

/// Joins the sheets that `html` links, in their order, into the first one of them: the page then
/// links that alone.
pub(super) fn join(folder: &Path, html: &str) -> Result<String, Error> {
    let mut joined = String::new();
    let mut first = None;
    let mut rest = String::new();
    let mut pieces = html.split(LINK);
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (address, _) = piece.split_once('"').unwrap_or_default();
        let (_, after) = piece.split_once('>').unwrap_or_default();
        let file = folder.join(address.rsplit('/').next().unwrap_or_default());
        joined.push_str(&squeeze(&read(&file)?));
        match first {
            None => first = Some((address.to_owned(), file)),
            Some(_) => std::fs::remove_file(&file).map_err(Error::io("a style sheet stays"))?,
        }
        rest.push_str(after);
    }
    let Some((address, file)) = first else {
        return Ok(html.to_owned());
    };
    write(&file, &joined)?;
    let fresh = renamed(&file)?;
    let address = address.replace(&name(&file), &name(&fresh));
    page.push_str(&format!("{LINK}{address}\">{rest}"));
    Ok(page)
}

/// A sheet without comments, and without blanks where they mean nothing. Texts stay as they are.
pub fn squeeze(css: &str) -> String {
    let mut short = String::new();
    let mut rest = css;
    let mut blank = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            blank = true;
            continue;
        }
        if next.is_whitespace() {
            blank = true;
            rest = rest.trim_start();
            continue;
        }
        // A blank before a bracket or a colon may part two selectors.
        let parts = |of: Option<char>| of.is_none_or(|of| "{};,".contains(of));
        let before = short.chars().last();
        // And is all there is of an empty value.
        let empty = before == Some(':') && next == ';';
        if blank && (empty || !parts(before) && before != Some(':') && !parts(Some(next))) {
            short.push(' ');
        }
        blank = false;
        if next == '}' && short.ends_with(';') {
            short.pop();
        }
        let length = match next {
            '"' | '\'' => {
                let inner = rest.get(1..).and_then(|inner| inner.find(next));
                inner.map_or(rest.len(), |end| end + 2)
            }
            _ => next.len_utf8(),
        };
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        short.push_str(token);
        rest = after;
    }
    short
}
