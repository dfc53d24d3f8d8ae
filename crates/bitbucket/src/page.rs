//! Pages of lists.

use serde::{Deserialize, Serialize};

use crate::{Error, Request, wire::null_to_default};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
pub struct Page<T> {
    /// Values on this page.
    #[serde(default, deserialize_with = "null_to_default")]
    pub values: Vec<T>,
    /// Number of values on all pages, where the API counts them.
    pub size: Option<u32>,
    next: Option<String>,
}

impl<T> Page<T> {
    /// Request for the page after this one; `None` on the last.
    ///
    /// # Errors
    /// [`Error::ForeignPage`] if the link leads away from the API.
    pub fn next(&self) -> Result<Option<Request>, Error> {
        self.next.as_deref().map(Request::next).transpose()
    }
}

/// The `fields` of a page whose values have `fields`: paging, and each of them below `values`.
pub(crate) fn fields(fields: &str) -> String {
    let mut list = String::from("next,size");
    add_fields(&mut list, "values.", fields);
    list
}

/// Adds `fields`, each with `prefix` before it.
pub(crate) fn add_fields(list: &mut String, prefix: &str, fields: &str) {
    for field in fields.split(',') {
        list.push(',');
        list.push_str(prefix);
        list.push_str(field);
    }
}
