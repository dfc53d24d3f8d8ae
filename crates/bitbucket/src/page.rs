//! Pages of lists.

use serde::Deserialize;

use crate::{Error, Request};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
pub struct Page<T> {
    /// What is on it.
    #[serde(default = "Vec::new")]
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

/// The `fields` of a page whose values have `fields`: paging, and each of them below `values`.
pub(crate) fn fields(fields: &str) -> String {
    let mut list = String::from("next,size");
    for field in fields.split(',') {
        list.push_str(",values.");
        list.push_str(field);
    }
    list
}
