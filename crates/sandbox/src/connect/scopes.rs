//! Scopes and what they imply.

/// Scopes that an app without a list of its own asks for: all that are not deprecated.
pub(crate) const ALL: [&str; 20] = [
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

/// Others that descriptors may still name.
const TOLERATED: [&str; 6] = [
    "project:write",
    "snippet",
    "team",
    "team:write",
    "test",
    "wiki",
];

/// Whether Bitbucket knows the scope.
pub(crate) fn is_known(scope: &str) -> bool {
    ALL.contains(&scope) || TOLERATED.contains(&scope)
}

/// Whether the granted scopes hold `needed`, by name or because a larger one implies it.
pub(crate) fn include<S: AsRef<str>>(granted: &[S], needed: &str) -> bool {
    granted
        .iter()
        .any(|scope| scope.as_ref() == needed || implied(scope.as_ref()).contains(&needed))
}

fn implied(scope: &str) -> &'static [&'static str] {
    match scope {
        "account:write" => &["account"],
        "issue:write" => &["issue"],
        "pipeline:variable" => &["pipeline", "pipeline:write"],
        "pipeline:write" => &["pipeline"],
        "project" | "pullrequest" | "repository:write" => &["repository"],
        "pullrequest:write" => &["pullrequest", "repository", "repository:write"],
        "runner:write" => &["runner"],
        "snippet:write" => &["snippet"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_implies_what_the_documentation_says() {
        assert!(include(&["pullrequest"], "repository"));
        assert!(include(&["pullrequest:write"], "repository:write"));
        assert!(include(&["pullrequest:write"], "pullrequest"));
        assert!(include(&["email", "account:write"], "account"));
        assert!(!include(&["repository"], "pullrequest"));
        assert!(!include(&["repository:admin"], "repository"));
        assert!(!include(&["account"], "account:write"));
        assert!(!include::<&str>(&[], "account"));
    }
}
