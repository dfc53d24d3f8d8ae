//! Scopes, as Bitbucket's documentation has them.

use atlassian_connect::descriptor::scopes::{ALL, include, is_known};

#[test]
fn a_scope_implies_what_the_documentation_says() {
    assert!(include(&["pullrequest"], "repository"));
    assert!(include(&["pullrequest:write"], "repository:write"));
    assert!(include(&["pullrequest:write"], "pullrequest"));
    assert!(include(&["project"], "repository"));
    assert!(include(&["email", "account:write"], "account"));
    assert!(!include(&["repository"], "pullrequest"));
    assert!(!include(&["repository:admin"], "repository"));
    assert!(!include(&["account"], "account:write"));
    assert!(!include::<&str>(&[], "account"));
}

#[test]
fn deprecated_scopes_are_known_but_never_asked_for() {
    for scope in ["snippet", "team", "wiki"] {
        assert!(is_known(scope) && !ALL.contains(&scope), "{scope}");
    }
    assert!(!is_known("pullrequests"));
}
