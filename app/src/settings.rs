//! What a team decides: `.bitbucket/sightline.json`, as `docs/sightline.schema.json` describes it.
//!
//! The file is somebody's text: whatever is wrong with it is said, and then none of it applies.

use std::rc::Rc;

use bitbucket_cloud::{Account, AccountId, Error, FromJson, Json, Mismatch, PullRequest, Reader};
use js_sys::{JSON, Reflect};
use sightline_insight::{
    companions::MIN_SHARED,
    kinds::{Kind, Kinds},
    pattern::{Pattern, PatternSet},
};
use wasm_bindgen::JsValue;

use crate::{
    host::json::json,
    load::Load,
    page::Shared,
    review::past::is_bot,
    source::Source,
    store::{Rows, Table},
};

/// Where the file is.
pub const PATH: &str = ".bitbucket/sightline.json";

/// The key of the note that keeps the file.
const NOTE: &str = "settings";

/// The members. Those of [`Kind::ALL`] come first; the first pattern that fits decides. Editors look
/// for the one after them.
const MEMBERS: [&str; 9] = [
    "code",
    "tests",
    "docs",
    "generated",
    "vendored",
    "lock",
    "$schema",
    "bots",
    "companions",
];

/// What a team decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// How files are told apart.
    pub kinds: Kinds,
    /// What is said to be missing.
    pub companions: Missing,
    bots: Vec<String>,
}

/// What is said to be missing from a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// In how many changes a file was there too, at least.
    pub together: u32,
    ignore: PatternSet,
}

impl Default for Missing {
    fn default() -> Self {
        Self {
            together: MIN_SHARED,
            ignore: PatternSet::default(),
        }
    }
}

impl Missing {
    /// Whether a file is never to be named.
    pub fn ignores(&self, path: &str) -> bool {
        self.ignore.fits(path)
    }
}

impl Settings {
    /// Whether an account is no person: Bitbucket says so, or it is listed by its id, name or
    /// nickname.
    pub fn is_bot(&self, account: &Account) -> bool {
        let id = account.uuid.as_ref().map(AccountId::as_str);
        let mut listed = self.bots.iter();
        is_bot(account)
            || listed.any(|bot| {
                let bot = Some(bot.as_str());
                bot == id
                    || bot == account.display_name.as_deref()
                    || bot == account.nickname.as_deref()
            })
    }

    /// From the parsed file.
    ///
    /// # Errors
    /// [`Mismatch`], naming the member that cannot be used.
    pub fn of(file: &Json) -> Result<Self, Mismatch> {
        file.read()
    }
}

impl FromJson for Settings {
    fn from_json(from: &mut Reader<'_>) -> Self {
        only(from, &MEMBERS);
        let mut own = Vec::new();
        for (kind, name) in Kind::ALL.iter().zip(MEMBERS) {
            let Patterns(patterns) = from.or_default(name);
            for pattern in patterns {
                own.push((*kind, pattern));
            }
        }
        from.maybe::<String>("$schema");
        Self {
            kinds: Kinds::new(own),
            companions: from.or_default("companions"),
            bots: from.or_default("bots"),
        }
    }
}

impl FromJson for Missing {
    fn from_json(from: &mut Reader<'_>) -> Self {
        only(from, &["ignore", "together"]);
        let Patterns(ignore) = from.or_default("ignore");
        let AtLeast(together) = from.or_default("together");
        Self {
            together,
            ignore: ignore.into(),
        }
    }
}

/// Fails for what is no object, or has other members.
fn only(from: &mut Reader<'_>, names: &[&str]) {
    match from.json() {
        Json::Object(members) => {
            let mut members = members.iter();
            if let Some((name, _)) = members.find(|(name, _)| !names.contains(&name.as_str())) {
                from.fail("there is no setting ", name);
            }
        }
        _ => from.fail("it is not ", "an object"),
    }
}

#[derive(Default)]
struct Patterns(Vec<Pattern>);

impl FromJson for Patterns {
    fn from_json(from: &mut Reader<'_>) -> Self {
        let mut patterns = Vec::new();
        for text in Vec::<String>::from_json(from) {
            match Pattern::parse(&text) {
                Some(pattern) => patterns.push(pattern),
                None => from.fail("this is no pattern: ", &text),
            }
        }
        Self(patterns)
    }
}

struct AtLeast(u32);

impl Default for AtLeast {
    fn default() -> Self {
        Self(MIN_SHARED)
    }
}

impl FromJson for AtLeast {
    fn from_json(from: &mut Reader<'_>) -> Self {
        let times = u32::from_json(from);
        if times < MIN_SHARED {
            from.fail("it is less than ", &MIN_SHARED.to_string());
        }
        Self(times)
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// What applies.
    pub(crate) settings: Settings,
    /// What is wrong with the file, as a sentence without its end.
    pub(crate) fault: Option<String>,
}

impl Found {
    /// What a file says; nothing, where there is none.
    pub(crate) fn of(text: Option<&str>) -> Self {
        let read = text.map(|text| {
            let file = JSON::parse(text).map_err(|error| message(&error))?;
            Settings::of(&json(&file)).map_err(|mismatch| mismatch.to_string())
        });
        match read {
            None => Self::default(),
            Some(Ok(settings)) => Self {
                settings,
                fault: None,
            },
            Some(Err(fault)) => Self {
                settings: Settings::default(),
                fault: Some(fault),
            },
        }
    }
}

/// Browsers say where the text stops being JSON.
fn message(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok();
    let message = message.and_then(|message| message.as_string());
    message.unwrap_or_default()
}

impl Source<Found> {
    /// The settings that apply, once they are known: Sightline's own where they cannot be read.
    pub(crate) fn rules(self) -> Option<Rc<Found>> {
        match self.get() {
            Load::Failed(_) => Some(Rc::default()),
            Load::Loading => None,
            Load::Ready(found) => Some(found),
        }
    }
}

/// Reads the file where a pull request goes to. One call, none while its destination stays.
///
/// # Errors
/// Any [`Error`] but that of a missing file.
pub(crate) async fn ask(shared: &Shared, pull: &PullRequest) -> Result<Found, Error> {
    let Some(commit) = &pull.destination.commit else {
        return Ok(Found::default());
    };
    // The hash of the commit in a line of its own, then the file; no line ends where there is none.
    let store = &shared.store;
    store.ready().await;
    let row = store.row(Table::Note, NOTE).unwrap_or_default();
    let mut kept = row.splitn(2, '\n');
    if kept.next() == Some(&commit.hash) {
        return Ok(Found::of(kept.next()));
    }
    let file = shared.client.file(shared.repository(), &commit.hash, PATH);
    let text = file.await?;
    let row = match &text {
        Some(text) => [&commit.hash, "\n", text].concat(),
        None => commit.hash.clone(),
    };
    store.put(Table::Note, NOTE, &row);
    Ok(Found::of(text.as_deref()))
}
