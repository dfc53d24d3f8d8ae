//! Reading what is not known yet: the open pull requests, then the merged ones.
//!
//! The first visit reads the newest part of the past, from now backwards. Later ones read what was
//! merged since, oldest first: so there is never a gap between what is known, whenever a tab is
//! closed. A merged pull request whose diff was read while it was open costs no call.

use std::{rc::Rc, time::Duration};

use bitbucket_cloud::{Error, PullRequest, PullRequestState, Repository, Request, Span, Timestamp};
use js_sys::Date;
use sightline_insight::{
    order::sorted,
    overlap::{FileHunks, hunks},
};

use super::{Known, Other, Past, Progress, Reach, Wish, all::all, pace::Pace};
use crate::{
    clock,
    context::Place,
    facts::MergedFact,
    load::Load,
    page::Shared,
    store::{Lock, Store, Table, local},
};

/// Calls of a first visit, and of each wish for more, all of the page's own among them.
const FIRST: u32 = 106;
/// The same for later visits; changed pull requests come on top.
const LATER: u32 = 8;
/// Open pull requests that are compared at most, last active first.
const COMPARED: usize = 40;
/// Answers that are waited for together.
const AT_ONCE: usize = 4;
/// Milliseconds between two looks at what grows.
const CALM: f64 = 1_000.0;
/// Before the background begins.
const HEAD_START: Duration = Duration::from_secs(1);
/// Seconds after which Bitbucket is asked again when it wants no more calls.
const PAUSE: i64 = 900;
/// The pace of all pages.
const CALLS: &str = "sightline calls";
/// There once the past was read as far as a first visit goes.
const BEGUN: &str = "begun";
/// Last activity of the newest open pull request that was seen.
const SEEN: &str = "seen";

/// Why it ended before its end.
enum Halt {
    Failed(Error),
    Stopped,
    Waiting(Timestamp),
}

/// Whether what was merged since the last visit is known.
#[derive(PartialEq, Eq)]
enum Since {
    /// The next visit will read it.
    Later,
    Read,
}

pub(super) async fn run(known: Known) {
    let shared = known.app.shared();
    let mut crawl = Crawl::new(known, Rc::clone(&shared));
    crawl.recall().await;
    let name = ["sightline ", shared.store.scope()].concat();
    let lock = match Lock::take(&name).await {
        Some(lock) => Some(lock),
        None => {
            known.progress.set(Progress::Elsewhere);
            let lock = Lock::wait(&name).await;
            shared.store.again().await;
            crawl.recall().await;
            lock
        }
    };
    loop {
        let ended = crawl.read().await;
        crawl.publish();
        let until = match ended {
            Ok(reach) => return known.progress.set(Progress::Done(reach)),
            Err(Halt::Failed(error)) => return crawl.failed(error),
            Err(Halt::Stopped) => return known.progress.set(Progress::Stopped),
            Err(Halt::Waiting(until)) => until,
        };
        known.progress.set(Progress::Waiting(until));
        clock::sleep(until.since(clock::now())).await;
        if lock.is_none() || crawl.wish() == Wish::Stop {
            return;
        }
    }
}

struct Crawl {
    known: Known,
    shared: Rc<Shared>,
    repository: Repository,
    /// Oldest first.
    merged: Vec<Rc<MergedFact>>,
    open: Vec<Other>,
    /// Whether those were read.
    listed: bool,
    /// Whether those are all.
    complete: bool,
    /// How many merged ones were handed out.
    shown: Option<usize>,
    /// When what is known was last handed out, in milliseconds.
    published: f64,
    read: usize,
    of: usize,
}

impl Crawl {
    fn new(known: Known, shared: Rc<Shared>) -> Self {
        Self {
            repository: (*known.repository.now()).clone(),
            known,
            shared,
            merged: Vec::new(),
            open: Vec::new(),
            listed: false,
            complete: false,
            shown: None,
            published: 0.0,
            read: 0,
            of: 0,
        }
    }

    // What is on no page any more, nobody wants.
    fn wish(&self) -> Wish {
        let wish = self.known.wish.now_or_gone();
        wish.map_or(Wish::Stop, |wish| *wish)
    }

    fn store(&self) -> &Store {
        &self.shared.store
    }

    /// Takes what is stored.
    async fn recall(&mut self) {
        let rows = self.store().all(Table::Merged).await;
        let facts = rows.iter().filter_map(|(_, row)| MergedFact::parse(row));
        self.merged = sorted(facts.map(Rc::new), |a, b| {
            (a.merged_on, a.id) < (b.merged_on, b.id)
        });
        self.publish();
    }

    async fn read(&mut self) -> Result<Reach, Halt> {
        (self.read, self.of) = (0, 0);
        let first = self.store().get(Table::Note, BEGUN).await.is_none();
        if !first {
            // What the page itself asks for comes first, and counts.
            clock::sleep(HEAD_START).await;
        }
        let further = self.wish() == Wish::Further;
        let spent = self.shared.client.budget().spent();
        let limit = match (first, further) {
            (_, true) => spent + FIRST,
            (true, _) => FIRST,
            (false, _) => LATER,
        };
        let limit = self.read_open(limit, first).await?;
        if !self.merged.is_empty() && self.read_since(limit).await? == Since::Read {
            self.forget_closed().await;
        }
        if first || further {
            return self.read_back(limit).await;
        }
        Ok(
            match self.store().get(Table::Note, BEGUN).await.as_deref() {
                Some("all") => Reach::All,
                _ => Reach::Newest,
            },
        )
    }

    /// The open pull requests and their diffs. The limit that is left: one call more for each that
    /// is new or changed.
    async fn read_open(&mut self, mut limit: u32, first: bool) -> Result<u32, Halt> {
        let repository = self.repository.clone();
        let mut page = self.got(self.shared.client.open_pull_requests(&repository).await)?;
        let mut pulls = std::mem::take(&mut page.values);
        let mut next = self.got(page.next())?;
        if let Some(request) = next.take() {
            if first {
                page = self.got(self.shared.client.page(request).await)?;
                pulls.append(&mut page.values);
                next = self.got(page.next())?;
            } else {
                next = Some(request);
            }
        }
        // Its own diff is asked for by the page.
        let this = match self.shared.context.place {
            Place::PullRequest { id, .. } => id,
            Place::Configure | Place::Repository(_) => 0,
        };
        self.open = Vec::new();
        for pull in pulls {
            let fact = self.shared.stored(&pull).await;
            let changes = fact.map(|fact| Rc::new(fact.hunks));
            self.open.push(Other { pull, changes });
        }
        self.listed = true;
        self.publish();
        let seen = self.store().get(Table::Note, SEEN).await;
        let seen: i64 = seen.and_then(|seen| seen.parse().ok()).unwrap_or(0);
        let spent = self.shared.client.budget().spent();
        let mut room = limit.saturating_sub(spent) / 2;
        let mut wanted = Vec::new();
        for other in self.open.iter().take(COMPARED) {
            if other.changes.is_some() || other.pull.id == this {
                continue;
            }
            if !first && other.pull.updated_on.unix() > seen {
                limit += 1;
            } else if room == 0 {
                continue;
            } else {
                room -= 1;
            }
            wanted.push(other.pull.clone());
        }
        self.of = wanted.len();
        for some in wanted.chunks(AT_ONCE) {
            self.go_on().await?;
            let diffs = some.iter().map(|pull| self.shared.diff(&repository, pull));
            let diffs = all(diffs.collect()).await;
            for (pull, diff) in some.iter().zip(diffs) {
                self.read += 1;
                match diff {
                    Ok(diff) => self.keep_open(pull, hunks(&diff)),
                    // Too large for Bitbucket, or gone: nothing is known of it.
                    Err(Error::Status { .. }) => {}
                    Err(error) => return Err(self.halt(error)),
                }
            }
        }
        if let Some(newest) = self.open.first() {
            let newest = newest.pull.updated_on.unix().to_string();
            self.store().put(Table::Note, SEEN, &newest);
        }
        self.complete = next.is_none();
        Ok(limit)
    }

    /// Drops diffs of what is not open any more. Those of merged ones were of use until now.
    async fn forget_closed(&self) {
        if !self.complete {
            return;
        }
        for (key, _) in self.store().all(Table::Open).await {
            let open = |other: &Other| other.pull.id.to_string() == key;
            if !self.open.iter().any(open) {
                self.store().remove(Table::Open, &key);
            }
        }
    }

    fn keep_open(&mut self, pull: &PullRequest, changes: Vec<FileHunks>) {
        self.shared.keep(pull, &changes);
        let same = |other: &&mut Other| other.pull.id == pull.id;
        if let Some(other) = self.open.iter_mut().find(same) {
            other.changes = Some(Rc::new(changes));
        }
    }

    /// The newest part of the past, or the part before the one that is known.
    async fn read_back(&mut self, limit: u32) -> Result<Reach, Halt> {
        let repository = self.repository.clone();
        let span = match self.merged.first() {
            Some(oldest) => Span::Before(oldest.merged_on),
            None => Span::All,
        };
        let client = &self.shared.client;
        let mut page = self.got(client.merged_pull_requests(&repository, span).await)?;
        let room = limit.saturating_sub(client.budget().spent());
        let size = page.size.map_or(usize::MAX, |size| size as usize);
        self.of += size.min(room as usize);
        loop {
            let next = self.got(page.next())?;
            let news: Vec<PullRequest> = self.news(std::mem::take(&mut page.values));
            for some in news.chunks(AT_ONCE) {
                if self.shared.client.budget().spent() >= limit {
                    self.store().put(Table::Note, BEGUN, "newest");
                    return Ok(Reach::Newest);
                }
                self.read_merged(some).await?;
            }
            let Some(request) = next else {
                self.store().put(Table::Note, BEGUN, "all");
                return Ok(Reach::All);
            };
            page = self.got(self.shared.client.page(request).await)?;
        }
    }

    /// What was merged since the last visit, oldest first.
    async fn read_since(&mut self, limit: u32) -> Result<Since, Halt> {
        if self.shared.client.budget().spent() >= limit {
            return Ok(Since::Later);
        }
        let repository = self.repository.clone();
        let span = match self.merged.last() {
            Some(newest) => Span::Since(newest.merged_on),
            None => Span::All,
        };
        let client = Rc::clone(&self.shared);
        let first = client.client.merged_pull_requests(&repository, span).await;
        let mut page = self.got(first)?;
        let mut news = Vec::new();
        loop {
            news.extend(self.news(std::mem::take(&mut page.values)));
            let next: Option<Request> = self.got(page.next())?;
            match next {
                Some(request) => page = self.got(client.client.page(request).await)?,
                None => break,
            }
        }
        news.reverse();
        self.of += news.len();
        for some in news.chunks(AT_ONCE) {
            self.read_merged(some).await?;
        }
        Ok(Since::Read)
    }

    fn news(&self, pulls: Vec<PullRequest>) -> Vec<PullRequest> {
        let mut pulls = pulls;
        pulls.retain(|pull| {
            pull.state == PullRequestState::Merged
                && !self.merged.iter().any(|fact| fact.id == pull.id)
        });
        pulls
    }

    async fn read_merged(&mut self, some: &[PullRequest]) -> Result<(), Halt> {
        self.go_on().await?;
        let repository = self.repository.clone();
        let mut facts = Vec::new();
        let mut asked = Vec::new();
        for pull in some {
            let fact = MergedFact::of(pull);
            match self.shared.stored(pull).await {
                Some(open) => facts.push(fact.with_files(&open.files())),
                None => asked.push((pull, fact)),
            }
        }
        let files = asked
            .iter()
            .map(|(pull, _)| self.shared.files(&repository, pull));
        let files = all(files.collect()).await;
        for ((_, fact), files) in asked.into_iter().zip(files) {
            facts.push(match files {
                Ok(files) => fact.with_files(&files),
                // Bitbucket cannot say any more: known to be unknown.
                Err(Error::Status { .. }) => fact,
                Err(error) => return Err(self.halt(error)),
            });
        }
        for fact in facts {
            self.store().put(Table::Merged, &fact.key(), &fact.line());
            self.store().remove(Table::Open, &fact.id.to_string());
            self.read += 1;
            let order = (fact.merged_on, fact.id);
            let place = self
                .merged
                .partition_point(|other| (other.merged_on, other.id) < order);
            self.merged.insert(place, Rc::new(fact));
        }
        Ok(())
    }

    /// Between two rounds: shows what is known, unless that was just done, and whether to go on.
    async fn go_on(&mut self) -> Result<(), Halt> {
        if self.wish() == Wish::Stop {
            return Err(Halt::Stopped);
        }
        let (read, of) = (self.read, self.of.max(self.read));
        self.known.progress.set(Progress::Reading { read, of });
        if Date::now() - self.published >= CALM {
            self.publish();
        }
        let spent = self.shared.client.budget().spent();
        let mut pace = Pace::parse(&local::kept(CALLS).unwrap_or_default());
        let counted = self.known.counted.now_or_gone();
        pace.add(
            clock::now(),
            spent - counted.map_or(spent, |counted| *counted),
        );
        self.known.counted.set(spent);
        local::keep(CALLS, &pace.line());
        match pace.pause(clock::now()) {
            Some(until) => Err(Halt::Waiting(until)),
            None => Ok(()),
        }
    }

    fn got<T>(&self, answer: Result<T, Error>) -> Result<T, Halt> {
        answer.map_err(|error| self.halt(error))
    }

    fn halt(&self, error: Error) -> Halt {
        match error {
            Error::RateLimited | Error::BudgetSpent { .. } => {
                Halt::Waiting(Timestamp::from_unix(clock::now().unix() + PAUSE))
            }
            error => Halt::Failed(error),
        }
    }

    fn failed(&self, error: Error) {
        if !self.listed {
            self.known.others.set(Load::Failed(error.clone()));
        }
        self.known.progress.set(Progress::Failed(error));
    }

    fn publish(&mut self) {
        self.published = Date::now();
        if self.shown != Some(self.merged.len()) {
            self.shown = Some(self.merged.len());
            let past = Past::of(self.merged.clone());
            self.known.past.set(Load::Ready(Rc::new(past)));
        }
        if self.listed {
            let open = self.open.clone();
            self.known.others.set(Load::Ready(Rc::new(open)));
        }
    }
}
