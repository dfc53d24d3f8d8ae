//! A repository behind the bridge: a pull request, others, and what was merged.

use super::{bridge, context};
use sightline_app::context::PageContext;

/// Answers of the bridge, each as JavaScript.
#[derive(Clone)]
pub(crate) struct Repository {
    /// The pull request that is looked at.
    pub(crate) pull: String,
    /// Its diff, or a statement that answers `/diff/`.
    pub(crate) diff: String,
    /// Its diffstat's values.
    pub(crate) files: String,
    /// Other open pull requests.
    pub(crate) others: String,
    /// Their diffs by hash of the source: `'b1': 'diff --git …'`.
    pub(crate) diffs: String,
    /// Merged pull requests.
    pub(crate) merged: String,
    /// Their diffstats' values by hash of the source.
    pub(crate) stats: String,
    /// The text of `.bitbucket/sightline.json`; empty for none.
    pub(crate) settings: String,
    /// Activity on all pull requests, newest first.
    pub(crate) activity: String,
    /// Script that answers a `PUT`; `body` is what was sent.
    pub(crate) put: String,
}

pub(crate) fn path(path: &str) -> String {
    format!(
        "{{ lines_added: 1, lines_removed: 0, old: {{ path: '{path}' }}, new: {{ path: '{path}' }} }}"
    )
}

/// A file by the lines that are new and gone.
pub(crate) fn file(path: &str, added: u32, removed: u32) -> String {
    format!(
        "{{ lines_added: {added}, lines_removed: {removed}, old: null, new: {{ path: '{path}' }} }}"
    )
}

/// A pull request as JavaScript; `more` goes on after a comma.
pub(crate) fn pull(id: u32, source: (&str, &str), target: &str, more: &str) -> String {
    let (branch, hash) = source;
    format!(
        "{{ id: {id}, title: 'Change {id}', state: 'OPEN', draft: false,
            author: {{ uuid: '{{ann}}', display_name: 'Ann Lee', type: 'user' }},
            source: {{ branch: {{ name: '{branch}' }}, commit: {{ hash: '{hash}' }},
                       repository: {{ full_name: 'acme/widgets' }} }},
            destination: {{ branch: {{ name: '{target}' }}, commit: {{ hash: window.moved || 'd00d' }} }},
            created_on: ago(9), updated_on: ago(2), comment_count: 0, task_count: 0,
            reviewers: [], participants: [], {more} }}"
    )
}

/// A diff of one file without context.
pub(crate) fn diff(path: &str, hunks: &str) -> String {
    format!("diff --git a/{path} b/{path}\\n--- a/{path}\\n+++ b/{path}\\n{hunks}")
}

impl Default for Repository {
    fn default() -> Self {
        Self {
            pull: pull(7, ("feature", "a7"), "main", ""),
            diff: format!(
                "answer('{}');",
                diff("api/a.rs", "@@ -10,3 +10 @@\\n-a\\n-b\\n-c\\n+d\\n")
            ),
            files: path("api/a.rs"),
            others: String::new(),
            diffs: String::new(),
            merged: String::new(),
            stats: String::new(),
            settings: String::new(),
            activity: String::new(),
            put: String::new(),
        }
    }
}

impl Repository {
    pub(crate) fn open(&self) {
        let Self {
            pull,
            diff,
            files,
            others,
            diffs,
            merged,
            stats,
            settings,
            activity,
            put,
        } = self;
        bridge(&format!(
            "const ago = (days) => new Date(Date.now() - days * 86400e3).toISOString();
             const url = options.url, diffs = {{ {diffs} }}, stats = {{ {stats} }};
             const hash = (url.match(/(?::|%3A)([0-9a-z]+)%0D/) || [])[1];
             const list = (values) => answer({{ values, size: values.length, pagelen: 50, page: 1 }});
             if (options.type === 'PUT') {{
               const body = JSON.parse(options.data);
               (window.puts = window.puts || []).push(options.data);
               {put}
             }} else if (url.includes('/diffstat')) {{
               list(hash in stats ? stats[hash] : [{files}]);
             }} else if (url.includes('/diff')) {{
               if (hash in diffs) answer(diffs[hash]); else {{ {diff} }}
             }} else if (url.includes('/pullrequests/7?')) answer({pull});
             else if (url.includes('/pullrequests/activity')) list([{activity}]);
             else if (url.includes('/effective-default-reviewers') && window.defaults)
               list(window.defaults);
             else if (url.includes('state=OPEN')) list([{others}]);
             else if (url.includes('state=MERGED')) list([{merged}]);
             else if (url.includes('sightline.json') && window.failing) refuse({{ status: window.failing }});
             else if (url.includes('sightline.json') && {settings:?}) answer({settings:?});
             else refuse({{ status: 404 }});"
        ));
    }
}

/// The page of pull request 7 with writing `on` or `off`, for a signed-in reader.
pub(crate) fn here(writing: &str) -> PageContext {
    context(&format!(
        r#"{{ "page": "pull-request", "workspace": "acme", "user": "{{1}}", "pull_request": 7,
              "repository": {{ "uuid": "{{2}}", "full_name": "acme/widgets" }},
              "host_url": "https://bitbucket.example", "session": "secret",
              "writing": "{writing}" }}"#
    ))
}

/// A page of the repository for a signed-in reader: `repository`.
pub(crate) fn page_of(page: &str) -> PageContext {
    context(&format!(
        r#"{{ "page": "{page}", "workspace": "acme", "user": "{{1}}",
              "repository": {{ "uuid": "{{2}}", "full_name": "acme/widgets" }},
              "host_url": "https://bitbucket.example", "session": "secret" }}"#
    ))
}
