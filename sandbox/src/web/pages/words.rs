//! Moments and scopes in words.

use jiff::Timestamp;
use maud::{Markup, html};

/// A moment as people say it, with the exact time behind it.
pub(crate) fn moment(now: Timestamp, then: Timestamp) -> Markup {
    let exact = then.strftime("%d %b %Y %H:%M UTC").to_string();
    html! {
        time datetime=(then.strftime("%Y-%m-%dT%H:%M:%SZ")) title=(exact) { (ago(now, then)) }
    }
}

/// Time that has passed, or the date if that is more than four weeks.
pub(crate) fn ago(now: Timestamp, then: Timestamp) -> String {
    let seconds = now.as_second() - then.as_second();
    let (count, unit) = match seconds {
        ..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..172_800 => return "yesterday".to_owned(),
        172_800..2_419_200 => (seconds / 86_400, "day"),
        _ => return then.strftime("%-d %b %Y").to_string(),
    };
    format!("{count} {unit}{} ago", if count == 1 { "" } else { "s" })
}

/// `1 file`, `2 files`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Describes what a Bitbucket scope lets an app do; the scope itself if it is not known.
pub(crate) fn scope(scope: &str) -> &str {
    match scope {
        "account" => "Read your account information",
        "account:write" => "Read and modify your account information",
        "email" => "Read your account’s primary email address",
        "issue" => "Read your repositories’ issues",
        "issue:write" => "Read and modify your repositories’ issues",
        "pipeline" => "Access your repositories’ build pipelines",
        "pipeline:variable" => "Access your repositories’ build pipelines and configure variables",
        "pipeline:write" => "Access and rerun your repositories’ build pipelines",
        "project" => "Read your workspace’s project settings and repositories",
        "project:admin" => "Manage your workspace’s projects",
        "pullrequest" => "Read your repositories and their pull requests",
        "pullrequest:write" => "Read and modify your repositories and their pull requests",
        "repository" => "Read your repositories",
        "repository:admin" => "Administer your repositories",
        "repository:delete" => "Delete your repositories",
        "repository:write" => "Read and modify your repositories",
        "snippet" => "Read your snippets",
        "snippet:write" => "Read and modify your snippets",
        "webhook" => "Read and modify your repositories’ webhooks",
        "wiki" => "Read and modify your repositories’ wikis",
        other => other,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn ages_are_told_in_the_largest_unit_that_fits() {
        let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
        for (then, words) in [
            ("2026-03-01T12:00:05Z", "just now"),
            ("2026-03-01T11:59:00Z", "1 minute ago"),
            ("2026-03-01T09:30:00Z", "2 hours ago"),
            ("2026-02-28T11:00:00Z", "yesterday"),
            ("2026-02-20T12:00:00Z", "9 days ago"),
            ("2025-12-24T12:00:00Z", "24 Dec 2025"),
        ] {
            assert_eq!(ago(now, then.parse().unwrap()), words);
        }
    }
}
