//! Who reviews a pull request, and who else knows what it changes.

mod change;
mod knowing;
mod step;

use bitbucket_cloud::{Account, PullRequest, PullRequestState};
use js_sys::futures::spawn_local;

pub(crate) use knowing::{Known, knowing};

use crate::{
    clipboard,
    context::{Reader, Writing},
    desk::Desk,
    element::{Element, el, live},
    load::Load,
    signal::{Act, Signal, follow},
    text::{self, reviewers as words},
    views::{block, button, link, people, shown},
};
use change::Change;
use step::Step;

pub(super) fn view(desk: Desk) -> Element {
    let step = Signal::new(Step::Idle);
    el("div")
        .class("reviewing")
        .with(shown(desk.app, desk.pull, 2, present))
        .with(step::view(desk, step))
        .with(suggested(desk, step))
}

fn present(pull: &PullRequest) -> Element {
    let reviews = pull.reviews();
    if reviews.is_empty() {
        return el("p").class("subtle").text(text::NO_REVIEWERS);
    }
    people::reviewers(&reviews)
}

fn suggested(desk: Desk, step: Signal<Step>) -> Element {
    let list = Signal::new(Load::Loading);
    let merged = Signal::new(0);
    let open = Signal::new(true);
    // Most of what is read in the background changes nothing here, and then nothing may move.
    follow(move || {
        list.renew(knowing(desk));
    });
    follow(move || {
        if let Load::Ready(past) = &*desk.known.past.get() {
            merged.renew(past.history.len());
        }
        if let Load::Ready(pull) = desk.pull.get() {
            open.renew(pull.state == PullRequestState::Open);
        }
    });
    live(move || {
        if !*open.get() {
            return el("div").attr("hidden", "");
        }
        let again = Act::new(move || desk.pull.ask());
        let known = block(desk.app, list, 3, again, move |known: &Vec<Known>| {
            ready(desk, step, known, merged)
        });
        el("div")
            .class("knowing")
            .with(el("h4").text(words::KNOWS))
            .with(known)
    })
}

fn ready(desk: Desk, step: Signal<Step>, known: &[Known], merged: Signal<usize>) -> Element {
    let none = known.is_empty();
    let basis = el("span").follow(move |basis| {
        let merged = *merged.get();
        let said = match (merged, none) {
            (0, _) => words::NO_HISTORY.to_owned(),
            (_, true) => words::nobody(merged),
            (_, false) => words::basis(merged),
        };
        basis.set_text_content(Some(&said));
    });
    let edit = desk.edit_page();
    let footer = el("p")
        .class("subtle")
        .with(basis)
        .text(" ")
        .with(link(&edit).text(words::EDIT));
    if none {
        return footer;
    }
    el("div")
        .with(
            el("ul")
                .class("known")
                .all(known.iter().map(|known| row(desk, step, known))),
        )
        .with(footer)
}

fn row(desk: Desk, step: Signal<Step>, known: &Known) -> Element {
    let context = &desk.app.shared().context;
    let may_add = context.writing == Writing::On && context.reader == Reader::SignedIn;
    let who = people::person(Some(&known.account));
    let why = el("span")
        .class("subtle")
        .text(&words::evidence(&known.why));
    let why = match words::load(known.why.open_reviews) {
        Some(load) => why.text("; ").text(&load),
        None => why,
    };
    let add = may_add.then(|| {
        let who = known.account.clone();
        let add = move || step::begin(desk, step, who.clone(), Change::Add);
        named(words::ADD, &known.account, words::AS_REVIEWER, add).follow(move |add| {
            let busy = matches!(*step.get(), Step::Busy);
            let _set = add.set_attribute("aria-disabled", if busy { "true" } else { "false" });
        })
    });
    el("li").with(who).with(why).with(
        el("span")
            .class("actions")
            .all(add)
            .with(copying(step, &known.account)),
    )
}

fn copying(step: Signal<Step>, account: &Account) -> Element {
    let name = people::name(Some(account));
    let account = account.clone();
    let hidden = account.clone();
    named(words::COPY, &hidden, "", move || {
        let (name, account) = (name.clone(), account.clone());
        spawn_local(async move {
            let copied = clipboard::copy(&name).await;
            step.set(Step::Copied(account, copied));
        });
    })
}

/// A button whose name goes on for those who do not see what stands beside it.
fn named(verb: &str, who: &Account, rest: &str, act: impl Fn() + 'static) -> Element {
    let mut more = String::from(" ");
    more.push_str(&people::name(Some(who)));
    more.push(' ');
    more.push_str(rest);
    button(verb, act).with(el("span").class("visually-hidden").text(more.trim_end()))
}
