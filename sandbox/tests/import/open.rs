//! Open pull requests, clones of every kind, people, times.

use std::process::Command;

use sightline_sandbox::{
    git::GitError,
    import::load,
    world::{PersonKind, PullRequestState, Role, World},
};
use tempfile::TempDir;

use crate::support::{Made, hour, name, now};

#[tokio::test]
async fn branches_ahead_of_main_become_open_pull_requests() {
    let made = Made::new();
    made.branch("merged");
    made.commit("Bo Bold", "m", "Old");
    made.merge(
        "Ann Arbor",
        "merged",
        "Merged in merged (pull request #5)\n\nOld",
    );
    made.branch("two/commits");
    made.commit("Bo Bold", "a", "First");
    let two = made.commit("Cy Clone", "b", "Second");
    made.main();
    made.branch("one");
    let one = made.commit("Cy Clone", "c", "The only one\n\nWith a body.");
    made.main();
    let main = made.git(&["rev-parse", "main"]);
    let world = made.load().await;
    let open: Vec<_> = world
        .pull_requests
        .iter()
        .filter(|pull| pull.state == PullRequestState::Open)
        .collect();
    let [first, second] = open.as_slice() else {
        panic!("{open:?}")
    };
    assert_eq!((first.id, second.id), (6, 7));
    assert_eq!(
        (first.title.as_str(), &first.source.commit),
        ("two/commits", &two)
    );
    assert_eq!(name(&world, first.author), "Bo Bold");
    assert_eq!((first.created_on, first.updated_on), (hour(4), hour(5)));
    assert_eq!(
        (second.title.as_str(), &second.source.commit),
        ("The only one", &one)
    );
    assert_eq!(second.description, "With a body.");
    assert_eq!(
        (
            second.destination.branch.as_str(),
            &second.destination.commit
        ),
        ("main", &main)
    );
}

#[tokio::test]
async fn a_clones_remote_branches_count_and_so_does_the_main_branch_of_its_origin() {
    let made = Made::new();
    made.branch("remote/work");
    let head = made.commit("Bo Bold", "a", "Work");
    made.main();
    let clones = TempDir::new().unwrap();
    let from = made.path().to_str().unwrap();
    for (kind, name) in [
        ("--no-bare", "Some Clone"),
        ("--bare", "Some Clone.git"),
        ("--mirror", "m.git"),
    ] {
        let path = clones.path().join(name);
        let to = path.to_str().unwrap();
        let mut arguments = vec!["clone", "--quiet", from, to];
        if kind != "--no-bare" {
            arguments.push(kind);
        }
        made.git(&arguments);
        if kind == "--no-bare" {
            made.git(&["-C", to, "checkout", "--quiet", "-b", "elsewhere"]);
        }
        let world = load(&path, now()).await.unwrap();
        let [pull] = world.pull_requests.as_slice() else {
            panic!("{kind}: {world:?}")
        };
        assert_eq!(pull.source.branch, "remote/work", "{kind}");
        assert_eq!(pull.source.commit, head, "{kind}");
        assert_eq!(world.repository.main_branch, "main", "{kind}");
        let slug = if kind == "--mirror" {
            "m"
        } else {
            "some-clone"
        };
        assert_eq!(world.repository.slug, slug);
    }
}

#[tokio::test]
async fn people_are_the_same_each_time_and_the_most_active_human_is_the_admin() {
    let made = Made::new();
    for number in 1..=3 {
        made.commit("Bo Bold", "b", &format!("Change {number} (#{number})"));
    }
    for number in 4..=9 {
        made.commit("renovate[bot]", "r", &format!("Bump {number} (#{number})"));
    }
    let (world, again) = (made.load().await, made.load().await);
    let identities = |world: &World| -> Vec<_> {
        world
            .people
            .iter()
            .map(|person| {
                (
                    person.uuid.clone(),
                    person.account_id.clone(),
                    person.display_name.clone(),
                )
            })
            .collect()
    };
    assert_eq!(identities(&world), identities(&again));
    let admins: Vec<_> = world
        .people
        .iter()
        .filter(|person| person.role == Role::Admin)
        .collect();
    let [admin] = admins.as_slice() else {
        panic!("{admins:?}")
    };
    assert_eq!(admin.display_name, "Bo Bold");
    let bots = world
        .people
        .iter()
        .filter(|person| person.kind == PersonKind::App)
        .count();
    assert_eq!(bots, 1);
}

#[tokio::test]
async fn nothing_is_later_than_now() {
    let made = Made::new();
    made.hours.set(100_000);
    made.commit("Bo Bold", "b", "From the future (#1)");
    made.branch("future");
    made.commit("Bo Bold", "c", "Too");
    made.main();
    let world = made.load().await;
    assert_eq!(world.pull_requests.len(), 2);
    for pull in &world.pull_requests {
        assert!(pull.updated_on <= now() && pull.created_on <= pull.updated_on);
        assert!(pull.events.iter().all(|event| event.at <= now()));
    }
}

#[tokio::test]
async fn what_is_no_repository_is_named() {
    let empty = TempDir::new().unwrap();
    let missing = empty.path().join("missing");
    for path in [empty.path(), &missing] {
        let expected = GitError::NoRepository {
            path: path.to_owned(),
        };
        assert_eq!(load(path, now()).await.unwrap_err(), expected);
    }
    let made = TempDir::new().unwrap();
    let init = Command::new("git")
        .current_dir(made.path())
        .args(["init", "--quiet"])
        .status();
    assert!(init.unwrap().success());
    assert_eq!(
        load(made.path(), now()).await.unwrap_err(),
        GitError::NoMainBranch
    );
}
