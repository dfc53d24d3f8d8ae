//! Pages of lists.

use std::borrow::Borrow;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    ask::Ask,
    error::ApiError,
    fields::{Fields, merge},
    query,
};

/// Page sizes of a list, and the fields that it leaves out by default.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    /// Values on a page if the call does not say.
    pub(crate) usual: usize,
    /// Most values on a page.
    pub(crate) most: usize,
    /// Fields below `values` that are left out unless asked for, with `values.` in front.
    pub(crate) costly: &'static [&'static str],
}

impl Rules {
    /// Ten on a page, a hundred at most.
    pub(crate) const USUAL: Self = Self {
        usual: 10,
        most: 100,
        costly: &[],
    };

    /// The asked-for number of values on a page.
    ///
    /// # Errors
    ///
    /// A 400 if it is none, zero or above the maximum.
    pub(crate) fn pagelen(self, ask: &Ask) -> Result<usize, ApiError> {
        match ask.number("pagelen")? {
            None => Ok(self.usual),
            Some(pagelen) if (1..=self.most).contains(&pagelen) => Ok(pagelen),
            Some(_) => Err(ApiError::bad_request("Invalid pagelen")),
        }
    }
}

/// Answers one page of a list that is wholly known: filtered by `q`, sorted by `sort`, cut by
/// `pagelen` and `page`, reduced by `fields`. `origin` stands before links.
///
/// # Errors
///
/// A 400 if one of the parameters is wrong.
pub(crate) fn list(
    ask: &Ask,
    origin: &str,
    values: Vec<Value>,
    rules: Rules,
) -> Result<Response, ApiError> {
    list_shaped(ask, origin, values, |value| value, rules)
}

/// Like [`list`], for items without JSON yet. Only those on the page are converted, unless a filter
/// or an order has to look at all of them.
///
/// # Errors
///
/// As [`list`].
pub(crate) fn list_shaped<T>(
    ask: &Ask,
    origin: &str,
    items: Vec<T>,
    shape: impl Fn(T) -> Value,
    rules: Rules,
) -> Result<Response, ApiError> {
    let (expression, order) = (ask.given("q"), ask.given("sort"));
    if expression.is_none() && order.is_none() {
        return page(ask, origin, items, shape, rules);
    }
    let mut values: Vec<Value> = items.into_iter().map(shape).collect();
    query::choose(&mut values, expression, order)?;
    page(ask, origin, values, |value| value, rules)
}

/// Like [`list_shaped`], but filters and sorts by `brief`, if that has all the fields they look at.
/// It costs less than `shape`.
///
/// # Errors
///
/// As [`list`].
pub(crate) fn list_brief<T: Copy>(
    ask: &Ask,
    origin: &str,
    items: Vec<T>,
    (brief, shape): (impl Fn(T) -> Value, impl Fn(T) -> Value),
    rules: Rules,
) -> Result<Response, ApiError> {
    let (expression, order) = (ask.given("q"), ask.given("sort"));
    let fields = query::fields(expression, order)?;
    let has = |item: &T| {
        let brief = brief(*item);
        fields.iter().all(|field| brief.get(field).is_some())
    };
    if fields.is_empty() || !items.first().is_some_and(has) {
        return list_shaped(ask, origin, items, shape, rules);
    }
    let briefs = items.into_iter().map(|item| Brief(item, brief(item)));
    let mut briefs: Vec<Brief<T>> = briefs.collect();
    query::choose(&mut briefs, expression, order)?;
    page(ask, origin, briefs, |Brief(item, _)| shape(item), rules)
}

struct Brief<T>(T, Value);

impl<T> Borrow<Value> for Brief<T> {
    fn borrow(&self) -> &Value {
        &self.1
    }
}

fn page<T>(
    ask: &Ask,
    origin: &str,
    items: Vec<T>,
    shape: impl Fn(T) -> Value,
    rules: Rules,
) -> Result<Response, ApiError> {
    let pagelen = rules.pagelen(ask)?;
    let page = ask.number("page")?.unwrap_or(1);
    if page == 0 {
        return Err(ApiError::bad_request("Invalid page"));
    }
    let size = items.len();
    let start = (page - 1).saturating_mul(pagelen);
    let values: Vec<Value> = items
        .into_iter()
        .skip(start)
        .take(pagelen)
        .map(shape)
        .collect();
    let mut body = json!({ "pagelen": pagelen, "size": size, "page": page, "values": values });
    let link = |page: usize| format!("{origin}{}", ask.with("page", &page.to_string()));
    if start.saturating_add(pagelen) < size {
        merge(&mut body, json!({ "next": link(page + 1) }));
    }
    if page > 1 {
        merge(&mut body, json!({ "previous": link(page - 1) }));
    }
    Ok(answer(ask, &body, rules.costly))
}

/// Answers an object, reduced by `fields`; `costly` paths are left out unless asked for.
pub(crate) fn answer(ask: &Ask, body: &Value, costly: &[&str]) -> Response {
    let fields = Fields::parse(ask.first("fields").unwrap_or_default());
    Json(fields.select(body, costly)).into_response()
}

/// A position in a list that can only be walked forward: how many were read, and a mark that ties
/// it to the list, so that tokens cannot be made up or taken elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Values that were read before.
    pub(crate) skip: usize,
}

impl Cursor {
    /// Reads the `page` parameter; the start of the list if there is none. `list` is what
    /// identifies the list.
    ///
    /// # Errors
    ///
    /// A 400 if the token was not made for this list.
    pub(crate) fn read(ask: &Ask, list: &str) -> Result<Self, ApiError> {
        let Some(token) = ask.first("page") else {
            return Ok(Self { skip: 0 });
        };
        token
            .get(MARK_LENGTH..)
            .and_then(|hex| usize::from_str_radix(hex, 16).ok())
            .map(|skip| Self { skip })
            .filter(|cursor| cursor.token(list) == token)
            .ok_or_else(|| ApiError::bad_request("Invalid page"))
    }

    /// The token for this position of a list.
    pub(crate) fn token(self, list: &str) -> String {
        let digest = Sha256::digest(format!("{list}\n{}", self.skip));
        let mark: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "{}{:04x}",
            mark.get(..MARK_LENGTH).unwrap_or_default(),
            self.skip
        )
    }
}

const MARK_LENGTH: usize = 20;
