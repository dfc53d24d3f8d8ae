//! Order of the calls of a crawl: the open pull requests, then the merged ones.
//!
//! The first visit reads the newest part of the past, from now backwards. Later ones read what was
//! merged since, oldest first: so there is never a gap between what is known, whenever a tab is
//! closed. A merged pull request whose diff was read while it was open costs no call.
//!
//! The planner makes no calls itself: it says which to make, and is told the answers in the same
//! order. What it learns goes to the cache at once.

use std::{
    collections::{HashSet, VecDeque},
    sync::Arc,
};

use bitbucket_cloud::{Error, FileChange, Page, PullRequest, PullRequestState, Request, Span};
use sightline_insight::overlap::{FileHunks, hunks};

use super::limits::{
    AT_ONCE, COMPARED_DIFFS, FIRST_DIFFS, FIRST_VISIT, FIRST_VISIT_PAGES, KEPT_MERGED, LATER_VISIT,
};
use crate::{
    cache::{Cache, Table, records},
    model::{
        history::{OpenPullRequest, Reach},
        records::MergedPullRequest,
    },
};

/// Key of the [`Reach`] of what is kept; none until a first visit has read as far as it goes.
const REACH: &str = "reach";
/// Key of the last activity of the newest open pull request that was seen, in seconds.
const SEEN: &str = "seen";

/// Extent to which a plan reads the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// Up to the call limit of a visit.
    Visit,
    /// As many calls again as on a first visit, further back.
    Further,
    /// Until that many merged pull requests are known, without a call limit.
    Known(usize),
}

/// A call, or what stands for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrawlRequest {
    /// The diff of an open pull request.
    Diff(Arc<PullRequest>),
    /// The files of a merged one.
    Files(PullRequest),
    /// Those of one that are known from when it was open: no call, only its turn.
    Kept(PullRequest, Vec<FileChange>),
    /// A first page of merged ones.
    Merged(Span),
    /// Another page.
    More(Request),
    /// The first page of open ones.
    Open,
}

/// Response to a [`CrawlRequest`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrawlResponse {
    /// A page of pull requests.
    Pulls(Page<PullRequest>),
    /// A diff.
    Diff(String),
    /// Files.
    Files(Vec<FileChange>),
    /// Bitbucket cannot say now.
    Nothing,
    /// Bitbucket cannot say as long as the commits stay: it is too large, or gone.
    Refused,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Lists what is open.
    Open,
    /// Reads diffs of it.
    Diffs,
    /// Lists what was merged since the last visit.
    Since,
    /// Reads files of it.
    News,
    /// Lists and reads what was merged before.
    Back,
    End,
}

/// Planner of a crawl's calls: open pull requests first, then merged ones.
#[derive(Debug)]
pub struct CrawlPlanner {
    goal: Goal,
    /// No visit came to its end before.
    first: bool,
    /// The pull request of this page: its diff is asked for by the page itself.
    this: u32,
    /// Calls that this page may have made at the end.
    limit: u32,
    stage: Stage,
    asks: VecDeque<CrawlRequest>,
    /// Newest first, until all of their pages are read.
    news: Vec<PullRequest>,
    /// The next page of the past.
    next: Option<Request>,
    /// Pages of open ones that were read, and whether those are all.
    pages: usize,
    complete: bool,
    /// Oldest first.
    merged: Vec<Arc<MergedPullRequest>>,
    /// Their numbers.
    known: HashSet<u32>,
    open: Vec<OpenPullRequest>,
    /// Number of all that are open.
    total: Option<u32>,
    listed: bool,
    read: usize,
    of: usize,
}

impl CrawlPlanner {
    /// Begins with what is kept. `spent` calls were made by this page; `this` is its pull request,
    /// 0 without one.
    pub fn new(
        goal: Goal,
        merged: Vec<Arc<MergedPullRequest>>,
        cache: &Cache,
        spent: u32,
        this: u32,
    ) -> Self {
        let first = Self::is_first_visit(cache);
        let limit = match goal {
            Goal::Known(_) => u32::MAX,
            Goal::Further => spent.saturating_add(FIRST_VISIT),
            Goal::Visit if first => FIRST_VISIT,
            Goal::Visit => LATER_VISIT,
        };
        Self {
            goal,
            first,
            this,
            limit,
            stage: Stage::Open,
            asks: VecDeque::from([CrawlRequest::Open]),
            news: Vec::new(),
            next: None,
            pages: 0,
            complete: false,
            known: merged.iter().map(|record| record.id).collect(),
            merged,
            open: Vec::new(),
            total: None,
            listed: false,
            read: 0,
            of: 0,
        }
    }

    /// Returns whether no visit has read this repository to its end before.
    pub fn is_first_visit(cache: &Cache) -> bool {
        cache.get::<Reach>(Table::Meta, REACH).is_none()
    }

    /// Returns whether no visit had read this repository to its end when the plan began.
    pub fn is_first(&self) -> bool {
        self.first
    }

    /// Merged pull requests, oldest first.
    pub fn merged(&self) -> &[Arc<MergedPullRequest>] {
        &self.merged
    }

    /// Open pull requests, last active first; `None` until they were listed.
    pub fn open(&self) -> Option<&[OpenPullRequest]> {
        self.listed.then_some(self.open.as_slice())
    }

    /// Number of all that are open, once Bitbucket has counted them.
    pub fn total(&self) -> Option<u32> {
        self.total
    }

    /// Number of pull requests that were read, and of those to read.
    pub fn progress(&self) -> (usize, usize) {
        (self.read, self.of.max(self.read))
    }

    /// Part of the past that is known.
    pub fn reach(cache: &Cache) -> Reach {
        cache.get(Table::Meta, REACH).unwrap_or(Reach::Newest)
    }

    /// Next calls, in this order: a few at a time, none at the end.
    pub fn next_requests(&mut self, cache: &Cache, spent: u32) -> Vec<CrawlRequest> {
        while self.asks.is_empty() && self.stage != Stage::End {
            self.go_on(cache, spent);
        }
        if self.stage == Stage::Back && self.is_far_enough(spent) {
            self.end(cache, Reach::Newest);
        }
        let mut calls = 0;
        let mut asks = Vec::new();
        while let Some(ask) = self.asks.pop_front() {
            let ask = match ask {
                CrawlRequest::Files(pull) => match records::diff(cache, &pull) {
                    Some(open) => CrawlRequest::Kept(pull, open.files()),
                    None => CrawlRequest::Files(pull),
                },
                ask => ask,
            };
            calls += usize::from(!matches!(ask, CrawlRequest::Kept(..)));
            asks.push(ask);
            if calls == AT_ONCE {
                break;
            }
        }
        asks
    }

    /// Puts back what was not answered.
    pub fn requeue(&mut self, asks: impl DoubleEndedIterator<Item = CrawlRequest>) {
        for ask in asks.rev() {
            self.asks.push_front(ask);
        }
    }

    /// Takes an answer.
    ///
    /// # Errors
    /// [`Error::ForeignPage`] if the page after this one is not Bitbucket's.
    pub fn take(
        &mut self,
        ask: CrawlRequest,
        got: CrawlResponse,
        cache: &Cache,
        spent: u32,
    ) -> Result<(), Error> {
        match (ask, got) {
            (CrawlRequest::Diff(pull), got) => {
                self.read += 1;
                match got {
                    CrawlResponse::Diff(diff) => self.keep_open(&pull, hunks(&diff), cache),
                    CrawlResponse::Refused => self.keep_refusal(&pull, cache),
                    _ => {}
                }
            }
            (CrawlRequest::Files(pull), CrawlResponse::Files(files))
            | (CrawlRequest::Kept(pull, files), _) => {
                self.keep_merged(MergedPullRequest::of(&pull).with_files(&files), cache);
            }
            // Known to be unknown.
            (CrawlRequest::Files(pull), _) => self.keep_merged(MergedPullRequest::of(&pull), cache),
            (ask, CrawlResponse::Pulls(page)) => {
                let next = page.next()?;
                match self.stage {
                    Stage::Open => {
                        self.total = page.size.or(self.total);
                        self.take_open(page.values, next, cache, spent);
                    }
                    Stage::Since => self.take_since(page.values, next),
                    _ => {
                        // Its first page says how many there are.
                        if let CrawlRequest::Merged(_) = ask {
                            self.expect(page.size, spent);
                        }
                        self.next = next;
                        let pulls = self.unknown(page.values);
                        self.asks.extend(pulls.into_iter().map(CrawlRequest::Files));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Moves on to the next stage, once everything of this one is answered.
    fn go_on(&mut self, cache: &Cache, spent: u32) {
        match self.stage {
            Stage::Open | Stage::Diffs => {
                if let Some(newest) = self.open.first() {
                    let newest = newest.pull_request.updated_on.unix();
                    cache.put(Table::Meta, SEEN, &newest);
                }
                match self.merged.last() {
                    Some(newest) if spent < self.limit => {
                        self.stage = Stage::Since;
                        let since = Span::Since(newest.merged_on);
                        self.asks.push_back(CrawlRequest::Merged(since));
                    }
                    _ => self.go_back(cache),
                }
            }
            Stage::Since | Stage::News => {
                self.forget_closed(cache);
                self.go_back(cache);
            }
            Stage::Back => match self.next.take() {
                Some(request) => self.asks.push_back(CrawlRequest::More(request)),
                None => self.end(cache, Reach::All),
            },
            Stage::End => {}
        }
    }

    fn go_back(&mut self, cache: &Cache) {
        let known = Self::reach(cache) == Reach::All;
        if known || (self.goal == Goal::Visit && !self.first) {
            self.stage = Stage::End;
            return;
        }
        self.stage = Stage::Back;
        let span = match self.merged.first() {
            Some(oldest) => Span::Before(oldest.merged_on),
            None => Span::All,
        };
        self.asks.push_back(CrawlRequest::Merged(span));
    }

    fn is_far_enough(&self, spent: u32) -> bool {
        let known = self.merged.len();
        match self.goal {
            _ if known >= KEPT_MERGED => true,
            Goal::Known(enough) => known >= enough,
            Goal::Further | Goal::Visit => {
                spent >= self.limit && matches!(self.asks.front(), Some(CrawlRequest::Files(_)))
            }
        }
    }

    fn end(&mut self, cache: &Cache, reach: Reach) {
        cache.put(Table::Meta, REACH, &reach);
        self.asks.clear();
        self.stage = Stage::End;
    }

    fn take_open(
        &mut self,
        pulls: Vec<PullRequest>,
        next: Option<Request>,
        cache: &Cache,
        spent: u32,
    ) {
        self.pages += 1;
        for pull in pulls {
            self.open.push(records::open(cache, pull));
        }
        self.listed = true;
        self.complete = next.is_none();
        if self.first
            && self.pages < FIRST_VISIT_PAGES
            && let Some(next) = next
        {
            return self.asks.push_back(CrawlRequest::More(next));
        }
        self.stage = Stage::Diffs;
        self.want_diffs(cache, spent);
    }

    /// Those of what is new or changed, each for a call more, and as many more as fit in.
    fn want_diffs(&mut self, cache: &Cache, spent: u32) {
        let seen: i64 = cache.get(Table::Meta, SEEN).unwrap_or(0);
        let left = self.limit.saturating_sub(spent);
        let mut room = match self.first {
            true => (left / 2).max(left.min(FIRST_DIFFS)),
            false => left / 2,
        };
        for other in self.open.iter().take(COMPARED_DIFFS) {
            if other.changes.is_some() || other.refused || other.pull_request.id == self.this {
                continue;
            }
            if !self.first && other.pull_request.updated_on.unix() > seen {
                self.limit = self.limit.saturating_add(1);
            } else if room == 0 {
                continue;
            } else {
                room -= 1;
            }
            self.asks
                .push_back(CrawlRequest::Diff(Arc::clone(&other.pull_request)));
        }
        self.of += self.asks.len();
    }

    fn take_since(&mut self, pulls: Vec<PullRequest>, next: Option<Request>) {
        let mut pulls = self.unknown(pulls);
        self.news.append(&mut pulls);
        if let Some(next) = next {
            return self.asks.push_back(CrawlRequest::More(next));
        }
        self.stage = Stage::News;
        self.of += self.news.len();
        let oldest_first = self.news.drain(..).rev();
        self.asks.extend(oldest_first.map(CrawlRequest::Files));
    }

    /// Counts in what will be read of so many that there are.
    fn expect(&mut self, size: Option<u32>, spent: u32) {
        let room = match self.goal {
            Goal::Known(enough) => enough.min(KEPT_MERGED).saturating_sub(self.merged.len()),
            Goal::Further | Goal::Visit => self.limit.saturating_sub(spent) as usize,
        };
        let size = size.map_or(usize::MAX, |size| size as usize);
        self.of += size.min(room);
    }

    fn unknown(&self, mut pulls: Vec<PullRequest>) -> Vec<PullRequest> {
        pulls.retain(|pull| {
            pull.state == PullRequestState::Merged && !self.known.contains(&pull.id)
        });
        pulls
    }

    fn keep_open(&mut self, pull: &PullRequest, changes: Vec<FileHunks>, cache: &Cache) {
        records::keep_diff(cache, pull, &changes);
        let same = |other: &&mut OpenPullRequest| other.pull_request.id == pull.id;
        if let Some(other) = self.open.iter_mut().find(same) {
            other.changes = Some(Arc::new(changes));
        }
    }

    fn keep_refusal(&mut self, pull: &PullRequest, cache: &Cache) {
        records::keep_refusal(cache, pull);
        let same = |other: &&mut OpenPullRequest| other.pull_request.id == pull.id;
        if let Some(other) = self.open.iter_mut().find(same) {
            other.refused = true;
        }
    }

    fn keep_merged(&mut self, fact: MergedPullRequest, cache: &Cache) {
        records::keep_merged(cache, &fact);
        self.known.insert(fact.id);
        self.read += 1;
        let order = (fact.merged_on, fact.id);
        let earlier = |other: &Arc<MergedPullRequest>| (other.merged_on, other.id) < order;
        let place = self.merged.partition_point(earlier);
        self.merged.insert(place, Arc::new(fact));
        if self.merged.len() > KEPT_MERGED {
            let oldest = self.merged.remove(0);
            records::remove_merged(cache, &oldest);
            self.known.remove(&oldest.id);
        }
    }

    /// Drops diffs of what is not open any more. Those of merged ones were of use until now.
    fn forget_closed(&self, cache: &Cache) {
        if !self.complete {
            return;
        }
        for key in cache.keys(Table::Diffs) {
            let open = |other: &OpenPullRequest| other.pull_request.id.to_string() == key;
            if !self.open.iter().any(open) {
                cache.remove(Table::Diffs, &key);
            }
        }
        for id in records::refusals(cache) {
            if !self.open.iter().any(|other| other.pull_request.id == id) {
                records::remove_refusal(cache, id);
            }
        }
    }
}
