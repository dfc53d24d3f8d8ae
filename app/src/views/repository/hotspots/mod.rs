//! To come.

use crate::{
    element::{Element, el},
    floor::Floor,
};

pub(super) fn view(_floor: Floor) -> Element {
    el("div")
}
