//! Pages of lists.

use crate::{Error, FromJson, Reader, Request};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub values: Vec<T>,
    /// How many there are on all pages, where the API counts them.
    pub size: Option<u32>,
    next: Option<String>,
}

impl<T> Page<T> {
    /// How to ask for the page after this one; `None` on the last.
    ///
    /// # Errors
    /// [`Error::ForeignPage`] if the link leads away from the API.
    pub fn next(&self) -> Result<Option<Request>, Error> {
        self.next.as_deref().map(Request::next).transpose()
    }
}

impl<T: FromJson> FromJson for Page<T> {
    fn from_json(from: &mut Reader<'_>) -> Self {
        Self {
            values: from.or_default("values"),
            size: from.maybe("size"),
            next: from.maybe("next"),
        }
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
