//! A workspace with two people and one pull request.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sightline_sandbox::world::{
    Person, PersonId, PersonKind, PullRequest, PullRequestState, Repository, Role, Side, Workspace,
    World,
};

pub(crate) const WORKSPACE: &str = "{11111111-2222-3333-4444-555555555555}";
pub(crate) const REPOSITORY: &str = "{66666666-7777-8888-9999-000000000000}";

pub(crate) fn world() -> World {
    World {
        workspace: Workspace {
            slug: "acme".into(),
            name: "Acme".into(),
            uuid: WORKSPACE.into(),
        },
        repository: Repository {
            slug: "widgets".into(),
            name: "Widgets".into(),
            uuid: REPOSITORY.into(),
            path: "/nowhere".into(),
            main_branch: "main".into(),
            created_on: then(),
        },
        people: vec![
            person("mo", "0000000000aa", Role::Member),
            person("ada", "0000000000bb", Role::Admin),
        ],
        pull_requests: vec![PullRequest {
            id: 7,
            title: "Turn faster".into(),
            description: String::new(),
            author: PersonId(0),
            state: PullRequestState::Open,
            draft: false,
            source: Side {
                branch: "fast & loose".into(),
                commit: "1".repeat(40),
            },
            destination: Side {
                branch: "main".into(),
                commit: "2".repeat(40),
            },
            close_source_branch: false,
            merge_commit: None,
            closed_by: None,
            created_on: then(),
            updated_on: then(),
            reviewers: Vec::new(),
            events: Vec::new(),
            comments: Vec::new(),
            tasks: Vec::new(),
            gone: None,
        }],
        default_reviewers: Vec::new(),
        statuses: BTreeMap::new(),
    }
}

fn person(name: &str, tail: &str, role: Role) -> Person {
    Person {
        uuid: format!("{{aaaaaaaa-bbbb-cccc-dddd-{tail}}}"),
        account_id: format!("557058:{name}"),
        display_name: name.to_uppercase(),
        nickname: name.into(),
        email: format!("{name}@example.com"),
        kind: PersonKind::User,
        role,
        created_on: then(),
    }
}

fn then() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}
