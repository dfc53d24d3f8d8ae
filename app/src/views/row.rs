//! A pull request as a row of a table.

use bitbucket_cloud::{PullRequest, Repository};
use sightline_insight::size::Size;

use super::{header, link, panel::size, people, time};
use crate::{
    element::{Element, el, live},
    load::Load,
    page::App,
    sizes::Sizes,
    text,
};

/// A pull request, and its size as soon as that is known.
pub(super) fn view(
    app: App,
    repository: &Repository,
    pull: &PullRequest,
    sizes: &Sizes,
) -> Element {
    let address = app.shared().context.pull_request_page(repository, pull.id);
    let mut number = String::from("#");
    number.push_str(&pull.id.to_string());
    let (sized, sizes) = (pull.clone(), sizes.clone());
    let title = el("th")
        .attr("scope", "row")
        .with(link(&address).text(&pull.title))
        .text(" ")
        .with(el("span").class("subtle").text(&number))
        .text(" ")
        .all(header::draft(pull));
    let when = |time| el("td").class("when").with(time::view(time));
    el("tr")
        .with(title)
        .with(
            el("td")
                .class("author")
                .with(people::person(pull.author.as_ref())),
        )
        .with(when(pull.created_on))
        .with(when(pull.updated_on))
        .with(
            el("td")
                .class("size")
                .with(live(move || measured(sizes.of(&sized)))),
        )
        .with(el("td").with(people::stack(&pull.reviews())))
}

fn measured(size: Load<Size>) -> Element {
    match size {
        Load::Failed(error) => el("span")
            .class("subtle")
            .attr("title", &error.to_string())
            .text(text::NO_SIZE),
        Load::Loading => el("span")
            .class("bone")
            .with(el("span").class("visually-hidden").text(text::LOADING)),
        Load::Ready(size) => size::total(el("span"), size),
    }
}
