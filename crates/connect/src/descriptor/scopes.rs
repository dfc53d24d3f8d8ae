//! The scopes that Bitbucket knows, and what they imply.

/// Scopes of its OpenAPI document that are not deprecated: what an app without a list of its own asks
/// for.
pub const ALL: [&str; 20] = [
    "account",
    "account:write",
    "email",
    "issue",
    "issue:write",
    "pipeline",
    "pipeline:variable",
    "pipeline:write",
    "project",
    "project:admin",
    "pullrequest",
    "pullrequest:write",
    "repository",
    "repository:admin",
    "repository:delete",
    "repository:write",
    "runner",
    "runner:write",
    "snippet:write",
    "webhook",
];

/// Others that descriptors may still name: those of its OpenAPI document, and `project:write` of its
/// scopes page.
const TOLERATED: [&str; 6] = [
    "project:write",
    "snippet",
    "team",
    "team:write",
    "test",
    "wiki",
];

/// Returns whether Bitbucket knows the scope. An unknown one makes it reject the whole descriptor.
pub fn is_known(scope: &str) -> bool {
    ALL.contains(&scope) || TOLERATED.contains(&scope)
}

/// Returns whether the granted scopes hold `needed`, by name or because a larger one implies it.
pub fn include<S: AsRef<str>>(granted: &[S], needed: &str) -> bool {
    granted.iter().any(|scope| {
        let scope = scope.as_ref();
        scope == needed || implied(scope).contains(&needed)
    })
}

fn implied(scope: &str) -> &'static [&'static str] {
    match scope {
        "account:write" => &["account"],
        "issue:write" => &["issue"],
        "pipeline:variable" => &["pipeline", "pipeline:write"],
        "pipeline:write" => &["pipeline"],
        "project" | "pullrequest" | "repository:write" => &["repository"],
        "project:write" => &["project", "repository"],
        "pullrequest:write" => &["pullrequest", "repository", "repository:write"],
        "runner:write" => &["runner"],
        "snippet:write" => &["snippet"],
        "team:write" => &["team"],
        _ => &[],
    }
}
