//! All that the panel says as Markdown, to be pasted elsewhere. What has not come is left out.

mod known;

use bitbucket_cloud::FileChange;
use sightline_insight::{
    markdown::{escape, link},
    size::Size,
};

use crate::{
    age, clock,
    desk::Desk,
    load::Load,
    review::{Fact, Part, outlook::Outlook},
    signal::untrack,
    text::{self, summary as words, waits},
    views::{panel::timeline::steps, people, plain},
};

/// The summary; `None` before the pull request is there.
pub(crate) fn markdown(desk: Desk) -> Option<String> {
    let Load::Ready(pull) = desk.pull.now() else {
        return None;
    };
    let mut title = String::from("#");
    title.push_str(&pull.id.to_string());
    title.push(' ');
    title.push_str(&pull.title);
    let mut summary = Summary(String::from("**"));
    summary
        .0
        .push_str(&link(&title, &desk.app.shared().context.host_page()));
    summary.0.push_str("**\n\n");

    let outlook = untrack(|| Outlook::of(desk, &pull));
    let mut line = waits::line(&outlook, &pull, &people::name(pull.author.as_ref()));
    if outlook.closed.is_none() {
        let since = bitbucket_cloud::Timestamp::from_unix(outlook.next().since);
        line.push_str(", ");
        line.push_str(&text::lasting(&age::length(
            clock::now().since(since).as_secs(),
        )));
    }
    summary.item(&line);
    if !outlook.unknown.is_empty() {
        summary.item(&waits::parts(waits::NOT_KNOWN, &outlook.unknown));
    }

    if let Load::Ready(files) = desk.files.now() {
        summary.item(&size(&files));
        summary.list(words::OVERLAPS, &known::overlaps(desk));
        summary.list(words::COMPANIONS, &known::companions(desk));
        summary.list(words::KNOW, &known::reviewers(desk));
    }

    let activity = desk.review.part(Part::Activity).map(|source| source.now());
    if let Some(Load::Ready(fact)) = activity
        && let Fact::Activity(activities) = fact.as_ref()
    {
        let rules = untrack(|| desk.settings.rules()).unwrap_or_default();
        let line = activities.timeline(&pull, &rules.settings, clock::now());
        let steps = steps(activities, &pull, &line);
        let steps: Vec<String> = steps.into_iter().map(|step| step.text).collect();
        summary.list(text::timeline::TIMELINE, &steps);
    }
    Some(summary.0)
}

struct Summary(String);

impl Summary {
    fn item(&mut self, text: &str) {
        self.0.push_str("- ");
        self.0.push_str(&escape(text));
        self.0.push('\n');
    }

    fn list(&mut self, heading: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.item(heading);
        for item in items {
            self.0.push_str("    ");
            self.item(item);
        }
    }
}

fn size(files: &[FileChange]) -> String {
    let size: Size = files.iter().map(plain).collect();
    let mut text = text::counted(size.files.into(), "file");
    for lines in [
        text::added(size.lines.added),
        text::removed(size.lines.removed),
    ] {
        text.push(' ');
        text.push_str(&lines);
    }
    text
}
