//! A pull request's pages.

mod activity;
mod checks;
mod closing;
mod edit;
mod new;
mod reports;
mod sidebar;

pub(crate) use checks::press;
pub(crate) use closing::close;
pub(crate) use edit::{change, edit};
pub(crate) use new::{new, open};

use axum::{extract::Path, response::Response};
use maud::{Markup, html};

use super::{
    commits, connect, diff, forge as forge_page, history,
    layout::{Page, Place, Tab as Entry},
    parts, paths,
    prose::prose,
    refusal::Refusal,
    visit::Visit,
    words::moment,
};
use crate::{
    connect::{Frame, Place as FramePlace, frames},
    forge::{self, Kind},
    world::{PullRequest, PullRequestState, World},
};

/// `GET /{workspace}/{repository}/pull-requests/{id}`
pub(crate) async fn overview(
    visit: Visit,
    Path((_, _, id)): Path<(String, String, String)>,
) -> Result<Response, Refusal> {
    let pull = find(&visit, &id)?;
    let panels = frames(
        &visit.sandbox,
        FramePlace::PullRequestPanel(pull.id),
        visit.reader,
    );
    let at = forge::Place::PullRequest(pull.id);
    let of = |kind| forge::frames(&visit.sandbox, kind, at, visit.reader);
    let (forge_panels, cards) = (of(Kind::Panel), of(Kind::Card));
    // Their lock comes before the world's.
    let checks = checks::section(&visit, &pull);
    let content = {
        let world = visit.sandbox.world();
        let main = html! {
            (panels_section(&panels))
            (forge_page::sections(&forge_panels))
            section.section {
                h2 { "Description" }
                @if pull.description.trim().is_empty() {
                    p.subtle { "No description." }
                } @else {
                    (prose(&pull.description))
                }
            }
            (reports::section(&visit, &pull))
            (activity::section(&visit, &world, &pull))
        };
        html! {
            (head(&visit, &world, &pull, Tab::Overview))
            div.columns {
                div.stack { (main) }
                (sidebar::aside(&visit, &world, &pull, &checks, &cards))
            }
        }
    };
    let page = page(&pull, content).with_frames(panels);
    let page = page
        .with_forge_frames(forge_panels)
        .with_forge_frames(cards);
    Ok(visit.show(page))
}

/// `GET /{workspace}/{repository}/pull-requests/{id}/{tab}`, and titles of pull requests in the
/// place of the tab, as Bitbucket writes them into links.
pub(crate) async fn tab(
    visit: Visit,
    Path((workspace, repository, id, tab)): Path<(String, String, String, String)>,
) -> Result<Response, Refusal> {
    let git = &visit.sandbox.git;
    let (pull, tab, title, main) = match tab.as_str() {
        "commits" => {
            let pull = find(&visit, &id)?;
            let list = history::brought_by(git, &pull).await?;
            let table = commits::table(&visit, &visit.sandbox.world(), &list);
            (pull, Tab::Commits, "Commits", table)
        }
        "diff" => {
            let pull = find(&visit, &id)?;
            let text = history::diff_of_pull_request(git, &pull).await?;
            (pull, Tab::Diff, "Diff", diff::section(&text))
        }
        _ => return overview(visit, Path((workspace, repository, id))).await,
    };
    let content = html! {
        (head(&visit, &visit.sandbox.world(), &pull, tab))
        h2.visually-hidden { (title) }
        (main)
    };
    Ok(visit.show(page(&pull, content)))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Commits,
    Diff,
    Edit,
    Overview,
}

fn find(visit: &Visit, id: &str) -> Result<PullRequest, Refusal> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    let world = visit.sandbox.world();
    world.pull_request(id).cloned().ok_or(Refusal::NotFound)
}

fn page(pull: &PullRequest, content: Markup) -> Page {
    Page::new(
        format!("#{} {}", pull.id, pull.title),
        Place::Repository(Entry::PullRequests),
        content,
    )
}

fn head(visit: &Visit, world: &World, pull: &PullRequest, tab: Tab) -> Markup {
    let list = paths::repository(world, "/pull-requests");
    let own = format!("{list}/{}", pull.id);
    let entry = |href: &str, name: &str, is: Tab| {
        html! { a href=(href) aria-current=[(is == tab).then_some("page")] { (name) } }
    };
    html! {
        (parts::breadcrumbs(&[
            (&paths::repository(world, ""), &world.repository.name),
            (&list, "Pull requests"),
        ]))
        h1 { (pull.title) " " span.subtlest { "#" (pull.id) } }
        div.row {
            (parts::face(visit, world, pull.author))
            (parts::state(pull))
            (parts::branches(pull))
        }
        p.subtle.small {
            "Opened by " strong { (parts::name(world, pull.author)) } " "
            (moment(visit.now, pull.created_on))
            @if let Some(closer) = pull.closed_by {
                " · "
                (if pull.state == PullRequestState::Merged { "merged by " } else { "declined by " })
                strong { (parts::name(world, closer)) }
            }
            " · updated " (moment(visit.now, pull.updated_on))
        }
        @if tab == Tab::Overview { (closing::buttons(visit, &own, pull)) }
        nav.tabs aria-label="Pull request" {
            (entry(&own, "Overview", Tab::Overview))
            (entry(&format!("{own}/diff"), "Diff", Tab::Diff))
            (entry(&format!("{own}/commits"), "Commits", Tab::Commits))
            @if visit.reader.is_some() && pull.state == PullRequestState::Open {
                (entry(&format!("{list}/update/{}", pull.id), "Edit", Tab::Edit))
            }
        }
    }
}

fn panels_section(panels: &[Frame]) -> Markup {
    html! {
        @for panel in panels {
            section.card aria-label=(panel.title) {
                header { h2 { (panel.title) } }
                div.body { (connect::place(panel, connect::Size::Panel)) }
            }
        }
    }
}
