//! What a pull request waits for: one line, and its parts as links to their places in Bitbucket.

use bitbucket_cloud::{PullRequest, Status, StatusState, Timestamp};

use crate::{
    desk::Desk,
    element::{Element, el, live},
    load::Load,
    review::outlook::Outlook,
    text::{self, waits as words},
    views::{button, link, people, section, skeleton, time},
};

/// Chips of one kind that are listed.
const MOST: usize = 3;

pub(super) fn view(desk: Desk) -> Element {
    // What comes late is said where a reader already is.
    let said = el("div")
        .attr("role", "status")
        .with(live(move || line(desk)));
    section("waits", words::WAITS)
        .with(said)
        .with(live(move || parts(desk)))
}

fn line(desk: Desk) -> Element {
    let (Load::Ready(pull), true) = (desk.pull.get(), desk.review.settled()) else {
        return skeleton(1);
    };
    let outlook = Outlook::of(desk, &pull);
    let said = words::line(&outlook, &pull, &people::name(pull.author.as_ref()));
    let line = el("p").class("waits").with(el("strong").text(&said));
    match outlook.closed {
        Some((at, _)) => line.text(" ").with(time::view(at)),
        None => {
            let since = Timestamp::from_unix(outlook.next().since);
            line.text(", ").with(time::lasting(since))
        }
    }
}

fn parts(desk: Desk) -> Element {
    let (Load::Ready(pull), true) = (desk.pull.get(), desk.review.settled()) else {
        // As tall as it mostly gets, for what stands below is read meanwhile.
        return skeleton(4);
    };
    let outlook = Outlook::of(desk, &pull);
    let page = desk.app.shared().context.host_page();
    el("div")
        .class("waits-parts")
        .with(el("ul").class("chips").all(chips(&outlook, &pull, &page)))
        .all(conflicts(&outlook, &page))
        .all(missing(desk, &outlook))
}

/// How a part stands. Not said by colour alone: the style sheet puts a sign before each.
#[derive(Clone, Copy)]
enum Tone {
    Bad,
    Good,
    Open,
}

struct Chips<'a> {
    page: &'a str,
    made: Vec<Element>,
}

impl Chips<'_> {
    fn add(&mut self, tone: Tone, at: &str, text: &str) {
        let mut address = self.page.to_owned();
        address.push_str(at);
        self.add_link(tone, &address, text);
    }

    fn add_link(&mut self, tone: Tone, address: &str, text: &str) {
        let class = match tone {
            Tone::Bad => "chip is-bad",
            Tone::Good => "chip is-good",
            Tone::Open => "chip is-open",
        };
        self.made
            .push(el("li").with(link(address).class(class).text(text)));
    }
}

fn chips(outlook: &Outlook, pull: &PullRequest, page: &str) -> Vec<Element> {
    let mut chips = Chips {
        page,
        made: Vec::new(),
    };
    if outlook.closed.is_none() {
        if pull.draft == Some(true) {
            chips.add(Tone::Open, "", words::DRAFT);
        }
        before_review(outlook, &mut chips);
    }
    in_review(outlook, &mut chips);
    if let Some(behind) = words::behind(outlook.behind, pull) {
        chips.add(Tone::Open, "/commits", &behind);
    }
    chips.made
}

fn before_review(outlook: &Outlook, chips: &mut Chips<'_>) {
    let conflicts = outlook.facts.conflicts.len();
    if conflicts > 0 {
        chips.add(Tone::Bad, "/diff", &words::open(conflicts, "conflict"));
    }
    for build in outlook.builds.iter().take(MOST) {
        let (tone, said) = match build.state {
            StatusState::InProgress => (Tone::Open, "Build runs: "),
            StatusState::Stopped => (Tone::Bad, "Build stopped: "),
            _ => (Tone::Bad, "Build failed: "),
        };
        let text = words::about(said, name(build));
        match build.url.as_deref().filter(|url| is_web(url)) {
            Some(url) => chips.add_link(tone, url, &text),
            None => chips.add(tone, "/commits", &text),
        }
    }
    if outlook.builds.len() > MOST {
        let more = words::open(outlook.builds.len() - MOST, "more build");
        chips.add(Tone::Bad, "/commits", &more);
    }
    if outlook.passed > 0 {
        let passed = text::counted(outlook.passed.into(), "build");
        chips.add(Tone::Good, "/commits", &words::about(&passed, " passed"));
    }
}

fn in_review(outlook: &Outlook, chips: &mut Chips<'_>) {
    let facts = &outlook.facts;
    for (tone, said, list) in [
        (Tone::Bad, "Changes requested by ", &facts.changes_requested),
        (
            Tone::Open,
            "No approval yet from ",
            &facts.missing_approvals,
        ),
        (Tone::Good, "Approved by ", &facts.approvals),
    ] {
        if !list.is_empty() {
            chips.add(tone, "", &words::about(said, &words::names(list)));
        }
    }
    for set in outlook.groups.iter().take(MOST) {
        let names = words::list(set.iter().map(String::as_str));
        chips.add(Tone::Open, "", &words::about("Code owners: ", &names));
    }
    if !facts.open_tasks.is_empty() {
        let tasks = words::open(facts.open_tasks.len(), "open task");
        chips.add(Tone::Open, "", &tasks);
    }
    for (id, by) in outlook.threads.iter().take(MOST) {
        let place = words::about("#comment-", &id.to_string());
        chips.add(Tone::Open, &place, &words::about("Open thread by ", by));
    }
    if outlook.threads.len() > MOST {
        let more = outlook.threads.len() - MOST;
        let more = words::threads(outlook, more, "more open thread");
        chips.add(Tone::Open, "", &more);
    }
}

fn name(build: &Status) -> &str {
    let name = build.name.as_ref().or(build.key.as_ref());
    name.map_or(text::NOBODY, |name| name)
}

// Whoever reports a build writes its address, and it shall not run here.
fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn conflicts(outlook: &Outlook, page: &str) -> Option<Element> {
    let conflicts = &outlook.facts.conflicts;
    if conflicts.is_empty() {
        return None;
    }
    let diff = words::about(page, "/diff");
    let files = conflicts.iter().map(|path| {
        let file = el("code").with(el("bdi").text(path));
        el("li").with(link(&diff).with(file))
    });
    let details = el("details")
        .with(el("summary").text(words::CONFLICTS))
        .with(el("ul").class("conflicts").all(files));
    Some(details)
}

/// What could not be learned.
fn missing(desk: Desk, outlook: &Outlook) -> Vec<Element> {
    let mut notes = Vec::new();
    if !outlook.reading.is_empty() {
        let text = words::parts("Still reading", &outlook.reading);
        notes.push(el("p").class("subtle").text(&text));
    }
    if !outlook.gone.is_empty() {
        let text = words::parts(words::GONE, &outlook.gone);
        notes.push(el("p").class("subtle").text(&text));
    }
    if !outlook.unknown.is_empty() {
        let text = words::parts(words::NOT_KNOWN, &outlook.unknown);
        let again = button(text::TRY_AGAIN, move || {
            desk.review.again();
            // Code owners are those of the files.
            if let Load::Failed(_) = desk.files.now() {
                desk.files.ask();
            }
        });
        let again = again.class("button quiet");
        notes.push(
            el("p")
                .class("subtle unknown")
                .text(&text)
                .text(" ")
                .with(again),
        );
    }
    notes
}
