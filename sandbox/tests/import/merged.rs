//! Merged pull requests, by what merging left in messages.

use sightline_sandbox::world::{EventKind, PullRequestState};

use crate::support::{Made, hour, name, names};

#[tokio::test]
async fn bitbuckets_merges_become_merged_pull_requests() {
    let made = Made::new();
    let onto = made.git(&["rev-parse", "HEAD"]);
    made.branch("feature/x");
    made.commit("Bo Bold", "x", "Begin x");
    let head = made.commit("Cy Clone", "y", "Finish x");
    let message = "Merged in feature/x (pull request #7)\n\nAdd x\n\nBecause.\n\n\
                   Approved-by: Cy Clone\nApproved-by: Dee";
    let merge = made.merge("Ann Arbor", "feature/x", message);
    made.git(&["branch", "--quiet", "-D", "feature/x"]);
    let world = made.load().await;
    let [pull] = world.pull_requests.as_slice() else {
        panic!("{world:?}")
    };
    assert_eq!((pull.id, pull.state), (7, PullRequestState::Merged));
    assert_eq!(
        (pull.title.as_str(), pull.description.as_str()),
        ("Add x", "Because.")
    );
    assert_eq!(
        (pull.source.branch.as_str(), &pull.source.commit),
        ("feature/x", &head)
    );
    assert_eq!(
        (pull.destination.branch.as_str(), &pull.destination.commit),
        ("main", &onto)
    );
    assert_eq!(pull.merge_commit.as_ref(), Some(&merge));
    assert_eq!(name(&world, pull.author), "Bo Bold");
    assert_eq!(name(&world, pull.closed_by.unwrap()), "Ann Arbor");
    assert_eq!(names(&world, pull), ["Cy Clone", "Dee"]);
    assert_eq!((pull.created_on, pull.updated_on), (hour(2), hour(4)));
    let kinds: Vec<_> = pull.events.iter().map(|event| event.kind.clone()).collect();
    use EventKind::{Approved, Merged, Opened};
    assert_eq!(kinds, [Opened, Approved, Approved, Merged]);
}

#[tokio::test]
async fn githubs_merges_and_squashes_become_merged_pull_requests() {
    let made = Made::new();
    made.branch("fix/it");
    let head = made.commit("Bo Bold", "x", "Work");
    made.merge(
        "Ann Arbor",
        "fix/it",
        "Merge pull request #3 from bo/fix/it\n\nFix it",
    );
    let onto = made.git(&["rev-parse", "HEAD"]);
    let squash = made.commit("Cy Clone", "z", "Make it nice (#9)\n\nMore.");
    let world = made.load().await;
    let [merged, squashed] = world.pull_requests.as_slice() else {
        panic!("{world:?}")
    };
    assert_eq!((merged.id, merged.title.as_str()), (3, "Fix it"));
    assert_eq!(
        (merged.source.branch.as_str(), &merged.source.commit),
        ("fix/it", &head)
    );
    assert_eq!((squashed.id, squashed.title.as_str()), (9, "Make it nice"));
    assert_eq!(
        (&squashed.source.commit, &squashed.destination.commit),
        (&squash, &onto)
    );
    assert_eq!(squashed.merge_commit.as_ref(), Some(&squash));
    assert_eq!(name(&world, squashed.author), "Cy Clone");
}

#[tokio::test]
async fn links_to_pull_requests_gather_commits_in_a_row() {
    let made = Made::new();
    let onto = made.git(&["rev-parse", "HEAD"]);
    let trailers = "PR-URL: https://host.example/o/r/pull/41\nReviewed-By: Dee <dee@example.com>";
    made.commit("Bo Bold", "a", &format!("lib: one\n\n{trailers}"));
    let last = made.commit("Bo Bold", "b", &format!("lib: two\n\n{trailers}"));
    made.commit("Ann Arbor", "c", "Nothing to do with it");
    let world = made.load().await;
    let [pull] = world.pull_requests.as_slice() else {
        panic!("{world:?}")
    };
    assert_eq!((pull.id, pull.title.as_str()), (41, "lib: two"));
    assert_eq!(
        (&pull.source.commit, &pull.destination.commit),
        (&last, &onto)
    );
    assert_eq!(names(&world, pull), ["Dee"]);
}
