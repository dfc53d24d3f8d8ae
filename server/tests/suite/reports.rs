//! Reports from an event to what stands on the commit, with the real binary and a double of Bitbucket.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use sightline::store::JobCounts;

use crate::{
    binary::{Running, now},
    double::{Double, Stored, client, full_name, repository, secret},
    place::{Place, on_both_stores},
    support::{Call, REGISTRATION},
};

on_both_stores!(
    a_bitbucket_that_fails_on_and_off_gets_every_report_and_no_token_strays,
    a_broken_file_of_settings_is_named_in_the_report,
    a_new_commit_takes_the_report_along,
    a_report_that_is_begun_when_its_pull_request_is_merged_does_not_stay_pending,
    annotations_that_are_gone_come_back_though_the_report_is_the_same,
    facts_of_a_repository_are_read_once_for_all_its_jobs,
    a_report_says_what_its_pull_request_collides_with,
    a_restart_publishes_nothing_twice,
    a_diff_that_is_too_long_is_reported_by_its_files,
    reports_go_when_the_settings_ask_for_none_any_more,
    reports_go_with_the_app_while_its_secret_is_taken,
    reports_stay_after_an_uninstall_that_ended_the_secret_and_the_log_says_so,
);

const ASKED: &str = r#"{ "report": true, "thresholds": { "conflicts": 0 } }"#;

/// Long enough for a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(90);

/// A server with reports on, installed by one tenant whose repository has that many pull requests.
async fn start(place: &Place, pulls: u32) -> (Running, Double, String) {
    let (double, origin) = Double::start(pulls).await;
    let server = serve(place, &origin).await;
    let call = Call::installed(&client(1), &secret(1));
    let call = call.signed_at(now() - 60, &client(1), REGISTRATION);
    assert_eq!(server.call(&call).await, Some(204), "{}", server.log());
    (server, double, origin)
}

async fn serve(place: &Place, origin: &str) -> Running {
    let flags = ["--reports", "--host-url", origin, "--api-url", origin];
    Running::start(place, &flags).await
}

fn event(name: &str, pull: u32) -> Call {
    let repository = json!({ "uuid": repository(1), "full_name": full_name(1) });
    let change = json!({ "new": { "type": "branch", "name": "main" } });
    let data = json!({
        "repository": repository,
        "pullrequest": { "id": pull },
        "push": { "changes": [change] },
    });
    let call = Call::new("/connect/webhook", json!({ "event": name, "data": data }));
    call.signed_at(now(), &client(1), &secret(1))
}

async fn tell(server: &Running, name: &str, pull: u32) {
    let answered = server.call(&event(name, pull)).await;
    assert_eq!(answered, Some(204), "{}", server.log());
}

/// First thing that `look` finds.
async fn soon<T>(server: &Running, mut look: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "{}", server.log());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The complete report on the newest commit of a pull request.
async fn reported(server: &Running, double: &Double, pull: u32) -> Stored {
    let complete = || {
        let stored = double.report(1, &double.head(1, pull), pull)?;
        (stored.report["result"] != "PENDING").then_some(stored)
    };
    soon(server, complete).await
}

fn datum<'a>(report: &'a Value, title: &str) -> &'a Value {
    let data = report["data"].as_array().unwrap();
    let found = data.iter().find(|datum| datum["title"] == title);
    &found.unwrap_or_else(|| panic!("{title}: {report}"))["value"]
}

async fn a_report_says_what_its_pull_request_collides_with(place: &Place) {
    let (server, double, origin) = start(place, 4).await;
    double.decide(Some(ASKED));
    tell(&server, "pullrequest:created", 1).await;
    let Stored {
        report,
        annotations,
    } = reported(&server, &double, 1).await;
    // By hand: four are open, all change shared.txt, the third one in the same line.
    assert_eq!(report["result"], "FAILED");
    assert_eq!(datum(&report, "Conflicts with open pull requests"), 1);
    assert_eq!(datum(&report, "Open pull requests with the same files"), 3);
    assert_eq!(datum(&report, "Compared"), "3 of 3");
    assert_eq!(datum(&report, "Lines to read"), 4);
    let details = report["details"].as_str().unwrap();
    for sentence in [
        "Conflicts with open pull requests: 1, more than 0.",
        "#3 Change 3: 1 file, 1 in conflict.",
        "Compared with 3 other open pull requests.",
        "4 lines to read.",
    ] {
        let sentence = sentence.replace("with 3 other", "with 3 of 3 other");
        assert!(details.contains(&sentence), "{sentence}: {details}");
    }
    let link = format!("{origin}/{}/pull-requests/1", full_name(1));
    assert_eq!(report["link"], link);
    assert_eq!(annotations.len(), 1, "{annotations:?}");
    assert_eq!(annotations[0]["path"], "shared.txt");
    assert_eq!(annotations[0]["line"], 5);
    assert_eq!(annotations[0]["severity"], "HIGH");
    let summary = "Conflict with #3 Change 3: line 5 of the version that both start from";
    assert_eq!(annotations[0]["summary"], summary);
    assert!(double.calls() <= 30, "{}", double.calls());
    // The second one collides with none.
    tell(&server, "pullrequest:created", 2).await;
    let second = reported(&server, &double, 2).await;
    assert_eq!(second.report["result"], "PASSED");
    assert_eq!(second.annotations.len(), 0);
}

async fn a_diff_that_is_too_long_is_reported_by_its_files(place: &Place) {
    let (server, double, _) = start(place, 3).await;
    double.decide(Some(ASKED));
    double.swell(1, 1);
    tell(&server, "pullrequest:created", 1).await;
    let report = reported(&server, &double, 1).await.report;
    // By hand: two others change shared.txt; whether git merges them is not known without the lines.
    assert_eq!(datum(&report, "Open pull requests with the same files"), 2);
    assert_eq!(datum(&report, "Conflicts with open pull requests"), 0);
    assert_eq!(datum(&report, "Lines to read"), 4);
    assert_eq!(report["result"], "PASSED");
}

async fn a_new_commit_takes_the_report_along(place: &Place) {
    let (server, double, _) = start(place, 2).await;
    double.decide(Some(ASKED));
    let before = double.head(1, 1);
    tell(&server, "pullrequest:created", 1).await;
    reported(&server, &double, 1).await;
    let after = double.push(1, 1);
    assert_ne!(before, after);
    tell(&server, "pullrequest:updated", 1).await;
    reported(&server, &double, 1).await;
    assert!(double.report(1, &before, 1).is_none());
    assert_eq!(double.standing(), 1);
}

async fn a_report_that_is_begun_when_its_pull_request_is_merged_does_not_stay_pending(
    place: &Place,
) {
    let (server, double, _) = start(place, 2).await;
    double.decide(Some(ASKED));
    double.slow(300);
    tell(&server, "pullrequest:created", 1).await;
    let begun = || double.report(1, &double.head(1, 1), 1);
    assert_eq!(soon(&server, begun).await.report["result"], "PENDING");
    double.merge(1, 1);
    tell(&server, "pullrequest:fulfilled", 1).await;
    double.slow(0);
    let closed = "the pull request is closed";
    soon(&server, || server.log().contains(closed).then_some(())).await;
    assert_eq!(double.standing(), 0);
}

async fn annotations_that_are_gone_come_back_though_the_report_is_the_same(place: &Place) {
    let (server, double, _) = start(place, 3).await;
    double.decide(Some(ASKED));
    tell(&server, "pullrequest:created", 1).await;
    assert_eq!(reported(&server, &double, 1).await.annotations.len(), 1);
    double.lose_annotations(1, 1);
    tell(&server, "pullrequest:updated", 1).await;
    soon(&server, || {
        let stored = double.report(1, &double.head(1, 1), 1)?;
        (stored.annotations.len() == 1).then_some(())
    })
    .await;
}

async fn facts_of_a_repository_are_read_once_for_all_its_jobs(place: &Place) {
    let (server, double, _) = start(place, 4).await;
    double.decide(Some(ASKED));
    let mut before = 0;
    let mut cost = Vec::new();
    for pull in [1, 2, 3] {
        tell(&server, "pullrequest:created", pull).await;
        reported(&server, &double, pull).await;
        cost.push(double.calls() - before);
        before = double.calls();
    }
    // The first one has read diffs, settings and what was merged for those after it.
    assert!(cost[1] * 2 < cost[0] && cost[2] * 2 < cost[0], "{cost:?}");
}

async fn reports_go_when_the_settings_ask_for_none_any_more(place: &Place) {
    let (server, double, _) = start(place, 3).await;
    tell(&server, "pullrequest:created", 1).await;
    soon(&server, || server.log().contains("no report").then_some(())).await;
    assert_eq!(double.standing(), 0, "nobody asked");
    double.decide(Some(ASKED));
    for pull in 1..=3 {
        tell(&server, "pullrequest:updated", pull).await;
    }
    for pull in 1..=3 {
        reported(&server, &double, pull).await;
    }
    let store = place.open().await;
    let settled = async || store.count_reports().await.unwrap();
    while settled().await.done < 3 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    double.decide(Some(r#"{ "report": false }"#));
    // One push to the branch that they go to, and all of them are gone.
    tell(&server, "repo:push", 1).await;
    soon(&server, || (double.standing() == 0).then_some(())).await;
}

/// Two reports stand, their jobs are done, and the app is uninstalled.
async fn uninstalled(place: &Place, before: impl FnOnce(&Double)) -> (Running, Double) {
    let (server, double, _) = start(place, 2).await;
    double.decide(Some(ASKED));
    for pull in 1..=2 {
        tell(&server, "pullrequest:created", pull).await;
        reported(&server, &double, pull).await;
    }
    let store = place.open().await;
    while store.count_reports().await.unwrap().done < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    before(&double);
    let gone = Call::uninstalled(&client(1)).signed_at(now(), &client(1), &secret(1));
    assert_eq!(server.call(&gone).await, Some(204), "{}", server.log());
    (server, double)
}

async fn reports_go_with_the_app_while_its_secret_is_taken(place: &Place) {
    let (server, double) = uninstalled(place, |_| {}).await;
    soon(&server, || (double.standing() == 0).then_some(())).await;
    let reason = "the app was uninstalled";
    soon(&server, || server.log().contains(reason).then_some(())).await;
}

async fn reports_stay_after_an_uninstall_that_ended_the_secret_and_the_log_says_so(place: &Place) {
    let (server, double) = uninstalled(place, |double| double.end(1)).await;
    let given_up = || {
        server
            .log()
            .matches("its report stays after the uninstall")
            .count()
            == 2
    };
    soon(&server, || given_up().then_some(())).await;
    assert_eq!(double.standing(), 2);
}

async fn a_broken_file_of_settings_is_named_in_the_report(place: &Place) {
    let (server, double, _) = start(place, 2).await;
    double.decide(Some(
        r#"{ "report": true, "thresholds": { "conflicts": -1 } }"#,
    ));
    tell(&server, "pullrequest:created", 1).await;
    let report = reported(&server, &double, 1).await.report;
    let details = report["details"].as_str().unwrap();
    let fault = ".bitbucket/sightline.json cannot be used, so Sightline’s own settings apply. \
                 thresholds.conflicts: it is less than 0";
    assert!(details.contains(fault), "{details}");
    assert_eq!(report["result"], "PASSED", "nothing has a limit");
}

async fn a_restart_publishes_nothing_twice(place: &Place) {
    let (mut server, double, origin) = start(place, 6).await;
    double.decide(Some(ASKED));
    for pull in 1..=6 {
        tell(&server, "pullrequest:created", pull).await;
    }
    soon(&server, || (!double.completed().is_empty()).then_some(())).await;
    server.kill().await;
    let server = serve(place, &origin).await;
    for pull in 1..=6 {
        reported(&server, &double, pull).await;
    }
    let store = place.open().await;
    let all_done = JobCounts {
        done: 6,
        ..JobCounts::default()
    };
    let started = Instant::now();
    while store.count_reports().await.unwrap() != all_done {
        assert!(started.elapsed() < PATIENCE, "{}", server.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut completed = double.completed();
    completed.sort();
    let before = completed.len();
    completed.dedup();
    assert_eq!((before, completed.len()), (6, 6));
}

async fn a_bitbucket_that_fails_on_and_off_gets_every_report_and_no_token_strays(place: &Place) {
    let (server, double, _) = start(place, 4).await;
    double.decide(Some(ASKED));
    double.fail(150);
    for pull in 1..=4 {
        tell(&server, "pullrequest:created", pull).await;
    }
    for pull in 1..=4 {
        reported(&server, &double, pull).await;
    }
    // One whose answer was lost is found on its commit, and not made again.
    let (heard, unheard) = (double.completed(), double.unheard());
    assert!(heard.len() <= 4, "{heard:?}");
    assert!(heard.iter().chain(&unheard).collect::<BTreeSet<_>>().len() == 4);
    assert_eq!(double.strayed(), 0);
}
