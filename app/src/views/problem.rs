//! A failure, and the way on.

use bitbucket_cloud::Error;

use super::{button, link};
use crate::{
    element::{Element, el},
    page::App,
    signal::Act,
    text::{self, Way},
};

pub(crate) fn view(app: App, error: &Error, retry: Act) -> Element {
    let shared = app.shared();
    let problem = text::problem(error, shared.context.reader);
    let way = match problem.way {
        Way::Again => button(text::TRY_AGAIN, move || retry.run()),
        Way::Reload => link(&shared.context.host_page())
            .class("button")
            .text(text::RELOAD),
    };
    let details = el("details")
        .class("problem-details")
        .with(el("summary").text(text::DETAILS))
        .with(el("code").text(&error.to_string()));
    el("div")
        .class("problem")
        .attr("role", "alert")
        .with(el("p").class("problem-title").text(&problem.title))
        .with(el("p").text(problem.text))
        .with(way)
        .with(details)
}
