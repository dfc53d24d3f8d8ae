//! Files that history says belong to a change and that are missing.

mod dismissed;
mod missing;

use bitbucket_cloud::PullRequestState;

pub(crate) use missing::{Missing, Told, found};

use crate::{
    context::encoded,
    desk::Desk,
    element::{Element, el},
    history::Progress,
    load::Load,
    signal::{Act, Signal, follow},
    text::{companions as text, overlaps::more, size::STILL_READING},
    views::{block, button, link, section},
};
use dismissed::Dismissed;
pub(crate) use dismissed::kept as dismissed;

/// Files that are listed before the others are only counted.
const LISTED: usize = 10;

pub(super) fn view(desk: Desk) -> Element {
    let told = Signal::new(Load::Loading);
    // Most of what is read in the background changes nothing here, and then nothing may move.
    follow(move || told.renew(found(desk)));
    let dismissed = Dismissed::of(desk);
    let said = Signal::new(String::new());
    let again = Act::new(move || desk.files.ask());
    let body = block(desk.app, told, 2, again, move |told| match told {
        Told::TooLittle(known) => too_little(desk, *known),
        Told::Missing(missing, merged) => ready(desk, missing, *merged, dismissed, said),
    });
    // The button that was used is gone then; who came by keyboard goes on from here.
    let status = el("p")
        .class("subtle")
        .attr("role", "status")
        .attr("tabindex", "-1")
        .follow(move |status| {
            let said = said.get();
            status.set_text_content(Some(&said));
            if !said.is_empty() {
                let _focused = status.focus();
            }
        });
    section("companions", text::COMPANIONS)
        .with(el("div").class("companions").with(body).with(status))
        .follow(move |section| {
            // What is merged or declined misses nothing any more.
            let open = |pull: &PullRequestState| *pull == PullRequestState::Open;
            let shown = matches!(desk.pull.get(), Load::Ready(pull) if open(&pull.state));
            section.set_hidden(!shown);
        })
}

fn too_little(desk: Desk, known: usize) -> Element {
    let said = el("p").class("subtle").text(&text::too_little(known));
    match *desk.known.progress.get() {
        Progress::Reading { .. } => said.text(STILL_READING),
        _ => said,
    }
}

fn ready(
    desk: Desk,
    missing: &[Missing],
    merged: usize,
    dismissed: Dismissed,
    said: Signal<String>,
) -> Element {
    let (mut shown, mut gone) = (Vec::new(), Vec::new());
    for one in missing {
        match dismissed.has(&one.path) {
            true => gone.push(row(desk, one, dismissed, said, text::BRING_BACK)),
            false => shown.push(row(desk, one, dismissed, said, text::DISMISS)),
        }
    }
    let list = |rows: Vec<Element>| el("ul").class("missing").all(rows);
    let rest = shown.split_off(LISTED.min(shown.len())).len();
    let all = el("div").with(match shown.is_empty() {
        true => el("p").class("subtle").text(&text::none(merged)),
        false => list(shown),
    });
    let all = match rest {
        0 => all,
        _ => all.with(el("p").class("subtle").text(&more(rest, "file"))),
    };
    if gone.is_empty() {
        return all;
    }
    let summary = el("summary").text(&text::dismissed(gone.len()));
    all.with(el("details").class("more").with(summary).with(list(gone)))
}

fn row(
    desk: Desk,
    one: &Missing,
    dismissed: Dismissed,
    said: Signal<String>,
    verb: &str,
) -> Element {
    let path = el("code").with(el("bdi").text(&one.path));
    let why = el("span")
        .class("subtle")
        .text(&text::evidence(one.shared, one.changes))
        .with(el("code").with(el("bdi").text(&one.with)));
    let name = one.path.clone();
    let act = button(verb, move || {
        said.set(match dismissed.turn(&name) {
            true => text::gone(&name),
            false => text::back(&name),
        });
    });
    let rest = [" ", &one.path].concat();
    el("li")
        .with(link(&page(desk, &one.path)).with(path))
        .with(why)
        .with(act.with(el("span").class("visually-hidden").text(&rest)))
}

/// Bitbucket's page of a file, as the pull request's source has it.
fn page(desk: Desk, path: &str) -> String {
    let address = encoded(path);
    let Load::Ready(pull) = desk.pull.now() else {
        return desk.page();
    };
    let context = &desk.app.shared().context;
    let here = context.repository.to_string();
    let source = pull.source.repository.as_ref();
    let repository = source.map_or(here.as_str(), |source| &source.full_name);
    match &pull.source.commit {
        Some(commit) => context.source_page(repository, &commit.hash, &address),
        None => desk.page(),
    }
}
