//! The input of the flow view, where no browser is needed.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use bitbucket_cloud::{PullRequest, Timestamp};
use serde_json::{Value, json};
use sightline_app::{
    format::axis::Unit,
    model::{
        flow_input::{FlowChoice, FlowInput, FlowReport, Incomplete},
        history::Reach,
        period::{Period, Span},
        records::{MergedPullRequest, ReviewTimes},
        settings::Settings,
    },
    state::export::flow as export,
    text::flow as words,
};
use sightline_insight::{
    FileChange,
    flow::{Numbers, Week},
};

/// Wednesday, 25 November 2026, at noon.
const NOW: &str = "2026-11-25T12:00:00Z";

fn seconds(time: &str) -> i64 {
    Timestamp::parse(time).unwrap().unix()
}

fn pull_request(id: u32, opened: &str, updated: &str, more: Value) -> PullRequest {
    let mut all = json!({
        "id": id, "title": "A change", "state": "OPEN",
        "author": { "uuid": "{ann}", "display_name": "Ann", "type": "user" },
        "source": { "branch": { "name": "a" }, "commit": { "hash": "aa" } },
        "destination": { "branch": { "name": "main" }, "commit": { "hash": "bb" } },
        "created_on": opened, "updated_on": updated,
    });
    for (name, value) in more.as_object().unwrap() {
        all[name] = value.clone();
    }
    serde_json::from_value(all).unwrap()
}

fn merged(id: u32, opened: &str, merged: &str, more: Value) -> Arc<MergedPullRequest> {
    let mut record = MergedPullRequest::of(&pull_request(id, opened, merged, more));
    record.files = vec![FileChange {
        path: "a.rs".to_owned(),
        old_path: None,
        lines_added: 7,
        lines_removed: 3,
    }];
    Arc::new(record)
}

/// Two merges of October and November, the first by a bot into another branch.
fn past() -> Vec<Arc<MergedPullRequest>> {
    let robot = json!({
        "author": { "uuid": "{bot}", "display_name": "Robot", "type": "app_user" },
        "destination": { "branch": { "name": "release" }, "commit": { "hash": "bb" } },
    });
    vec![
        merged(1, "2026-10-05T00:00:00Z", "2026-10-05T08:00:00Z", robot),
        merged(2, "2026-11-16T00:00:00Z", "2026-11-16T06:00:00Z", json!({})),
    ]
}

fn report(
    past: &[Arc<MergedPullRequest>],
    open: &[Arc<PullRequest>],
    reach: Reach,
    choice: &FlowChoice,
) -> FlowReport {
    let settings = Settings::default();
    let input = FlowInput {
        merged: past,
        open,
        settings: &settings,
        reach,
        now: seconds(NOW),
    };
    FlowReport::new(input, |_, _| None, |_| None, choice)
}

#[test]
fn periods_begin_on_mondays_and_are_found_by_their_names() {
    let begin = |period: Period| Timestamp::from_unix(period.begin(seconds(NOW))).to_string();
    // 12 and 52 weeks before Monday, 23 November.
    assert!(begin(Period::ThreeMonths).starts_with("2026-08-31T00:00:00"));
    assert!(begin(Period::Year).starts_with("2025-11-24T00:00:00"));
    assert_eq!(Period::All.begin(seconds(NOW)), i64::MIN);
    for period in Period::ALL {
        assert_eq!(Period::named(period.name()), Some(period));
    }
    assert_eq!(Period::named("decade"), None);
}

#[test]
fn the_shortest_period_with_data_is_shown_first() {
    let shortest = |newest: Option<&str>| Period::shortest_with(newest.map(seconds), seconds(NOW));
    assert_eq!(shortest(None), Period::ThreeMonths);
    // Three months begin on 31 August 2026, a year on 24 November 2025.
    assert_eq!(shortest(Some("2026-08-31T00:00:00Z")), Period::ThreeMonths);
    assert_eq!(shortest(Some("2026-08-30T23:59:59Z")), Period::Year);
    assert_eq!(shortest(Some("2025-11-23T23:59:59Z")), Period::All);
}

#[test]
fn a_comment_after_the_merge_does_not_move_the_merge() {
    // Opened on a Monday, merged six hours later, commented on a week after that.
    let record = merged(5, "2026-11-09T00:00:00Z", "2026-11-16T06:00:00Z", json!({}));
    let settings = Settings::default();
    let input = FlowInput {
        merged: &[record],
        open: &[],
        settings: &settings,
        reach: Reach::All,
        now: seconds(NOW),
    };
    let choice = FlowChoice::default();
    let merge = |_| Timestamp::parse("2026-11-09T06:00:00Z");
    let dated = FlowReport::new(input, |_, _| None, merge, &choice);
    let merges = |report: &FlowReport| {
        let weeks = report.flow.weeks.iter();
        let weeks = weeks.filter(|(_, numbers)| numbers.merged > 0);
        weeks.map(|(week, _)| *week).collect::<Vec<_>>()
    };
    assert_eq!(merges(&dated), [Week::of(seconds("2026-11-09T00:00:00Z"))]);
    assert_eq!(dated.flow.whole.cycle.unwrap().median, 6 * 3_600);
    assert_eq!(words::undated(dated.undated), None);
    let undated = FlowReport::new(input, |_, _| None, |_| None, &choice);
    assert_eq!(
        merges(&undated),
        [Week::of(seconds("2026-11-16T00:00:00Z"))]
    );
    assert_eq!(
        words::undated(undated.undated).unwrap(),
        "1 merge of this period is dated by its last update: the activity was not read back that far."
    );
}

#[test]
fn a_period_is_compared_with_the_one_before_where_all_of_that_is_known() {
    // 13 weeks before 31 August begin on 1 June.
    let mut past = past();
    let summer = merged(9, "2026-07-01T00:00:00Z", "2026-07-01T04:00:00Z", json!({}));
    past.insert(0, summer);
    let choice = FlowChoice::default();
    let before = report(&past, &[], Reach::All, &choice).before.unwrap();
    assert_eq!((before.opened, before.merged), (1, 1));
    assert_eq!(before.cycle.unwrap().median, 4 * 3_600);
    assert_eq!(report(&past, &[], Reach::Newest, &choice).before, None);
    let spring = merged(8, "2026-05-31T00:00:00Z", "2026-05-31T04:00:00Z", json!({}));
    past.insert(0, spring);
    let before = report(&past, &[], Reach::Newest, &choice).before.unwrap();
    assert_eq!((before.opened, before.merged), (1, 1));
    let all = FlowChoice {
        period: Period::All,
        ..FlowChoice::default()
    };
    assert_eq!(report(&past, &[], Reach::All, &all).before, None);
    assert_eq!(words::before("4 h"), "4 h in the period before");
}

#[test]
fn merged_and_open_ones_count_and_bots_apart() {
    let draft = json!({ "draft": true });
    let open = [
        pull_request(3, "2026-11-24T00:00:00Z", NOW, json!({})),
        pull_request(4, "2026-11-24T00:00:00Z", NOW, draft),
    ];
    let open = open.map(Arc::new);
    let report = report(&past(), &open, Reach::All, &FlowChoice::default());
    let whole = report.flow.whole;
    assert_eq!(
        (whole.opened, whole.drafts, whole.opened_by_bots),
        (2, 1, 1)
    );
    assert_eq!((whole.merged, whole.merged_by_bots), (1, 1));
    let (cycle, lines) = (whole.cycle.unwrap(), whole.lines.unwrap());
    assert_eq!((cycle.n, cycle.median, lines.median), (1, 6 * 3_600, 10));
    assert_eq!(report.merged, 2);
    assert_eq!(
        words::opened_apart(&whole),
        "1 open draft apart, 1 by bots apart"
    );
    assert_eq!(words::merged_apart(&whole), "1 by bots apart");
}

#[test]
fn a_branch_that_is_chosen_is_listed_even_if_nothing_went_there() {
    let choice = FlowChoice {
        target: "release".to_owned(),
        ..FlowChoice::default()
    };
    let report = report(&past(), &[], Reach::All, &choice);
    assert_eq!(report.flow.whole.merged, 0);
    assert_eq!(report.flow.whole.merged_by_bots, 1);
    assert_eq!(report.targets, ["release", "main"]);
    let targets_with = |chosen| report.targets_with(chosen).into_iter().map(|one| one.name);
    assert!(targets_with("main").eq(["release", "main"]));
    assert!(targets_with("").eq(["release", "main"]));
    assert!(targets_with("next").eq(["release", "main", "next"]));
}

#[test]
fn days_that_are_chosen_count_from_the_first_to_the_last_and_are_compared_with_as_many_before() {
    let day = |id, opened: &str, merge: &str| merged(id, opened, merge, json!({}));
    let past = [
        // The ten days before: 6 to 15 November.
        day(1, "2026-11-05T23:59:59Z", "2026-11-06T00:00:00Z"),
        day(2, "2026-11-15T20:00:00Z", "2026-11-15T23:59:59Z"),
        // 16 to 25 November, both included.
        day(3, "2026-11-16T00:00:00Z", "2026-11-16T06:00:00Z"),
        day(4, "2026-11-25T23:00:00Z", "2026-11-25T23:59:59Z"),
        day(5, "2026-11-26T00:00:00Z", "2026-11-26T01:00:00Z"),
    ];
    let choice = |first, last| FlowChoice {
        range: Span::of_days(first, last),
        ..FlowChoice::default()
    };
    let counts = |numbers: &Numbers| (numbers.opened, numbers.merged);
    for (first, last) in [("2026-11-16", "2026-11-25"), ("2026-11-25", "2026-11-16")] {
        let report = report(&past, &[], Reach::All, &choice(first, last));
        assert_eq!(counts(&report.flow.whole), (2, 2), "{first}");
        assert_eq!(counts(&report.before.unwrap()), (1, 2));
        // 16 November is a Monday, 25 November a Wednesday in the week of NOW.
        let incomplete = |time| report.incomplete(Week::of(seconds(time)));
        assert_eq!(incomplete("2026-11-16T00:00:00Z"), None);
        assert_eq!(incomplete(NOW), Some(Incomplete::NotOver));
    }
    let cut = report(&past, &[], Reach::All, &choice("2026-11-10", "2026-11-15"));
    let first = Week::of(seconds("2026-11-09T00:00:00Z"));
    assert_eq!(cut.incomplete(first), Some(Incomplete::Cut));
    let since = report(&past, &[], Reach::All, &choice("2026-11-16", ""));
    assert_eq!(counts(&since.flow.whole), (3, 3));
    let until = report(&past, &[], Reach::All, &choice("", "2026-11-15"));
    assert_eq!((counts(&until.flow.whole), until.before), ((2, 2), None));
    let known_in_part = report(
        &past,
        &[],
        Reach::Newest,
        &choice("2026-11-16", "2026-11-25"),
    );
    // Ten days before begin on 6 November, at the second of the first merge that is known.
    assert_eq!(counts(&known_in_part.before.unwrap()), (1, 2));
    let not_known = report(
        &past,
        &[],
        Reach::Newest,
        &choice("2026-10-01", "2026-10-31"),
    );
    assert_eq!(not_known.before, None);
    assert!(not_known.flow.weeks.is_empty() && not_known.known_from.is_some());
    for (first, last) in [("", ""), ("yesterday", "2026-02-30"), ("2026-13-01", "")] {
        assert_eq!(Span::of_days(first, last), None);
    }
}

#[test]
fn an_author_that_is_chosen_counts_alone() {
    let bob = json!({ "author": { "uuid": "{bob}", "display_name": "bob", "type": "user" } });
    let mut past = past();
    past.push(merged(
        3,
        "2026-11-17T00:00:00Z",
        "2026-11-17T02:00:00Z",
        bob.clone(),
    ));
    let open = [pull_request(4, "2026-11-24T00:00:00Z", NOW, bob)].map(Arc::new);
    let by = |author: &str| {
        let choice = FlowChoice {
            author: author.to_owned(),
            ..FlowChoice::default()
        };
        report(&past, &open, Reach::All, &choice)
    };
    let (ann, bob, nobody) = (by("{ann}"), by("{bob}"), by("{cyd}"));
    let counts = |report: &FlowReport| {
        let whole = report.flow.whole;
        (
            whole.opened,
            whole.merged,
            whole.merged_by_bots,
            report.undated,
        )
    };
    assert_eq!((counts(&ann), counts(&bob)), ((1, 1, 0, 1), (2, 1, 0, 1)));
    assert_eq!(counts(&nobody), (0, 0, 0, 0));
    // Bots are no choice; who wrote nothing that is known is one while they are chosen.
    let names = |report: &FlowReport, chosen| {
        let authors = report.authors_with(chosen).into_iter();
        authors.map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&ann, "{ann}"), ["Ann", "bob"]);
    assert_eq!(names(&nobody, "{cyd}"), ["Ann", "bob", "{cyd}"]);
}

#[test]
fn the_week_that_history_is_read_back_into_is_incomplete() {
    let year = FlowChoice {
        period: Period::Year,
        ..FlowChoice::default()
    };
    let oldest = seconds("2026-10-05T08:00:00Z");
    let newest = report(&past(), &[], Reach::Newest, &year);
    assert_eq!(newest.known_from, Some(oldest));
    let incomplete = |report: &FlowReport, time: &str| report.incomplete(Week::of(seconds(time)));
    let first = "2026-10-06T00:00:00Z";
    assert_eq!(incomplete(&newest, first), Some(Incomplete::ReadInPart));
    assert_eq!(incomplete(&newest, "2026-11-16T00:00:00Z"), None);
    assert_eq!(incomplete(&newest, NOW), Some(Incomplete::NotOver));
    let all = report(&past(), &[], Reach::All, &year);
    assert_eq!((all.known_from, incomplete(&all, first)), (None, None));
}

#[test]
fn authors_and_bots_do_not_review() {
    let person = |name: &str, kind: &str| json!({ "uuid": name, "type": kind });
    let events = [
        ("{ann}", "user", "2026-11-16T01:00:00Z"),
        ("{bot}", "app_user", "2026-11-16T02:00:00Z"),
        ("{bob}", "user", "2026-11-16T03:00:00Z"),
    ];
    let mut times = ReviewTimes::default();
    for (name, kind, date) in events {
        let event = json!({ "approval": { "date": date, "user": person(name, kind) } });
        times.add(&serde_json::from_value(event).unwrap());
    }
    let settings = Settings::default();
    let past = past();
    let input = FlowInput {
        merged: &past,
        open: &[],
        settings: &settings,
        reach: Reach::All,
        now: seconds(NOW),
    };
    let only_second = |id, _| (id == 2).then_some(&times);
    let report = FlowReport::new(input, only_second, |_| None, &FlowChoice::default());
    let first = report.flow.whole.first_review.unwrap();
    assert_eq!((first.n, first.median), (1, 3 * 3_600));
}

#[test]
fn tables_of_charts_have_a_row_for_each_week() {
    let open = [pull_request(3, "2026-11-24T00:00:00Z", NOW, json!({}))].map(Arc::new);
    let choice = FlowChoice {
        range: Span::of_days("2026-11-16", "2026-11-25"),
        ..FlowChoice::default()
    };
    let report = report(&past(), &open, Reach::All, &choice);
    let counts = export::counts(&report);
    assert_eq!(counts[0][0], "Week of");
    // The week of the sixteenth has a merge of six hours; the next one is not over.
    let (whole, part) = (&counts[1], &counts[2]);
    assert_eq!(whole[1..], ["1", "0", "0", "1", "0", ""]);
    assert_eq!(part[1..6], ["1", "0", "0", "0", "0"]);
    assert!(!part[6].is_empty());
    let cycles = export::medians(&report, Unit::Time, |numbers| numbers.cycle);
    assert_eq!(cycles.len(), 3);
    assert_eq!(cycles[1][1..5], ["6.0", "6.0", "6.0", "1"]);
    assert_eq!(cycles[2][1..5], ["", "", "", "0"]);
}
