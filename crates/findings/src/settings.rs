//! Settings of a team: `.bitbucket/sightline.json`, as `docs/sightline.schema.json` describes it.
//!
//! The file is somebody's text: any fault in it is reported, and then none of it applies.

use std::{collections::BTreeMap, fmt};

use bitbucket_cloud::{Account, AccountId};
use serde::Deserialize;
use serde_json::{Number, Value};
use sightline_insight::{
    companions::MIN_SHARED,
    kinds::{Kind, Kinds},
    pattern::{Pattern, PatternSet},
};

use crate::{
    account::is_bot,
    thresholds::{Thresholds, whole},
};

/// Path of the file.
pub const PATH: &str = ".bitbucket/sightline.json";

/// Settings of a team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "File")]
pub struct Settings {
    /// Kinds that files are told apart by.
    pub kinds: Kinds,
    /// Limits on the files that are said to be missing.
    pub companions: Missing,
    /// True if reports are to be published.
    pub report: bool,
    /// Limits that they fail for.
    pub thresholds: Thresholds,
    bots: Vec<String>,
    owners: BTreeMap<String, AccountId>,
}

/// Limits on the files that are said to be missing from a change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Companions")]
pub struct Missing {
    /// Number of changes in which a file was there too, at least.
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
    /// Returns whether a file is never to be named.
    pub fn ignores(&self, path: &str) -> bool {
        self.ignore.fits(path)
    }
}

impl Settings {
    /// Returns whether an account is no person: Bitbucket says so, or it is listed by its id, name or
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

    /// Account id behind an owner's name in CODEOWNERS, without `@`: an account id itself, or a
    /// username that the team has given one. Nicknames change and are not unique, so they identify
    /// nobody. Case does not matter.
    pub fn owner(&self, name: &str) -> Option<String> {
        if name.starts_with('{') && name.ends_with('}') {
            return Some(name.to_owned());
        }
        let id = self.owners.get(&name.to_lowercase())?;
        Some(id.as_str().to_owned())
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`InvalidSettings`], naming the member that cannot be used, and where in the text it is.
    pub fn parse(text: &str) -> Result<Self, InvalidSettings> {
        let mut file = serde_json::Deserializer::from_str(text);
        let settings = serde_path_to_error::deserialize(&mut file)
            .map_err(|error| InvalidSettings(error.to_string()))?;
        file.end()
            .map_err(|error| InvalidSettings(error.to_string()))?;
        Ok(settings)
    }
}

/// Reason why the file cannot be used, as a sentence without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSettings(String);

impl fmt::Display for InvalidSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidSettings {}

/// The file as it is written. Of all kinds, the first pattern that fits decides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct File {
    code: Option<Vec<Pattern>>,
    tests: Option<Vec<Pattern>>,
    docs: Option<Vec<Pattern>>,
    config: Option<Vec<Pattern>>,
    generated: Option<Vec<Pattern>>,
    vendored: Option<Vec<Pattern>>,
    lock: Option<Vec<Pattern>>,
    bots: Option<Vec<String>>,
    owners: Option<BTreeMap<String, OwnerId>>,
    companions: Option<Missing>,
    report: Option<bool>,
    thresholds: Option<Thresholds>,
    /// Address of the schema, for editors.
    #[serde(rename = "$schema")]
    _schema: Option<String>,
}

impl From<File> for Settings {
    fn from(file: File) -> Self {
        let lists = [
            (Kind::Code, file.code),
            (Kind::Test, file.tests),
            (Kind::Docs, file.docs),
            (Kind::Config, file.config),
            (Kind::Generated, file.generated),
            (Kind::Vendored, file.vendored),
            (Kind::Lock, file.lock),
        ];
        let own = lists.into_iter().flat_map(|(kind, patterns)| {
            let patterns = patterns.unwrap_or_default();
            patterns.into_iter().map(move |pattern| (kind, pattern))
        });
        Self {
            kinds: Kinds::new(own.collect()),
            companions: file.companions.unwrap_or_default(),
            report: file.report.unwrap_or_default(),
            thresholds: file.thresholds.unwrap_or_default(),
            bots: file.bots.unwrap_or_default(),
            owners: file
                .owners
                .unwrap_or_default()
                .into_iter()
                .map(|(name, OwnerId(id))| (name.trim_start_matches('@').to_lowercase(), id))
                .collect(),
        }
    }
}

/// UUID of an account, in braces.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct OwnerId(AccountId);

impl TryFrom<String> for OwnerId {
    type Error = &'static str;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        match id.starts_with('{') && id.ends_with('}') {
            true => Ok(Self(AccountId::new(id))),
            false => Err("it is no UUID in braces"),
        }
    }
}

/// The member `companions`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct Companions {
    ignore: Option<PatternSet>,
    together: Option<Together>,
}

impl From<Companions> for Missing {
    fn from(from: Companions) -> Self {
        Self {
            together: from.together.map_or(MIN_SHARED, |Together(times)| times),
            ignore: from.ignore.unwrap_or_default(),
        }
    }
}

/// Number of changes, at least [`MIN_SHARED`].
#[derive(Deserialize)]
#[serde(try_from = "Number")]
struct Together(u32);

impl TryFrom<Number> for Together {
    type Error = String;

    fn try_from(number: Number) -> Result<Self, String> {
        whole(&number, MIN_SHARED).map(Self)
    }
}

/// Settings of a repository, and a fault in their file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadedSettings {
    /// Settings that apply.
    pub settings: Settings,
    /// Fault in the file, as a sentence without its end.
    pub fault: Option<String>,
    /// Request for reports in the file.
    pub report: ReportSetting,
}

/// Request for reports in a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReportSetting {
    /// It does not ask for them.
    #[default]
    Off,
    /// It asks for them, even if something else in it is wrong.
    On,
    /// Not known: the file is no JSON.
    Unknown,
}

impl ReportSetting {
    const fn of(report: bool) -> Self {
        match report {
            true => Self::On,
            false => Self::Off,
        }
    }

    /// Reads it from a file that cannot be used, as far as possible.
    fn of_broken(text: &str) -> Self {
        match serde_json::from_str::<Value>(text) {
            Err(_) => Self::Unknown,
            Ok(json) => Self::of(json.get("report") == Some(&Value::Bool(true))),
        }
    }
}

impl LoadedSettings {
    /// Settings of a file's text; the defaults if there is no file.
    pub fn of(text: Option<&str>) -> Self {
        match text.map(Settings::parse) {
            None => Self::default(),
            Some(Ok(settings)) => Self {
                report: ReportSetting::of(settings.report),
                settings,
                fault: None,
            },
            Some(Err(fault)) => Self {
                settings: Settings::default(),
                fault: Some(fault.to_string()),
                report: text.map_or(ReportSetting::Off, ReportSetting::of_broken),
            },
        }
    }
}
