//! Calls of a crawl in their order, and that nothing is lost when it ends in the middle.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests"
)]

use std::{collections::HashMap, sync::Arc};

use bitbucket_cloud::{FileChange, Page, PullRequest, Request, Span, Timestamp};
use serde_json::{Value, json};
use sightline_app::{
    cache::{Cache, Table, records},
    history::planner::{CrawlPlanner, CrawlRequest, CrawlResponse, Goal},
    model::{history::Reach, records::MergedPullRequest},
};

/// 2026-01-01T00:00:00Z
const EPOCH: i64 = 1_767_225_600;

fn empty() -> Cache {
    Cache::in_memory("acme/widgets".to_owned())
}

/// Records that are kept, oldest first: keys sort by time of merge.
fn kept(cache: &Cache) -> Vec<Arc<MergedPullRequest>> {
    let keys = cache.keys(Table::Merged).into_iter();
    keys.map(|key| Arc::new(cache.get(Table::Merged, &key).unwrap()))
        .collect()
}

fn planner(goal: Goal, cache: &Cache) -> CrawlPlanner {
    CrawlPlanner::new(goal, kept(cache), cache, 0, 0)
}

/// Numbers of the merged pull requests that are kept, oldest first.
fn numbers(cache: &Cache) -> Vec<u32> {
    let planner = planner(Goal::Visit, cache);
    planner.merged().iter().map(|record| record.id).collect()
}

/// A repository whose pull request N was merged, or last active, N hours after the epoch.
#[derive(Clone, Default)]
struct Bitbucket {
    merged: Vec<u32>,
    open: Vec<u32>,
    calls: u32,
    /// Numbers in the order in which their files or diffs were asked for.
    asked: Vec<u32>,
    /// Numbers whose diffs are too large.
    too_large: Vec<u32>,
    /// Heads of sources by number, where commits were pushed.
    pushed: HashMap<u32, String>,
}

fn hour(of: u32) -> i64 {
    EPOCH + i64::from(of) * 3_600
}

fn pull(id: u32, state: &str) -> Value {
    let end = |branch: &str| json!({ "commit": { "hash": format!("c{id}") }, "branch": { "name": branch } });
    json!({
        "id": id, "state": state, "source": end("topic"), "destination": end("main"),
        "created_on": Timestamp::from_unix(EPOCH), "updated_on": Timestamp::from_unix(hour(id)),
    })
}

impl Bitbucket {
    /// Pages of 50, newest first; a next page is named by its first number.
    fn page(&self, state: &str, until: u32, since: u32) -> Page<PullRequest> {
        let all = match state {
            "OPEN" => &self.open,
            _ => &self.merged,
        };
        let mut ids: Vec<u32> = all.clone();
        ids.retain(|id| (since..=until).contains(id));
        ids.sort_unstable_by(|a, b| b.cmp(a));
        let size = ids.len();
        let next = ids
            .get(50)
            .map(|id| format!("https://api.bitbucket.org/2.0/{state}/{id}/{since}"));
        ids.truncate(50);
        let values: Vec<Value> = ids.iter().map(|id| self.pull(*id, state)).collect();
        let page = json!({ "values": values, "size": size, "next": next });
        serde_json::from_value(page).unwrap()
    }

    fn pull(&self, id: u32, state: &str) -> Value {
        let mut pull = pull(id, state);
        if let Some(head) = self.pushed.get(&id) {
            pull["source"]["commit"]["hash"] = json!(head);
        }
        pull
    }

    fn more(&self, request: &Request) -> Page<PullRequest> {
        let parts: Vec<&str> = request.path().split('/').collect();
        let [.., state, until, since] = parts.as_slice() else {
            panic!("{parts:?}");
        };
        self.page(state, until.parse().unwrap(), since.parse().unwrap())
    }

    fn answer(&mut self, request: &CrawlRequest) -> CrawlResponse {
        if !matches!(request, CrawlRequest::Kept(..)) {
            self.calls += 1;
        }
        let number = |time: &Timestamp| u32::try_from((time.unix() - EPOCH) / 3_600).unwrap();
        match request {
            CrawlRequest::Open => CrawlResponse::Pulls(self.page("OPEN", u32::MAX, 0)),
            CrawlRequest::Merged(Span::All) => {
                CrawlResponse::Pulls(self.page("MERGED", u32::MAX, 0))
            }
            CrawlRequest::Merged(Span::Before(time)) => {
                CrawlResponse::Pulls(self.page("MERGED", number(time), 0))
            }
            CrawlRequest::Merged(Span::Since(time)) => {
                CrawlResponse::Pulls(self.page("MERGED", u32::MAX, number(time)))
            }
            CrawlRequest::More(next) => CrawlResponse::Pulls(self.more(next)),
            CrawlRequest::Diff(pull) if self.too_large.contains(&pull.id) => {
                self.asked.push(pull.id);
                CrawlResponse::Refused
            }
            CrawlRequest::Diff(pull) => {
                self.asked.push(pull.id);
                let path = format!("open{}", pull.id);
                CrawlResponse::Diff(format!(
                    "diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-a\n+b\n"
                ))
            }
            CrawlRequest::Files(pull) => {
                self.asked.push(pull.id);
                let path = Some(format!("f{}", pull.id % 7));
                CrawlResponse::Files(vec![FileChange::new(path.clone(), path, 3, 1)])
            }
            CrawlRequest::Kept(..) => CrawlResponse::Nothing,
        }
    }

    /// Follows a plan, for so many calls at most: whether it came to its end.
    fn visit(&mut self, goal: Goal, cache: &Cache, most: u32) -> bool {
        let begun = self.calls;
        let mut planner = planner(goal, cache);
        loop {
            let requests = planner.next_requests(cache, self.calls - begun);
            if requests.is_empty() {
                return true;
            }
            for request in requests {
                if self.calls - begun == most {
                    return false;
                }
                let response = self.answer(&request);
                planner
                    .take(request, response, cache, self.calls - begun)
                    .unwrap();
            }
        }
    }
}

#[test]
fn a_first_visit_reads_the_newest_and_stops_at_its_budget() {
    let mut bitbucket = Bitbucket {
        merged: (1..=400).collect(),
        open: (401..=420).collect(),
        ..Bitbucket::default()
    };
    let cache = empty();
    assert!(bitbucket.visit(Goal::Visit, &cache, u32::MAX));
    assert!(bitbucket.calls <= 110, "{}", bitbucket.calls);
    let known = numbers(&cache);
    let oldest = *known.first().unwrap();
    assert_eq!(known, (oldest..=400).collect::<Vec<u32>>());
    assert!(known.len() > 70, "{}", known.len());
    assert_eq!(CrawlPlanner::reach(&cache), Reach::Newest);
}

#[test]
fn a_small_repository_is_read_as_a_whole_and_then_costs_two_calls() {
    let mut bitbucket = Bitbucket {
        merged: (1..=30).collect(),
        open: vec![31, 32],
        ..Bitbucket::default()
    };
    let cache = empty();
    assert!(bitbucket.visit(Goal::Visit, &cache, u32::MAX));
    assert_eq!(bitbucket.calls, 1 + 2 + 1 + 30);
    assert_eq!(CrawlPlanner::reach(&cache), Reach::All);
    let before = bitbucket.calls;
    assert!(bitbucket.visit(Goal::Visit, &cache, u32::MAX));
    assert_eq!(bitbucket.calls - before, 2);
}

#[test]
fn what_was_merged_since_is_read_oldest_first() {
    let mut bitbucket = Bitbucket {
        merged: vec![1, 2],
        ..Bitbucket::default()
    };
    let cache = empty();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    bitbucket.merged.extend([3, 4, 5]);
    bitbucket.asked.clear();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    assert_eq!(bitbucket.asked, [3, 4, 5]);
}

#[test]
fn a_diff_that_was_read_while_it_was_open_is_not_asked_for_again() {
    let mut bitbucket = Bitbucket {
        merged: vec![1],
        open: vec![2],
        ..Bitbucket::default()
    };
    let cache = empty();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    bitbucket.open.clear();
    bitbucket.merged.push(2);
    bitbucket.asked.clear();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    assert!(bitbucket.asked.is_empty());
    let merged = kept(&cache);
    let record = merged.last().unwrap();
    assert_eq!(record.id, 2);
    assert_eq!(record.files.first().unwrap().path, "open2");
    assert!(cache.keys(Table::Diffs).is_empty(), "it is of no more use");
}

#[test]
fn a_goal_is_reached_across_as_many_visits_as_it_takes() {
    let all = Bitbucket {
        merged: (1..=170).collect(),
        open: vec![171, 172, 173],
        ..Bitbucket::default()
    };
    let whole = empty();
    assert!(all.clone().visit(Goal::Known(150), &whole, u32::MAX));
    let known = numbers(&whole);
    assert!(known.len() >= 150, "{}", known.len());
    // Killed after each number of calls in turn, and taken up again.
    for most in [5, 7, 20, 33, 61] {
        let (mut bitbucket, cache) = (all.clone(), empty());
        let mut visits = 0;
        while !bitbucket.visit(Goal::Known(150), &cache, most) {
            visits += 1;
            assert!(visits < 200, "it does not get on with {most} calls");
            let known = numbers(&cache);
            let gap = known.windows(2).find(|pair| pair[1] != pair[0] + 1);
            assert_eq!(gap, None, "after {most} calls");
        }
        let known = numbers(&cache);
        let missing = (21..=170).find(|id| !known.contains(id));
        assert_eq!(missing, None);
    }
    // All of it, in pieces and as a whole, ends with the same facts.
    let (mut one, mut other) = (all.clone(), all);
    let (whole, pieces) = (empty(), empty());
    assert!(one.visit(Goal::Known(usize::MAX), &whole, u32::MAX));
    while !other.visit(Goal::Known(usize::MAX), &pieces, 25) {}
    assert_eq!(kept(&whole).len(), 170);
    assert_eq!(kept(&whole), kept(&pieces));
    assert_eq!(CrawlPlanner::reach(&pieces), Reach::All);
}

#[test]
fn what_was_merged_while_nobody_looked_leaves_no_gap_when_it_is_read_in_pieces() {
    let mut bitbucket = Bitbucket {
        merged: (1..=10).collect(),
        ..Bitbucket::default()
    };
    let cache = empty();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    bitbucket.merged.extend(11..=90);
    while !bitbucket.visit(Goal::Visit, &cache, 9) {
        let known = numbers(&cache);
        let last = u32::try_from(known.len()).unwrap();
        assert_eq!(known, (1..=last).collect::<Vec<u32>>());
    }
    let known = numbers(&cache);
    assert_eq!(known, (1..=90).collect::<Vec<u32>>());
}

#[test]
fn a_diff_that_is_too_large_is_asked_for_again_once_its_source_has_moved() {
    let mut bitbucket = Bitbucket {
        merged: vec![4],
        open: vec![1, 2, 3],
        too_large: vec![2],
        ..Bitbucket::default()
    };
    let cache = empty();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    assert_eq!(bitbucket.asked, [3, 2, 1, 4], "the others are read");
    bitbucket.asked.clear();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    assert!(bitbucket.asked.is_empty(), "{:?}", bitbucket.asked);
    bitbucket.pushed.insert(2, "new".to_owned());
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    assert_eq!(bitbucket.asked, [2]);
    bitbucket.open.clear();
    bitbucket.visit(Goal::Visit, &cache, u32::MAX);
    assert_eq!(records::refusals(&cache).count(), 0, "it is of no more use");
}
