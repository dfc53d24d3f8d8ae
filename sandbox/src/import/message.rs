//! Traces of a merged pull request in a commit message.

/// A pull request as a message tells it. All texts are untrusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// Its number.
    pub(super) number: u64,
    /// The source branch, if it is named.
    pub(super) branch: Option<String>,
    /// Its title.
    pub(super) title: String,
    /// Its description, without trailers.
    pub(super) description: String,
    /// People in the trailers `Approved-by` and `Reviewed-by`.
    pub(super) reviewers: Vec<Reviewer>,
}

/// A name in a trailer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reviewer {
    /// The name.
    pub(super) name: String,
    /// The address, if it is told.
    pub(super) email: Option<String>,
}

/// Trailers that are about the pull request rather than the change.
const TRAILERS: [&str; 5] = [
    "approved-by",
    "co-authored-by",
    "pr-url",
    "reviewed-by",
    "signed-off-by",
];

impl Message {
    /// Reads, in this order, a `PR-URL:` trailer, Bitbucket's `Merged in branch (pull request #1)`,
    /// GitHub's `Merge pull request #1 from owner/branch` and its `Title (#1)`.
    pub(super) fn read(message: &str) -> Option<Self> {
        let (subject, body) = message.split_once('\n').unwrap_or((message, ""));
        let subject = subject.trim();
        if let Some(number) = trailer(body, "pr-url").next().and_then(number_of_url) {
            let title = squashed(subject).map_or(subject, |(_, title)| title);
            return Some(Self::with(number, None, title, body));
        }
        if let Some((number, branch)) = merged_in(subject).or_else(|| merge_from(subject)) {
            let (title, rest) = first_line(body);
            let title = match title {
                "" => branch,
                title => title,
            };
            return Some(Self::with(number, Some(branch.to_owned()), title, rest));
        }
        let (number, title) = squashed(subject)?;
        Some(Self::with(number, None, title, body))
    }

    fn with(number: u64, branch: Option<String>, title: &str, body: &str) -> Self {
        let mut reviewers: Vec<Reviewer> = Vec::new();
        for text in trailer(body, "approved-by").chain(trailer(body, "reviewed-by")) {
            let reviewer = Reviewer::read(text);
            if !reviewer.name.is_empty() && !reviewers.contains(&reviewer) {
                reviewers.push(reviewer);
            }
        }
        let kept: Vec<&str> = body
            .lines()
            .filter(|line| {
                key_and_value(line).is_none_or(|(key, _)| !TRAILERS.contains(&key.as_str()))
            })
            .collect();
        Self {
            number,
            branch,
            title: title.to_owned(),
            description: kept.join("\n").trim().to_owned(),
            reviewers,
        }
    }
}

impl Reviewer {
    // `Name <address>` or `Name`.
    fn read(text: &str) -> Self {
        let (name, email) = match text.split_once('<') {
            Some((name, rest)) => (name, rest.split('>').next()),
            None => (text, None),
        };
        Self {
            name: name.trim().to_owned(),
            email: email
                .map(|email| email.trim().to_owned())
                .filter(|email| !email.is_empty()),
        }
    }
}

fn trailer<'a>(body: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    body.lines()
        .filter_map(key_and_value)
        .filter(move |(key, _)| key == name)
        .map(|(_, value)| value)
}

fn key_and_value(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.trim().split_once(": ")?;
    Some((key.to_ascii_lowercase(), value.trim()))
}

fn number(digits: &str) -> Option<u64> {
    let number = digits.parse::<u32>().ok().filter(|number| *number > 0)?;
    Some(number.into())
}

// `https://host/owner/repository/pull/12`
fn number_of_url(url: &str) -> Option<u64> {
    number(url.trim_end_matches('/').rsplit('/').next()?)
}

fn merged_in(subject: &str) -> Option<(u64, &str)> {
    let rest = subject.strip_prefix("Merged in ")?;
    let (branch, digits) = rest.strip_suffix(')')?.rsplit_once(" (pull request #")?;
    Some((number(digits)?, branch))
}

// The owner of the source repository is not part of the branch.
fn merge_from(subject: &str) -> Option<(u64, &str)> {
    let rest = subject.strip_prefix("Merge pull request #")?;
    let (digits, source) = rest.split_once(" from ")?;
    let branch = source.split_once('/').map_or(source, |(_, branch)| branch);
    Some((number(digits)?, branch))
}

fn squashed(subject: &str) -> Option<(u64, &str)> {
    let (title, digits) = subject.strip_suffix(')')?.rsplit_once(" (#")?;
    Some((number(digits)?, title))
}

fn first_line(body: &str) -> (&str, &str) {
    let body = body.trim_start();
    let (line, rest) = body.split_once('\n').unwrap_or((body, ""));
    match key_and_value(line) {
        Some((key, _)) if TRAILERS.contains(&key.as_str()) => ("", body),
        _ => (line.trim(), rest),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn reviewer(name: &str, email: Option<&str>) -> Reviewer {
        Reviewer {
            name: name.into(),
            email: email.map(Into::into),
        }
    }

    #[test]
    fn bitbuckets_merges_are_read() {
        let text = "Merged in feature/x (pull request #7)\n\nAdd x\n\n* one\n* two\n\n\
                    Approved-by: Bo Bold\nApproved-by: Cy <cy@example.com>\nApproved-by: Bo Bold\n";
        assert_eq!(
            Message::read(text).unwrap(),
            Message {
                number: 7,
                branch: Some("feature/x".into()),
                title: "Add x".into(),
                description: "* one\n* two".into(),
                reviewers: vec![
                    reviewer("Bo Bold", None),
                    reviewer("Cy", Some("cy@example.com"))
                ],
            }
        );
        let bare = Message::read("Merged in fix (pull request #8)\n\nApproved-by: Bo\n").unwrap();
        assert_eq!(
            (bare.title.as_str(), bare.description.as_str()),
            ("fix", "")
        );
    }

    #[test]
    fn githubs_merges_and_squashes_are_read() {
        let merge = "Merge pull request #12 from ann/fix/it\n\nFix it\n";
        let merge = Message::read(merge).unwrap();
        assert_eq!((merge.number, merge.title.as_str()), (12, "Fix it"));
        assert_eq!(merge.branch.as_deref(), Some("fix/it"));
        let squash = "Revert \"Fix it (#12)\" (#13)\n\nBecause.\n\nCo-authored-by: Bo <b@x>\n";
        let squash = Message::read(squash).unwrap();
        assert_eq!(squash.number, 13);
        assert_eq!(squash.title, "Revert \"Fix it (#12)\"");
        assert_eq!(
            (squash.branch, squash.description.as_str()),
            (None, "Because.")
        );
    }

    #[test]
    fn a_link_to_the_pull_request_is_read() {
        let text = "lib: do (#3)\n\nMore.\n\nPR-URL: https://host.example/o/r/pull/41\n\
                    Reviewed-By: Bo Bold <bo@example.com>\nReviewed-by: Cy\n";
        let message = Message::read(text).unwrap();
        assert_eq!((message.number, message.title.as_str()), (41, "lib: do"));
        assert_eq!(message.description, "More.");
        assert_eq!(
            message.reviewers,
            [
                reviewer("Bo Bold", Some("bo@example.com")),
                reviewer("Cy", None)
            ]
        );
    }

    #[test]
    fn other_messages_are_not_about_pull_requests() {
        for text in [
            "",
            "Fix it",
            "Fix #12",
            "Fix (#x)",
            "Fix (#0)",
            "Fix (#99999999999)",
            "Merge branch 'main'",
            "Merged in x",
            "Merge pull request #x from a/b",
            "Fix\n\nSee PR-URL in the docs",
        ] {
            assert_eq!(Message::read(text), None, "{text}");
        }
    }
}
