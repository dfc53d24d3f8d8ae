//! What the reader did about a reviewer, and what came of it.

use bitbucket_cloud::{Account, Error};
use js_sys::futures::spawn_local;

use super::change::{Change, Outcome, change};
use crate::{
    clipboard,
    desk::Desk,
    element::{Element, el, live},
    load::Load,
    signal::Signal,
    text::reviewers as text,
    views::{button, people},
};

/// The last thing that the reader did.
#[derive(Debug)]
pub(super) enum Step {
    /// Bitbucket was asked and has not answered.
    Busy,
    /// The name was copied, or could not be.
    Copied(Account, Result<(), clipboard::Refused>),
    /// Bitbucket answered.
    Ended(Account, Change, Outcome),
    /// Nothing yet.
    Idle,
}

/// Changes one reviewer, unless a change is on its way.
pub(super) fn begin(desk: Desk, step: Signal<Step>, who: Account, what: Change) {
    let pull = desk.pull.now();
    let (Load::Ready(pull), Some(id)) = (pull, who.uuid.clone()) else {
        return;
    };
    if matches!(*step.now(), Step::Busy) {
        return;
    }
    step.set(Step::Busy);
    let shared = desk.app.shared();
    spawn_local(async move {
        let ended = change(&shared.client, shared.repository(), pull.id, &id, what).await;
        let (outcome, fresh) = match ended {
            Ok((outcome, fresh)) => (outcome, Some(fresh)),
            Err(error) => (Outcome::Failed(error), None),
        };
        // Without an answer nobody knows whether it was done.
        let unsure = matches!(
            outcome,
            Outcome::Failed(Error::Timeout { .. } | Error::Network { .. } | Error::Decode { .. })
        );
        step.set(Step::Ended(who, what, outcome));
        match fresh {
            Some(fresh) => desk.pull.set(fresh),
            None if unsure => desk.pull.ask(),
            None => {}
        }
    });
}

/// Says what came of it, and offers to undo it.
pub(super) fn view(desk: Desk, step: Signal<Step>) -> Element {
    let said = live(move || match &*step.get() {
        Step::Idle => el("span"),
        Step::Busy => el("span").text(text::BUSY),
        Step::Copied(who, Ok(())) => about(who, text::COPIED),
        Step::Copied(who, Err(clipboard::Refused)) => {
            let selected = name(who).follow(|name| {
                let name = name.clone();
                // Once it is on the page.
                spawn_local(async move { clipboard::select(&name) });
            });
            el("span").with(selected).text(text::NOT_COPIED)
        }
        Step::Ended(who, what, outcome) => ended(desk, step, who, *what, outcome),
    });
    el("div").class("said").attr("role", "status").with(said)
}

fn ended(
    desk: Desk,
    step: Signal<Step>,
    who: &Account,
    what: Change,
    outcome: &Outcome,
) -> Element {
    match (outcome, what) {
        (Outcome::Before, Change::Add) => about(who, text::ALREADY),
        (Outcome::Before, Change::Remove) => about(who, text::GONE),
        (Outcome::Closed, _) => el("span").text(text::CLOSED),
        (Outcome::Nameless, _) => el("span").text(text::NAMELESS),
        (Outcome::Failed(error), _) => {
            let reader = desk.app.shared().context.reader;
            el("span").text(&text::failure(error, reader))
        }
        (Outcome::Done, Change::Remove) => about(who, text::REMOVED),
        (Outcome::Done, Change::Add) => {
            let gone = who.clone();
            let undo = move || begin(desk, step, gone.clone(), Change::Remove);
            // What was clicked has just left the page, and took the focus along.
            let undo = button(text::UNDO, undo).follow(|undo| {
                let undo = undo.clone();
                spawn_local(async move {
                    let _focused = undo.focus();
                });
            });
            about(who, text::ADDED).text(" ").with(undo)
        }
    }
}

fn about(who: &Account, said: &str) -> Element {
    el("span").with(name(who)).text(said)
}

fn name(of: &Account) -> Element {
    el("bdi").text(&people::name(Some(of)))
}
