//! A pull request as a row of a table.

use bitbucket_cloud::{PullRequest, Repository};
use leptos::{either::EitherOf3, prelude::*};
use sightline_insight::size::Size;

use super::{header, people, size, time};
use crate::{fresh::Fresh, load::Load, page::App, text};

/// A pull request, and its size as soon as that is known.
pub(super) struct Row {
    pub(super) pull: PullRequest,
    pub(super) size: ArcRwSignal<Load<Size>>,
}

pub(super) fn view(app: App, repository: &Repository, row: &Row) -> impl IntoView + use<> {
    let Row { pull, size } = row;
    let address = app.shared().context.pull_request_page(repository, pull.id);
    let mut number = String::from("#");
    number.push_str(&pull.id.to_string());
    let size = size.clone();
    view! {
        <tr>
            <th scope="row">
                <a href=address target="_top" rel="noopener">{pull.title.clone()}</a>
                " "
                <span class="subtle">{number}</span>
                " "
                {header::draft(pull)}
            </th>
            <td class="author">{people::person(pull.author.as_ref())}</td>
            <td class="when">{time::view(pull.created_on)}</td>
            <td class="when">{time::view(pull.updated_on)}</td>
            <td class="size">
                {move || Fresh(measured(size.get()))}
            </td>
            <td>{people::stack(&pull.reviews())}</td>
        </tr>
    }
}

fn measured(size: Load<Size>) -> impl IntoView {
    match size {
        Load::Failed(error) => EitherOf3::A(view! {
            <span class="subtle" title=error.to_string()>{text::NO_SIZE}</span>
        }),
        Load::Loading => EitherOf3::B(view! {
            <span class="bone"><span class="visually-hidden">{text::LOADING}</span></span>
        }),
        Load::Ready(size) => EitherOf3::C(size::total(size)),
    }
}
