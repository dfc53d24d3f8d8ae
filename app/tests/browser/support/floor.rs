//! The page of a repository with open pull requests that a test sets.

use super::{Looked, bridge, context, look, patient, run};
use sightline_app::context::PageContext;

/// Answers of the bridge, each as JavaScript. The list is evaluated once, the rest at each call. `id` is
/// the pull request that is asked about; `ago(days)` is a time, `ann`, `bob`, `cyd` and `me` are people.
pub(crate) struct Floor {
    /// The open pull requests, in the order in which Bitbucket lists them.
    pub(crate) open: String,
    /// Script that runs before each answer about them; `page` is the page that is asked for.
    pub(crate) before: &'static str,
    /// Builds.
    pub(crate) builds: &'static str,
    /// A statement that answers for a diff.
    pub(crate) diff: String,
    /// Files that do not merge.
    pub(crate) conflicts: &'static str,
    /// People who are asked on every pull request.
    pub(crate) defaults: &'static str,
    /// The text of `.bitbucket/CODEOWNERS`.
    pub(crate) owners: &'static str,
    /// Activity.
    pub(crate) activity: &'static str,
    /// The text of `.bitbucket/sightline.json`.
    pub(crate) settings: &'static str,
}

impl Default for Floor {
    fn default() -> Self {
        Self {
            open: "[]".to_owned(),
            before: "",
            builds: "[]",
            diff: "answer(changed('f' + id))".to_owned(),
            conflicts: "[]",
            defaults: "[]",
            owners: "undefined",
            activity: "[]",
            settings: "undefined",
        }
    }
}

const WORDS: &str = "
    const ago = (days) => new Date(Date.now() - days * 86400e3 - 60e3).toISOString();
    const person = (name) => ({ uuid: '{' + name.toLowerCase() + '}', display_name: name, type: 'user' });
    const [ann, bob, cyd] = ['Ann', 'Bob', 'Cyd'].map(person);
    const me = { uuid: '{1}', display_name: 'Me', type: 'user' };
    const asks = (...people) => ({ reviewers: people,
      participants: people.map((user) => ({ user, role: 'REVIEWER', state: null })) });
    const votes = (...cast) => ({ reviewers: cast.map(([user]) => user),
      participants: cast.map(([user, state, days]) =>
        ({ user, role: 'REVIEWER', state: state || null, participated_on: days && ago(days) })) });
    const pull = (id, more) => ({ id, title: 'Pull ' + id, state: 'OPEN', draft: false, author: ann,
      source: { branch: { name: 'b' + id }, commit: { hash: 'aa' + id },
        repository: { full_name: 'acme/widgets' } },
      destination: { branch: { name: 'main' }, commit: { hash: 'd00d' } },
      created_on: ago(9), updated_on: ago(2), comment_count: 0, task_count: 0,
      reviewers: [], participants: [], ...more });
    const changed = (path, at = 1) => `diff --git a/${path} b/${path}\\n--- a/${path}\\n+++ b/${path}\\n` +
      `@@ -${at} +${at},2 @@\\n-a\\n+b${id}\\n+c\\n`;
    const changes = (...files) => files.map(([path, at]) => changed(path, at)).join('');
    const url = options.url;
    const id = Number((url.match(/(?:pullrequests\\/|aa)(\\d+)/) || [])[1]);
";

/// The page of a signed-in reader, `{1}`.
pub(crate) fn here() -> PageContext {
    context(
        r#"{ "page": "repository", "workspace": "acme", "user": "{1}",
             "repository": { "uuid": "{2}", "full_name": "acme/widgets" },
             "host_url": "https://bitbucket.example", "session": "secret" }"#,
    )
}

impl Floor {
    /// Page with these open pull requests.
    pub(crate) fn of(open: &str) -> Self {
        Self {
            open: open.to_owned(),
            ..Self::default()
        }
    }

    /// Answers from now on; what earlier visits kept is forgotten.
    pub(crate) fn open(&self) {
        let Self {
            open,
            before,
            builds,
            diff,
            conflicts,
            defaults,
            owners,
            activity,
            settings,
        } = self;
        run("history.replaceState(null, '', '#')");
        bridge(&format!(
            "{WORDS}
             const list = (values) => answer({{ values, size: values.length }});
             if (url.includes('state=OPEN')) {{
               const page = Number((url.match(/[?&]page=(\\d+)/) || [0, 1])[1]);
               {before}
               const all = (asked.all ||= {open});
               const values = all.slice((page - 1) * 50, page * 50);
               const next = all.length > page * 50
                 ? 'https://api.example/2.0/x?state=OPEN&page=' + (page + 1) : undefined;
               answer({{ values, size: all.length, next }});
             }}
             else if (url.includes('state=MERGED')) list([]);
             else if (url.includes('/statuses')) {{
               const builds = {builds};
               const said = () => builds.failing ? refuse({{ status: builds.failing }}) : list(builds);
               setTimeout(said, window.late || 0);
             }}
             else if (url.includes('/activity')) list({activity});
             else if (url.includes('/file-conflicts/')) list({conflicts});
             else if (url.includes('/effective-default-reviewers')) list({defaults});
             else if (url.includes('/CODEOWNERS') && {owners}) answer({owners});
             else if (url.includes('/diff')) {{ {diff} }}
             else if (url.includes('sightline.json') && {settings}) answer({settings});
             else refuse({{ status: 404 }});"
        ));
    }

    /// Answers, and shows the page.
    pub(crate) fn look(&self) -> Looked {
        self.open();
        again()
    }
}

/// Shows the page again.
pub(crate) fn again() -> Looked {
    look(Some(here()), patient())
}
