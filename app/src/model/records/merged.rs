//! A pull request that was merged. Nothing of it changes any more.

use bitbucket_cloud::{Account, AccountId, FileChange, PullRequest, Timestamp, Vote};
use sightline_insight::{FileChange as Changed, Merged};

use super::{Fields, Line};
use crate::model::activity::{is_bot, key};

const VERSION: u32 = 1;

/// What is kept of a merged pull request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedPullRequest {
    /// Its number.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// Head of its source; empty if that is not known.
    pub source: String,
    /// Name of the branch that it went to; empty if that is not known.
    pub target: String,
    /// When it was opened.
    pub created_on: Timestamp,
    /// When it was merged. Bitbucket does not say; this is its last activity when it was first read,
    /// which is the merge unless somebody commented later.
    pub merged_on: Timestamp,
    /// Who wrote it, if that account still exists.
    pub author: Option<Account>,
    /// Who else took part.
    pub people: Vec<Participation>,
    /// What it changed; nothing if Bitbucket cannot say any more.
    pub files: Vec<Changed>,
    /// Those of them that it removed, by path.
    pub removed: Vec<String>,
}

/// Somebody who took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participation {
    /// Who.
    pub account: Account,
    /// When they last did something; `None` if they only were asked.
    pub last: Option<Timestamp>,
    /// Their last vote.
    pub vote: Option<Vote>,
}

impl MergedPullRequest {
    /// Of a pull request that was read just now; `files` come later.
    pub fn of(pull: &PullRequest) -> Self {
        let others = pull.participants.iter().filter_map(|one| {
            let account = one.user.as_ref()?;
            let author = pull
                .author
                .as_ref()
                .is_some_and(|author| author.is(account));
            (!author).then(|| Participation {
                account: account.clone(),
                last: one.participated_on,
                vote: one.state.clone(),
            })
        });
        let branch = pull.destination.branch.as_ref();
        let commit = pull.source.commit.as_ref();
        Self {
            id: pull.id,
            title: pull.title.clone(),
            source: commit.map(|commit| commit.hash.clone()).unwrap_or_default(),
            target: branch.map(|branch| branch.name.clone()).unwrap_or_default(),
            created_on: pull.created_on,
            merged_on: pull.updated_on,
            author: pull.author.clone(),
            people: others.collect(),
            files: Vec::new(),
            removed: Vec::new(),
        }
    }

    /// With the files of a diffstat.
    #[must_use]
    pub fn with_files(mut self, files: &[FileChange]) -> Self {
        self.files = files.iter().map(changed).collect();
        let removed = files.iter().filter(|file| file.is_removed());
        self.removed = removed.map(|file| file.path().to_owned()).collect();
        self
    }

    /// Keys sort by time of merge.
    pub fn key(&self) -> String {
        let mut key = padded(self.merged_on.unix());
        key.push('-');
        key.push_str(&self.id.to_string());
        key
    }

    /// What the analysis wants: people are account ids, those who only were asked and bots are left
    /// out.
    pub fn plain(&self) -> Merged {
        let reviewers = self
            .people
            .iter()
            .filter(|took| !is_bot(&took.account) && (took.last.is_some() || took.vote.is_some()));
        Merged {
            id: self.id.into(),
            author: self.author.as_ref().map(key).unwrap_or_default().to_owned(),
            reviewers: reviewers
                .map(|took| key(&took.account).to_owned())
                .collect(),
            created_on: self.created_on.unix(),
            merged_on: self.merged_on.unix(),
            files: self.files.clone(),
        }
    }

    /// As a line.
    pub fn line(&self) -> String {
        let mut line = Line::default();
        line.number(VERSION)
            .number(self.id)
            .text(&self.title)
            .text(&self.source)
            .text(&self.target)
            .number(self.created_on.unix())
            .number(self.merged_on.unix());
        account(&mut line, self.author.as_ref());
        line.count(self.people.len());
        for took in &self.people {
            account(&mut line, Some(&took.account));
            line.number(took.last.map_or(-1, Timestamp::unix));
            line.text(match &took.vote {
                None => "",
                Some(Vote::Approved) => "approved",
                Some(Vote::ChangesRequested) => "changes_requested",
                Some(Vote::Other(word)) => word,
            });
        }
        line.count(self.files.len());
        for file in &self.files {
            line.text(&file.path);
            line.text(file.old_path.as_deref().unwrap_or_default());
            line.number(lines(file.lines_added))
                .number(lines(file.lines_removed));
        }
        line.count(self.removed.len());
        for path in &self.removed {
            line.text(path);
        }
        line.finish()
    }

    /// From a line; `None` if that is not one of these.
    pub fn parse(line: &str) -> Option<Self> {
        let mut fields = Fields::of(line)?;
        if fields.number()? != i64::from(VERSION) {
            return None;
        }
        Some(Self {
            id: fields.unsigned()?,
            title: fields.text()?,
            source: fields.text()?,
            target: fields.text()?,
            created_on: Timestamp::from_unix(fields.number()?),
            merged_on: Timestamp::from_unix(fields.number()?),
            author: read_account(&mut fields)?,
            people: fields.list(|fields| {
                Some(Participation {
                    account: read_account(fields)?.unwrap_or_default(),
                    last: match fields.number()? {
                        -1 => None,
                        time => Some(Timestamp::from_unix(time)),
                    },
                    vote: fields.some_text()?.map(Vote::from),
                })
            })?,
            files: fields.list(|fields| {
                Some(Changed {
                    path: fields.text()?,
                    old_path: fields.some_text()?,
                    lines_added: fields.unsigned()?.into(),
                    lines_removed: fields.unsigned()?.into(),
                })
            })?,
            removed: fields.list(Fields::text)?,
        })
    }
}

/// What the analysis wants to know of a file.
pub fn changed(file: &FileChange) -> Changed {
    Changed {
        path: file.path().to_owned(),
        old_path: file.old_path().map(str::to_owned),
        lines_added: file.added().into(),
        lines_removed: file.removed().into(),
    }
}

pub fn account(line: &mut Line, account: Option<&Account>) {
    let uuid = account.and_then(|account| account.uuid.as_ref());
    line.text(uuid.map(AccountId::as_str).unwrap_or_default());
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    line.text(&text(
        account.and_then(|account| account.display_name.as_ref()),
    ));
    line.text(&text(account.and_then(|account| account.kind.as_ref())));
}

pub fn read_account(fields: &mut Fields<'_>) -> Option<Option<Account>> {
    let account = Account {
        uuid: fields.some_text()?.map(AccountId::new),
        display_name: fields.some_text()?,
        kind: fields.some_text()?,
        ..Account::default()
    };
    Some((account != Account::default()).then_some(account))
}

fn lines(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Twelve digits, so that text sorts as numbers do.
fn padded(number: i64) -> String {
    let digits = number.max(0).to_string();
    let mut padded = "0".repeat(12_usize.saturating_sub(digits.len()));
    padded.push_str(&digits);
    padded
}
