//! Fragment of the frame's own address: which view is shown, and how: `#queue?whose=mine`.
//! A copied address and the back button lead to the same view.

use form_urlencoded::Serializer;
use js_sys::encode_uri;
use wasm_bindgen::JsValue;
use web_sys::window;

/// A line of a diff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffLine {
    /// By its number in the old version: it is gone.
    Old(u32),
    /// By its number in the new version.
    New(u32),
}

/// Parameters that a view is shown with: names and values.
pub type Query = Vec<(String, String)>;

/// Name of the view and its parameters; empty where the address has none.
pub fn read() -> (String, String) {
    let hash = window().and_then(|window| window.location().hash().ok());
    split(&hash.unwrap_or_default())
}

/// The two parts of a fragment.
pub fn split(hash: &str) -> (String, String) {
    let fragment = hash.strip_prefix('#').unwrap_or(hash);
    let (view, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    (view.to_owned(), query.to_owned())
}

/// Address of a view on a page; replaces the fragment of the page's address.
pub fn link(page: &str, view: &str, query: &str) -> String {
    let page = page.split_once('#').map_or(page, |(page, _)| page);
    match query {
        "" => format!("{page}#{view}"),
        _ => format!("{page}#{view}?{query}"),
    }
}

/// Address of the diff of a pull request, by the address of its page, at a file if one is named.
pub fn diff(page: &str, path: &str) -> String {
    match path {
        "" => format!("{page}/diff"),
        _ => format!("{page}/diff#chg-{}", String::from(encode_uri(path))),
    }
}

/// Address of a line in that diff, as Bitbucket's own links to lines have it.
pub fn diff_line(page: &str, path: &str, line: DiffLine) -> String {
    let path = String::from(encode_uri(path));
    match line {
        DiffLine::Old(line) => format!("{page}/diff#L{path}F{line}"),
        DiffLine::New(line) => format!("{page}/diff#L{path}T{line}"),
    }
}

/// Puts another fragment in the place of this one, without a step in the browser's history.
pub fn replace(view: &str, query: &str) {
    let mut hash = ["#", view].concat();
    if !query.is_empty() {
        hash.push('?');
        hash.push_str(query);
    }
    let history = window().and_then(|window| window.history().ok());
    // Browsers refuse what comes too often.
    let _refused = history
        .map(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(hash.as_str())));
}

/// Adds a step with the present address to the browser's history: what is replaced from now on, the way
/// back leads to.
pub fn step() {
    let history = window().and_then(|window| window.history().ok());
    // Browsers refuse what comes too often.
    let _refused = history.map(|history| history.push_state(&JsValue::NULL, ""));
}

/// Encodes pairs for an address. Empty values are left out.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    let mut query = Serializer::new(String::new());
    query.extend_pairs(pairs).finish()
}

/// Decodes the text that [`query`] makes.
pub fn pairs(query: &str) -> Query {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

/// The value of that name; empty for none.
pub fn value<'a>(pairs: &'a Query, name: &str) -> &'a str {
    let found = pairs.iter().find(|(other, _)| other == name);
    found.map_or("", |(_, value)| value)
}
