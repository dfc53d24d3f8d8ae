use sightline_sandbox::world::{EventKind, PullRequest, PullRequestState};

use crate::git::{SAMPLE, now};

fn times(pull: &PullRequest) -> impl Iterator<Item = jiff::Timestamp> {
    let events = pull.events.iter().map(|event| event.at);
    let comments = pull.comments.iter().map(|comment| comment.created_on);
    let resolved = pull
        .comments
        .iter()
        .filter_map(|comment| Some(comment.resolved?.1));
    events
        .chain(comments)
        .chain(resolved)
        .chain(pull.tasks.iter().map(|task| task.created_on))
}

/// One test, so that the sample is made once.
#[test]
fn times_are_in_order() {
    let claims: [fn(); 7] = [
        numbers_follow_the_order_of_opening,
        nothing_happens_before_the_opening_or_after_now,
        a_merge_is_the_last_event_and_stands_at_its_commits_time,
        the_main_branch_never_goes_back_in_time,
        half_are_merged_within_two_days_and_a_few_take_weeks,
        merged_ones_have_one_to_three_reviewers_besides_the_author,
        comments_and_tasks_have_numbers_of_their_own,
    ];
    claims.iter().for_each(|claim| claim());
}

fn numbers_follow_the_order_of_opening() {
    let pulls = &SAMPLE.world.pull_requests;
    assert!(
        pulls
            .windows(2)
            .all(|pair| { pair[0].id < pair[1].id && pair[0].created_on <= pair[1].created_on })
    );
}

fn nothing_happens_before_the_opening_or_after_now() {
    for pull in &SAMPLE.world.pull_requests {
        assert!(
            times(pull).all(|at| pull.created_on <= at && at <= now()),
            "#{}",
            pull.id
        );
        assert!(
            pull.events.is_sorted_by_key(|event| event.at),
            "#{}",
            pull.id
        );
        assert!(
            pull.comments.is_sorted_by_key(|comment| comment.created_on),
            "#{}",
            pull.id
        );
        assert_eq!(times(pull).max(), Some(pull.updated_on), "#{}", pull.id);
    }
}

fn a_merge_is_the_last_event_and_stands_at_its_commits_time() {
    for pull in SAMPLE.pulls(PullRequestState::Merged) {
        let last = pull.events.last().unwrap();
        assert_eq!(last.kind, EventKind::Merged);
        let hash = pull.merge_commit.as_deref().unwrap();
        let at = SAMPLE.git(&["log", "-1", "--format=%ct %cn", hash]);
        let name = &SAMPLE.world.person(last.by).unwrap().display_name;
        assert_eq!(at.trim(), format!("{} {name}", last.at.as_second()));
    }
}

fn the_main_branch_never_goes_back_in_time() {
    let times = SAMPLE.git(&["log", "--first-parent", "--reverse", "--format=%ct", "main"]);
    let times: Vec<i64> = times.lines().map(|time| time.parse().unwrap()).collect();
    assert!(times.is_sorted());
    let days = (times[times.len() - 1] - times[1]) / 86_400;
    assert!((380..=430).contains(&days), "{days}");
}

fn half_are_merged_within_two_days_and_a_few_take_weeks() {
    let mut hours: Vec<i64> = SAMPLE
        .pulls(PullRequestState::Merged)
        .map(|pull| (pull.updated_on.as_second() - pull.created_on.as_second()) / 3_600)
        .collect();
    hours.sort_unstable();
    let median = hours[hours.len() / 2];
    let tail = hours[hours.len() * 97 / 100];
    assert!((12..=48).contains(&median), "{median}");
    assert!(tail >= 7 * 24, "{tail}");
}

fn merged_ones_have_one_to_three_reviewers_besides_the_author() {
    for pull in SAMPLE.pulls(PullRequestState::Merged) {
        assert!((1..=3).contains(&pull.reviewers.len()), "#{}", pull.id);
        assert!(!pull.reviewers.contains(&pull.author), "#{}", pull.id);
    }
}

fn comments_and_tasks_have_numbers_of_their_own() {
    let pulls = &SAMPLE.world.pull_requests;
    let mut comments: Vec<_> = pulls
        .iter()
        .flat_map(|pull| pull.comments.iter().map(|comment| comment.id))
        .collect();
    let mut tasks: Vec<_> = pulls
        .iter()
        .flat_map(|pull| pull.tasks.iter().map(|task| task.id))
        .collect();
    let counts = (comments.len(), tasks.len());
    comments.sort_unstable();
    comments.dedup();
    tasks.sort_unstable();
    tasks.dedup();
    assert_eq!((comments.len(), tasks.len()), counts);
    for pull in pulls {
        for comment in &pull.comments {
            let own = |id| {
                pull.comments
                    .iter()
                    .any(|other| other.id == id && other.parent.is_none())
            };
            assert!(comment.parent.is_none_or(own));
        }
    }
}
