//! A pull request in review, all of whose parts a test can set.

use sightline_app::host::Host;

use super::{Looked, bridge, context, host, look, patient};

/// Everything the bridge answers about one pull request: JavaScript, evaluated at each call. A part
/// that is `refuse(500)` fails.
pub(crate) struct Review {
    /// Added to the pull request.
    pub(crate) pull: &'static str,
    pub(crate) activity: &'static str,
    pub(crate) comments: &'static str,
    pub(crate) statuses: &'static str,
    pub(crate) tasks: &'static str,
    pub(crate) conflicts: &'static str,
    pub(crate) behind: &'static str,
    pub(crate) defaults: &'static str,
    /// The text of `.bitbucket/CODEOWNERS`.
    pub(crate) owners: &'static str,
    pub(crate) files: &'static str,
    /// The text of `.bitbucket/sightline.json` at the destination `settings0000`.
    pub(crate) settings: &'static str,
}

impl Default for Review {
    fn default() -> Self {
        Self {
            pull: "",
            activity: "[]",
            comments: "[]",
            statuses: "[]",
            tasks: "[]",
            conflicts: "[]",
            behind: "[]",
            defaults: "[]",
            owners: "undefined",
            settings: "undefined",
            files: "[{ lines_added: 3, lines_removed: 1, old: null, new: { path: 'api/a.rs' } }]",
        }
    }
}

/// Names that the scripts may use. `ago(days)` is a time.
const WORDS: &str = "
    const ago = (days) => new Date(Date.now() - days * 86400e3 - 60e3).toISOString();
    const person = (name) => ({ uuid: '{' + name.toLowerCase() + '}', display_name: name,
      nickname: name.toLowerCase(), type: 'user' });
    const [ann, bob, cyd, dee] = ['Ann', 'Bob', 'Cyd', 'Dee'].map(person);
    const robot = { ...person('Robot'), type: 'app_user' };
    const voted = (user, state, days) =>
      ({ user, role: 'REVIEWER', state, participated_on: ago(days) });
    const said = (id, user, days, more) =>
      ({ comment: { id, user, created_on: ago(days), ...more } });
    const inline = { path: 'api/a.rs' };
    const pushed = (days, hash, more) => ({ update: { date: ago(days), author: ann,
      state: 'OPEN', source: { commit: { hash } }, ...more } });
    const failing = (status) => ({ failing: status });
    const last = options.url;
    // Late enough for a skeleton to be seen.
    const settle = (values) => values && values.failing
      ? setTimeout(() => refuse({ status: values.failing }), 200) : values.then ? 0 : answer(Array.isArray(values) ? { values } : values);
";

impl Review {
    /// Answers, and shows the panel.
    pub(crate) fn look(&self) -> Looked {
        self.look_through(host())
    }

    /// Shows the panel; it waits for answers that never come.
    pub(crate) fn look_patiently(&self) -> Looked {
        self.look_through(patient())
    }

    fn look_through(&self, host: Host) -> Looked {
        let Self {
            pull,
            activity,
            comments,
            statuses,
            tasks,
            conflicts,
            behind,
            defaults,
            owners,
            files,
            settings,
        } = self;
        bridge(&format!(
            "{WORDS}
             if (last.includes('/activity')) settle({activity});
             else if (last.includes('/comments')) settle({comments});
             else if (last.includes('/statuses')) settle({statuses});
             else if (last.includes('/tasks')) settle({tasks});
             else if (last.includes('/file-conflicts/')) settle({conflicts});
             else if (last.includes('/commits?')) settle({behind});
             else if (last.includes('/effective-default-reviewers')) settle({defaults});
             else if (last.includes('/diffstat')) settle({files});
             else if (last.includes('/.bitbucket/')) {{
               const text = last.endsWith('/CODEOWNERS') ? {owners}
                 : last.includes('/settings0000/') ? {settings} : undefined;
               text !== undefined
                 ? (text.failing ? refuse({{ status: text.failing }}) : answer(text))
                 : refuse({{ status: 404 }});
             }}
             else if (last.includes('/pullrequests/7?')) answer({{
               id: 7, title: 'Say *hello* to @all <b>|`', state: 'OPEN', draft: false, author: ann,
               source: {{ branch: {{ name: 'hello' }}, commit: {{ hash: 'aaaaaaaaaaaa' }},
                 repository: {{ full_name: 'acme/widgets' }} }},
               destination: {{ branch: {{ name: 'main' }}, commit: {{ hash: 'bbbbbbbbbbbb' }} }},
               created_on: ago(5), updated_on: ago(0), task_count: 0, reviewers: [],
               participants: [], {pull}
             }});
             else if (last.includes('state=')) answer({{ values: [] }});
             else refuse({{ status: 404 }});"
        ));
        look(
            Some(context(
                r#"{ "page": "pull-request", "workspace": "acme", "user": "{1}",
                     "pull_request": 7,
                     "repository": { "uuid": "{2}", "full_name": "acme/widgets" },
                     "host_url": "https://bitbucket.example", "session": "secret" }"#,
            )),
            host,
        )
    }
}
