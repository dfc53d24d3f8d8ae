//! The queue of reports, on both stores.

use atlassian_connect::{ClientKey, SharedSecret, context::Uuid};
use sightline::store::{
    Accepted, Effect, Event, JobCounts, JobKey, ReportJob, ReportPlace, ReportRequest, Settled,
    Store, Subject, Terms,
};

use crate::{
    place::{Place, on_both_stores},
    support::{NOW, REPOSITORY},
};

on_both_stores!(
    a_move_that_was_broken_off_can_be_made_again,
    a_tenant_that_bitbucket_refuses_waits_and_others_go_on,
    an_uninstall_takes_no_job_from_its_worker,
    settings_that_ask_for_none_reach_jobs_that_run,
    who_closed_passes_the_question_about_settings_on,
    an_uninstall_asks_for_the_removal_of_reports_in_the_same_transaction,
    a_job_that_was_given_up_waits_until_somebody_asks,
    a_worker_that_was_away_too_long_settles_nothing,
    many_workers_take_each_job_once,
    nothing_is_published_after_something_later_was_asked_for,
    one_pull_request_has_one_job_at_a_time,
    tenants_take_turns_however_much_one_of_them_asks,
    the_calls_of_an_hour_are_bounded_for_each_tenant,
    events_that_are_stored_together_count_once_each,
    jobs_move_to_another_store_with_what_is_known_of_them,
    what_failed_comes_back_when_its_time_has_come,
    what_is_over_is_forgotten_but_not_where_reports_stand,
);

fn request(tenant: &str, id: u32) -> ReportRequest {
    ReportRequest {
        client_key: ClientKey::new(tenant),
        request: None,
        repository: Uuid::parse(REPOSITORY).unwrap(),
        full_name: "acme/api".to_owned(),
        subject: Subject::PullRequest(id),
    }
}

async fn ask(store: &Store, tenant: &str, id: u32) {
    let accepted = store.accept_reports(&[request(tenant, id)], NOW).await;
    assert_eq!(accepted.unwrap(), [Accepted::Stored]);
}

fn terms(now: u64, holder: i64) -> Terms {
    Terms {
        now,
        lease: 300,
        holder,
        calls: 30,
        hourly: 800,
        at_once: 2,
    }
}

async fn claim(store: &Store, now: u64, holder: i64) -> Option<ReportJob> {
    store.claim_report(&terms(now, holder)).await.unwrap()
}

fn published(commit: &str) -> Settled {
    Settled::Published {
        commit: commit.to_owned(),
        destination: "main".to_owned(),
    }
}

fn later(at: u64) -> Settled {
    Settled::Later {
        at,
        reason: "it answered 500".to_owned(),
    }
}

/// Report on a commit of a pull request that goes to `main`.
fn on(commit: &str) -> ReportPlace<'_> {
    ReportPlace {
        commit,
        destination: "main",
    }
}

async fn settle(store: &Store, job: &ReportJob, settled: Settled) -> bool {
    store.settle_report(job, &settled, 10, NOW).await.unwrap()
}

async fn events_that_are_stored_together_count_once_each(place: &Place) {
    let store = place.open().await;
    let named = |tenant, id, name: &str| ReportRequest {
        request: Some(name.to_owned()),
        ..request(tenant, id)
    };
    let push = ReportRequest {
        subject: Subject::Branches(vec!["main".to_owned()]),
        ..named("a", 0, "push")
    };
    let events = [
        named("b", 2, "second"),
        named("a", 1, "first"),
        push,
        named("b", 2, "second"),
        named("b", 2, "another"),
        request("b", 2),
        named("b", 1, "first"),
    ];
    let accepted = store.accept_reports(&events, NOW).await.unwrap();
    let [stored, known] = [Accepted::Stored, Accepted::Known];
    assert_eq!(
        accepted,
        [stored, stored, stored, known, stored, stored, stored]
    );
    let accepted = store.accept_reports(&events[..4], NOW).await.unwrap();
    assert_eq!(accepted, [known; 4]);
    assert_eq!(store.accept_reports(&[], NOW).await.unwrap(), []);
    let waiting = JobCounts {
        waiting: 3,
        ..JobCounts::default()
    };
    assert_eq!(store.count_reports().await.unwrap(), waiting);
}

async fn an_uninstall_asks_for_the_removal_of_reports_in_the_same_transaction(place: &Place) {
    let store = place.open().await;
    let gone = ClientKey::new("a");
    let event = |at| Event::vouched(at, NOW + 3_600, &format!("token of {at}"));
    for (client, id) in [("a", 7), ("b", 7)] {
        ask(&store, client, id).await;
        let job = claim(&store, NOW, 1).await.unwrap();
        assert!(store.hold_report(&job, on("c1"), NOW, 300).await.unwrap());
        assert!(settle(&store, &job, published("c1")).await);
    }
    ask(&store, "a", 8).await;
    store.uninstall(&gone, event(NOW)).await.unwrap();
    let job = claim(&store, NOW, 2).await.unwrap();
    assert_eq!((job.key.client_key, job.key.pull_request), (gone, 7));
    assert_eq!(claim(&store, NOW, 3).await, None, "no report stands there");
}

async fn an_uninstall_takes_no_job_from_its_worker(place: &Place) {
    let store = place.open().await;
    ask(&store, "a", 7).await;
    let job = claim(&store, NOW, 1).await.unwrap();
    assert!(store.hold_report(&job, on("c1"), NOW, 300).await.unwrap());
    let event = Event::vouched(NOW, NOW + 3_600, "token");
    store.uninstall(&ClientKey::new("a"), event).await.unwrap();
    assert_eq!(claim(&store, NOW, 2).await, None, "its worker publishes");
    assert!(!store.hold_report(&job, on("c1"), NOW, 300).await.unwrap());
    assert!(settle(&store, &job, published("c1")).await);
    let removal = claim(&store, NOW, 3).await.unwrap();
    assert_eq!(removal.reported.as_deref(), Some("c1"));
}

async fn a_tenant_that_bitbucket_refuses_waits_and_others_go_on(place: &Place) {
    let store = place.open().await;
    for (tenant, id) in [("a", 1), ("a", 2), ("b", 1)] {
        ask(&store, tenant, id).await;
    }
    let job = claim(&store, NOW, 1).await.unwrap();
    assert_eq!(job.key.client_key.as_str(), "a");
    let paused = Settled::Paused {
        until: NOW + 300,
        reason: "it answered 429".to_owned(),
    };
    assert!(settle(&store, &job, paused).await);
    let other = claim(&store, NOW, 2).await.unwrap();
    assert_eq!(other.key.client_key.as_str(), "b");
    ask(&store, "a", 3).await;
    assert_eq!(claim(&store, NOW + 299, 3).await, None);
    let again = claim(&store, NOW + 300, 4).await.unwrap();
    assert_eq!(again.key.client_key.as_str(), "a");
    assert_eq!(again.attempts, 1, "it was no attempt");
}

/// Two pull requests that go to `main` and have a report.
async fn two_reported(store: &Store) {
    for id in [1, 2] {
        ask(store, "a", id).await;
        let job = claim(store, NOW, id.into()).await.unwrap();
        assert!(settle(store, &job, published("c1")).await);
    }
}

async fn who_closed_passes_the_question_about_settings_on(place: &Place) {
    let store = place.open().await;
    two_reported(&store).await;
    let push = ReportRequest {
        subject: Subject::Branches(vec!["main".to_owned()]),
        ..request("a", 0)
    };
    store.accept_reports(&[push], NOW).await.unwrap();
    let first = claim(&store, NOW, 3).await.unwrap();
    assert_eq!(first.key.pull_request, 1);
    let asked = store.ask_for_next_of_branch(&first.key, "main", NOW).await;
    assert_eq!(asked.unwrap(), 1);
    let reason = "the pull request is closed".to_owned();
    assert!(settle(&store, &first, Settled::Nothing { reason }).await);
    let second = claim(&store, NOW, 4).await.unwrap();
    assert_eq!(second.key.pull_request, 2);
}

async fn settings_that_ask_for_none_reach_jobs_that_run(place: &Place) {
    let store = place.open().await;
    two_reported(&store).await;
    ask(&store, "a", 2).await;
    let known = claim(&store, NOW, 3).await.unwrap();
    // Its first job has not ended, and what it publishes is known all the same.
    ask(&store, "a", 3).await;
    let first = claim(&store, NOW, 4).await.unwrap();
    assert!(store.hold_report(&first, on("c3"), NOW, 300).await.unwrap());
    let but = JobKey {
        pull_request: 1,
        ..known.key.clone()
    };
    assert_eq!(store.ask_for_branch(&but, "main", NOW).await.unwrap(), 2);
    for job in [&known, &first] {
        assert!(settle(&store, job, published("c2")).await);
    }
    for holder in [5, 6] {
        assert!(claim(&store, NOW, holder).await.is_some());
    }
}

async fn one_pull_request_has_one_job_at_a_time(place: &Place) {
    let store = place.open().await;
    ask(&store, "a", 7).await;
    let job = claim(&store, NOW, 1).await.unwrap();
    ask(&store, "a", 7).await;
    assert_eq!(claim(&store, NOW, 2).await, None, "it runs");
    assert!(settle(&store, &job, published("c1")).await);
    let again = claim(&store, NOW, 3).await.unwrap();
    assert_eq!(again.reported.as_deref(), Some("c1"));
    assert_eq!(again.attempts, 1);
    assert!(settle(&store, &again, published("c2")).await);
    assert_eq!(claim(&store, NOW, 4).await, None);
}

async fn nothing_is_published_after_something_later_was_asked_for(place: &Place) {
    let store = place.open().await;
    ask(&store, "a", 7).await;
    let job = claim(&store, NOW, 1).await.unwrap();
    assert!(store.hold_report(&job, on("c1"), NOW, 300).await.unwrap());
    ask(&store, "a", 7).await;
    assert!(!store.hold_report(&job, on("c1"), NOW, 300).await.unwrap());
    // Whatever it ends with, the later one is done at once.
    assert!(settle(&store, &job, later(NOW + 900)).await);
    assert!(claim(&store, NOW, 2).await.is_some());
}

async fn a_worker_that_was_away_too_long_settles_nothing(place: &Place) {
    let store = place.open().await;
    ask(&store, "a", 7).await;
    let first = claim(&store, NOW, 1).await.unwrap();
    assert_eq!(claim(&store, NOW + 299, 2).await, None);
    let second = claim(&store, NOW + 300, 2).await.unwrap();
    assert_eq!(second.attempts, 2, "an attempt that did not end counts");
    assert!(
        !store
            .hold_report(&first, on("c1"), NOW + 301, 300)
            .await
            .unwrap()
    );
    assert!(!settle(&store, &first, published("c1")).await);
    assert!(
        store
            .hold_report(&second, on("c1"), NOW + 301, 300)
            .await
            .unwrap()
    );
    assert!(settle(&store, &second, published("c1")).await);
}

async fn what_failed_comes_back_when_its_time_has_come(place: &Place) {
    let store = place.open().await;
    ask(&store, "a", 7).await;
    let job = claim(&store, NOW, 1).await.unwrap();
    assert!(settle(&store, &job, later(NOW + 60)).await);
    assert_eq!(claim(&store, NOW + 59, 2).await, None);
    assert_eq!(claim(&store, NOW + 60, 2).await.unwrap().attempts, 2);
}

async fn a_job_that_was_given_up_waits_until_somebody_asks(place: &Place) {
    let store = place.open().await;
    ask(&store, "a", 7).await;
    let job = claim(&store, NOW, 1).await.unwrap();
    let dead = Settled::Dead {
        reason: "it answered 404".to_owned(),
    };
    assert!(store.hold_report(&job, on("c1"), NOW, 300).await.unwrap());
    assert!(settle(&store, &job, dead).await);
    let counts = store.count_reports().await.unwrap();
    assert_eq!((counts.dead, counts.waiting), (1, 0));
    assert_eq!(claim(&store, NOW + 9_000, 2).await, None);
    assert!(store.try_report_again(&job.key, NOW).await.unwrap());
    assert!(!store.try_report_again(&job.key, NOW).await.unwrap());
    let again = claim(&store, NOW, 3).await.unwrap();
    assert_eq!(again.attempts, 1);
    assert_eq!(again.reported.as_deref(), Some("c1"));
}

async fn tenants_take_turns_however_much_one_of_them_asks(place: &Place) {
    let store = place.open().await;
    for id in 1..=20 {
        ask(&store, "busy", id).await;
    }
    ask(&store, "quiet", 1).await;
    ask(&store, "calm", 1).await;
    let mut order = Vec::new();
    for holder in 1..=4 {
        let job = claim(&store, NOW, holder).await.unwrap();
        order.push(job.key.client_key.as_str().to_owned());
    }
    order.sort();
    assert_eq!(order, ["busy", "busy", "calm", "quiet"]);
    // Two of one tenant at a time, though others are idle.
    assert_eq!(claim(&store, NOW, 5).await, None);
}

async fn the_calls_of_an_hour_are_bounded_for_each_tenant(place: &Place) {
    let store = place.open().await;
    let mut holder = 0;
    for id in 1..=40 {
        ask(&store, "a", id).await;
    }
    ask(&store, "b", 1).await;
    let mut calls = 0;
    loop {
        holder += 1;
        let Some(job) = claim(&store, NOW, holder).await else {
            break;
        };
        // Each uses all that it may.
        let settled = published("c1");
        assert!(store.settle_report(&job, &settled, 30, NOW).await.unwrap());
        calls += 30 * u32::from(job.key.client_key.as_str() == "a");
    }
    // 26 times 30 are 780; once more would be 810.
    assert_eq!(calls, 780);
    let counts = store.count_reports().await.unwrap();
    assert_eq!(
        counts.waiting, 14,
        "nothing is lost, and the other tenant was not held up"
    );
    assert!(claim(&store, NOW + 3_660, holder + 1).await.is_some());
}

async fn many_workers_take_each_job_once(place: &Place) {
    let store = place.open().await;
    each_job_is_taken_once(&[store.clone(), store]).await;
}

/// Eight workers, on two servers.
pub(crate) async fn each_job_is_taken_once(stores: &[Store; 2]) {
    let [store, other] = stores;
    for n in 0..60 {
        ask(store, &format!("tenant {}", n % 20), n).await;
    }
    let workers = (0..8).map(|worker| {
        let store = [store, other][worker as usize % 2].clone();
        tokio::spawn(async move {
            let mut taken = Vec::new();
            let mut holder = i64::from(worker) * 1_000;
            while let Some(job) = claim(&store, NOW, holder).await {
                holder += 1;
                taken.push(job.key.pull_request);
                assert!(settle(&store, &job, published("c1")).await);
            }
            taken
        })
    });
    let mut all = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        all.extend(worker.await.unwrap());
    }
    // What others had locked for a moment is found by whoever looks next.
    while let Some(job) = claim(store, NOW, 9_000_000 + all.len() as i64).await {
        all.push(job.key.pull_request);
        assert!(settle(store, &job, published("c1")).await);
    }
    all.sort_unstable();
    assert_eq!(all, (0..60).collect::<Vec<_>>());
}

async fn what_is_over_is_forgotten_but_not_where_reports_stand(place: &Place) {
    let store = place.open().await;
    let (client, secret) = (ClientKey::new("a"), SharedSecret::new("secret"));
    let installed = Event::vouched(NOW - 60, NOW + 60, "a token");
    store
        .install(&client, &secret, None, installed)
        .await
        .unwrap();
    for id in [1, 2] {
        ask(&store, "a", id).await;
    }
    let job = claim(&store, NOW, 1).await.unwrap();
    assert!(settle(&store, &job, published("c1")).await);
    let job = claim(&store, NOW, 2).await.unwrap();
    let nothing = Settled::Nothing {
        reason: "reports are off".to_owned(),
    };
    assert!(settle(&store, &job, nothing).await);
    store.forget_reports(NOW + 1).await.unwrap();
    let one = JobCounts {
        done: 1,
        ..JobCounts::default()
    };
    assert_eq!(store.count_reports().await.unwrap(), one);
    store.forget("a").await.unwrap();
    store.forget_reports(NOW).await.unwrap();
    assert_eq!(store.count_reports().await.unwrap(), JobCounts::default());
}

async fn a_move_that_was_broken_off_can_be_made_again(place: &Place) {
    let (store, other) = (place.open().await, Place::sqlite().await.unwrap());
    let (client, secret) = (ClientKey::new("a"), SharedSecret::new("secret"));
    let event = Event::vouched(NOW, NOW + 3_600, "token");
    let installed = store.install(&client, &secret, None, event).await;
    assert_eq!(installed.unwrap(), Effect::Applied);
    let unsigned = Event::unsigned(NOW, b"unsigned");
    let (waiting, kept) = (ClientKey::new("b"), SharedSecret::new("kept"));
    let kept = store.keep_unverified(&waiting, &kept, None, unsigned).await;
    assert_eq!(kept.unwrap(), Effect::Applied);
    ask(&store, "a", 1).await;
    // What a move has copied that ended before installations were; the store went on meanwhile.
    let target = other.open().await;
    for id in [1, 9] {
        ask(&target, "a", id).await;
    }
    assert_eq!(store.copy_to(&target).await.unwrap(), 2);
    assert_eq!(target.count_reports().await.unwrap().waiting, 1);
    let candidates = target.due_candidates(0, NOW, 9).await.unwrap();
    assert_eq!(candidates.len(), 1);
    assert!(target.find("a").await.unwrap().is_some());
    assert!(store.copy_to(&target).await.is_err(), "now it is not empty");
}

async fn jobs_move_to_another_store_with_what_is_known_of_them(place: &Place) {
    let (store, other) = (place.open().await, Place::sqlite().await.unwrap());
    for id in [1, 2, 3] {
        ask(&store, "a", id).await;
    }
    let job = claim(&store, NOW, 1).await.unwrap();
    assert!(settle(&store, &job, published("c1")).await);
    claim(&store, NOW, 2).await.unwrap();
    let target = other.open().await;
    store.copy_to(&target).await.unwrap();
    let counts = target.count_reports().await.unwrap();
    assert_eq!((counts.done, counts.running, counts.waiting), (1, 0, 2));
    ask(&target, "a", 1).await;
    for holder in 3..=4 {
        claim(&target, NOW, holder).await.unwrap();
    }
    let other_tenant = Terms {
        at_once: 9,
        ..terms(NOW, 5)
    };
    let last = target.claim_report(&other_tenant).await.unwrap().unwrap();
    assert_eq!(last.key.pull_request, 3);
}
