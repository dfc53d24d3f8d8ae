//! What a team decides: `.bitbucket/sightline.json`, as `docs/sightline.schema.json` describes it.
//!
//! The file is somebody's text: whatever is wrong with it is said, and then none of it applies.

use bitbucket_cloud::{Account, AccountId, FromJson, Json, Mismatch, Reader};
use js_sys::{JSON, Reflect};
use sightline_insight::{
    companions::MIN_SHARED,
    kinds::{Kind, Kinds},
    pattern::Pattern,
};
use wasm_bindgen::JsValue;

use crate::{host::json::json, model::activity::is_bot};

/// Where the file is.
pub const PATH: &str = ".bitbucket/sightline.json";

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
    ignore: Vec<Pattern>,
}

impl Default for Missing {
    fn default() -> Self {
        Self {
            together: MIN_SHARED,
            ignore: Vec::new(),
        }
    }
}

impl Missing {
    /// Whether a file is never to be named.
    pub fn ignores(&self, path: &str) -> bool {
        self.ignore.iter().any(|pattern| pattern.fits(path))
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
        Self { together, ignore }
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

/// Settings of a repository, and a fault in their file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadedSettings {
    /// What applies.
    pub settings: Settings,
    /// What is wrong with the file, as a sentence without its end.
    pub fault: Option<String>,
}

impl LoadedSettings {
    /// What a file says; nothing, where there is none.
    pub fn of(text: Option<&str>) -> Self {
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
