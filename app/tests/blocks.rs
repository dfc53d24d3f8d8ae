//! Blocks of the panel that are shown or unfolded.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use bitbucket_cloud::{FileChange, PullRequest, Timestamp};
use serde_json::{Value, json};
use sightline_app::model::{
    blocks::{
        all_are_compared, is_by_a_bot, lacks_lines, shows_companions, shows_knowing,
        unfolds_reviewers, unfolds_size,
    },
    companions::{CompanionLists, MissingCompanion},
    overlaps::Comparison,
    readiness::{Closing, MergeReadiness},
    reviewers::Knowing,
    settings::{LoadedSettings, Settings},
    size::ChangeSize,
};
use sightline_insight::kinds::Kinds;

/// Something that failed.
type Outcome<T> = Result<Arc<T>, &'static str>;

/// Opened by Ann; `more` takes the place of members.
fn pull(more: Value) -> PullRequest {
    let mut pull = json!({
        "id": 7, "title": "t", "state": "OPEN", "draft": false,
        "author": { "uuid": "{ann}", "display_name": "Ann", "type": "user" },
        "source": {}, "destination": {},
        "created_on": "2026-11-20T12:00:00Z", "updated_on": "2026-11-24T12:00:00Z",
        "comment_count": 0, "task_count": 0, "reviewers": [], "participants": [],
    });
    let more = more.as_object().unwrap().clone();
    pull.as_object_mut().unwrap().extend(more);
    serde_json::from_value(pull).unwrap()
}

fn missing() -> CompanionLists {
    let file = MissingCompanion {
        path: "b".to_owned(),
        with: "a".to_owned(),
        shared: 8,
        changes: 9,
    };
    CompanionLists {
        dismissed: vec![file],
        ..CompanionLists::default()
    }
}

#[test]
fn companions_are_shown_where_some_are_missing_or_it_cannot_be_said() {
    let (open, merged) = (pull(json!({})), pull(json!({ "state": "MERGED" })));
    let (found, failed) = (Ok::<_, &str>(()), Err::<(), _>("failed"));
    let none = CompanionLists::default();
    assert!(shows_companions(&open, Some(&found), &missing()));
    assert!(shows_companions(&open, Some(&failed), &none));
    assert!(!shows_companions(&open, Some(&found), &none));
    assert!(!shows_companions(&open, None::<&Outcome<()>>, &none));
    assert!(!shows_companions(&merged, Some(&found), &missing()));
    assert!(!shows_companions(&merged, Some(&failed), &missing()));
}

#[test]
fn people_who_know_the_change_are_shown_while_it_may_need_them() {
    let mut waits = MergeReadiness::default();
    waits.inputs.conflicts.push("a".to_owned());
    let nobody: Outcome<Knowing> = Ok(Arc::default());
    let failed: Outcome<Knowing> = Err("failed");
    assert!(shows_knowing(&waits, Some(&failed)));
    assert!(!shows_knowing(&waits, Some(&nobody)));
    assert!(!shows_knowing(&waits, None::<&Outcome<Knowing>>));
    waits.closing = Some(Closing {
        on: None,
        updated_on: Timestamp::from_unix(0),
        by: None,
    });
    assert!(!shows_knowing(&waits, Some(&failed)));
}

#[test]
fn the_size_is_unfolded_where_something_is_wrong_or_it_is_much() {
    let open = pull(json!({}));
    let of = |lines| {
        let path = || Some("src/a.rs".to_owned());
        let file = FileChange::new(path(), path(), lines, 0);
        Ok(Arc::new(ChangeSize::of(&[file], &Kinds::default())))
    };
    let fine: Outcome<LoadedSettings> = Ok(Arc::default());
    let broken: Outcome<LoadedSettings> = Ok(Arc::new(LoadedSettings {
        fault: Some("line 1 is not JSON".to_owned()),
        ..LoadedSettings::default()
    }));
    let small: Outcome<ChangeSize> = of(20);
    assert!(!unfolds_size(&open, Some(&fine), Some(&small)));
    assert!(!unfolds_size(&open, None::<&Outcome<_>>, None));
    assert!(unfolds_size(&open, Some(&broken), Some(&small)));
    assert!(unfolds_size(&open, Some(&Err("failed")), Some(&small)));
    assert!(unfolds_size(&open, Some(&fine), Some(&Err("failed"))));
    // More than an hour at 500 lines an hour.
    assert!(unfolds_size(&open, Some(&fine), Some(&of(501))));
}

#[test]
fn reviewers_are_unfolded_where_nobody_is_asked_unless_a_bot_opened_it() {
    let (settings, readiness) = (Settings::default(), MergeReadiness::default());
    let by_ann = pull(json!({}));
    assert!(unfolds_reviewers(&by_ann, &settings, &readiness));
    assert!(!is_by_a_bot(&by_ann, &settings));
    let bot = json!({ "author": { "uuid": "{r}", "display_name": "R", "type": "app_user" } });
    let by_a_bot = pull(bot);
    assert!(!unfolds_reviewers(&by_a_bot, &settings, &readiness));
    assert!(is_by_a_bot(&by_a_bot, &settings));
}

#[test]
fn a_comparison_says_what_it_lacks() {
    let found = |compared, of, refused: &[u32]| -> Outcome<Comparison> {
        Ok(Arc::new(Comparison {
            found: Vec::new(),
            compared,
            of,
            refused: refused.to_vec(),
        }))
    };
    assert!(all_are_compared(Some(&found(3, 3, &[]))));
    assert!(all_are_compared(Some(&found(2, 3, &[9]))));
    assert!(!all_are_compared(Some(&found(2, 3, &[]))));
    assert!(all_are_compared(None::<&Outcome<Comparison>>));
    let (lines, failed) = (Ok::<_, &str>(()), Err::<(), _>("failed"));
    assert!(lacks_lines(Some(&failed), Some(&found(1, 1, &[]))));
    assert!(!lacks_lines(Some(&failed), Some(&found(0, 0, &[]))));
    assert!(!lacks_lines(Some(&lines), Some(&found(1, 1, &[]))));
    assert!(!lacks_lines(
        None::<&Result<(), _>>,
        Some(&found(1, 1, &[]))
    ));
}
