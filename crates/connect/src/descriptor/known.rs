//! The names that Bitbucket knows.

/// Events of `webhook_subscription` in its OpenAPI document; `*` is all of them.
pub(super) const EVENTS: [&str; 30] = [
    "*",
    "issue:comment_created",
    "issue:created",
    "issue:updated",
    "pipeline:span_created",
    "project:updated",
    "pullrequest:approved",
    "pullrequest:changes_request_created",
    "pullrequest:changes_request_removed",
    "pullrequest:comment_created",
    "pullrequest:comment_deleted",
    "pullrequest:comment_reopened",
    "pullrequest:comment_resolved",
    "pullrequest:comment_updated",
    "pullrequest:created",
    "pullrequest:fulfilled",
    "pullrequest:push",
    "pullrequest:rejected",
    "pullrequest:unapproved",
    "pullrequest:updated",
    "repo:commit_comment_created",
    "repo:commit_status_created",
    "repo:commit_status_updated",
    "repo:created",
    "repo:deleted",
    "repo:fork",
    "repo:imported",
    "repo:push",
    "repo:transfer",
    "repo:updated",
];

/// Locations of web panels.
pub(super) const PANEL_LOCATIONS: [&str; 3] = [
    "org.bitbucket.account.admin.mirror.config",
    "org.bitbucket.pullrequest.overview.informationPanel",
    "org.bitbucket.repository.overview.informationPanel",
];

/// Methods that a proxied path can take.
pub(super) const METHODS: [&str; 4] = ["DELETE", "GET", "POST", "PUT"];

/// An object that URLs can speak of.
pub(super) struct Object {
    pub(super) name: &'static str,
    /// Scope that the app must hold to use it.
    pub(super) scope: Option<&'static str>,
    /// Object that a proxied path must capture before it.
    pub(super) parent: Option<&'static str>,
}

/// Finds an object of context parameters.
pub(super) fn object(name: &str) -> Option<&'static Object> {
    OBJECTS.iter().find(|object| object.name == name)
}

const OBJECTS: [Object; 13] = [
    top("app", None),
    within_repository("branch", "repository"),
    within_repository("commit", "repository"),
    within_repository("directory", "repository"),
    within_repository("file", "repository"),
    within_repository("issue", "issue"),
    top("principal", Some("account")),
    within_repository("pullrequest", "pullrequest"),
    top("repository", Some("repository")),
    top("snippet", Some("snippet")),
    top("target_user", Some("account")),
    top("user", Some("account")),
    top("workspace", Some("account")),
];

const fn top(name: &'static str, scope: Option<&'static str>) -> Object {
    Object {
        name,
        scope,
        parent: None,
    }
}

const fn within_repository(name: &'static str, scope: &'static str) -> Object {
    Object {
        name,
        scope: Some(scope),
        parent: Some("repository"),
    }
}

/// The scope that a webhook needs.
pub(super) fn event_scope(event: &str) -> Option<&'static str> {
    match event.split_once(':')?.0 {
        "issue" => Some("issue"),
        "pullrequest" => Some("pullrequest"),
        "repo" => Some("repository"),
        _ => None,
    }
}
