//! Makes the calls that the planner asks for, in one tab at a time.

use std::{cell::Cell, sync::Arc, time::Duration};

use bitbucket_cloud::{Error, Timestamp};
use futures_util::future::join_all;
use gloo_timers::future::sleep;
use js_sys::Date;

use super::{
    planner::{CrawlPlanner, CrawlRequest, CrawlResponse, Goal},
    quota::CallQuota,
};
use crate::{
    api::Services,
    browser::{clock, slices::Slices},
    cache::{Lock, local_storage, records},
    context::Page,
    model::{
        history::{
            CrawlProgress, CrawlTarget, MergedHistory, MergedHistoryBuilder, OpenPullRequest,
        },
        records::MergedPullRequest,
    },
};

/// Milliseconds between two reports of what was read; more where a report takes long.
const REPORT_EVERY: f64 = 1_000.0;
/// Ratio of the time between reports to the time that one takes.
const REPORT_SHARE: f64 = 20.0;
/// Pause before a later visit's crawl: what the page itself asks for comes first.
const HEAD_START: Duration = Duration::from_secs(1);
/// Time after which a waiting crawl looks again at the clock, and at what the reader asked for.
const LOOK_UP: Duration = Duration::from_secs(1);
/// Seconds after which Bitbucket is asked again when it allows no more calls.
const RATE_LIMIT_PAUSE: i64 = 900;
/// Name under which all tabs count their calls.
const CALLS: &str = "sightline calls";

/// Report of a crawl.
#[derive(Debug)]
pub enum CrawlEvent {
    /// Merged pull requests, as far as they are known now.
    Merged(Arc<MergedHistory>),
    /// Open pull requests, as far as they are known now.
    Open(Result<OpenList, Error>),
    /// Progress of the crawl.
    Progress(CrawlProgress),
}

/// Open pull requests, newest activity first, with the diffs that are kept.
#[derive(Debug, Clone)]
pub struct OpenList {
    /// Those that were listed.
    pub listed: Arc<Vec<OpenPullRequest>>,
    /// Number of all, where Bitbucket counts them.
    pub total: Option<u32>,
}

/// Input of a crawl, and the callback for its reports.
pub struct CrawlControl<'a> {
    /// Returns the target that the reader has set; called repeatedly.
    pub target: &'a dyn Fn() -> CrawlTarget,
    /// Takes what it reports.
    pub report: &'a dyn Fn(CrawlEvent),
    /// Returns whether the reader wants to go on before the wait is over; called repeatedly during it.
    pub hurried: &'a dyn Fn() -> bool,
    /// Calls of this page that the quota of all tabs has counted.
    pub counted: &'a Cell<u32>,
}

/// Open pull requests, newest activity first, with the diffs that are kept. Takes one call, and does not
/// wait for a crawl.
///
/// # Errors
/// Those of the call.
pub async fn list_open(services: &Services) -> Result<OpenList, Error> {
    let answer = services.client.open_pull_requests(services.repository());
    let page = answer.await?;
    let listed = page.values.into_iter();
    let listed = listed.map(|pull| records::open(&services.cache, pull));
    Ok(OpenList {
        listed: Arc::new(listed.collect()),
        total: page.size,
    })
}

/// Reads what the target asks for and the cache does not hold, and reports it as it comes.
pub async fn run(services: &Services, control: CrawlControl<'_>) {
    let cache = &services.cache;
    cache.ready().await;
    let mut merged = records::merged(cache).await;
    control.report_merged(&merged).await;
    let name = format!("sightline {}", cache.scope());
    let lock = match Lock::take(&name).await {
        Some(lock) => Some(lock),
        None => {
            control.progress(CrawlProgress::Elsewhere);
            (control.report)(CrawlEvent::Open(list_open(services).await));
            let lock = Lock::wait(&name).await;
            cache.reload().await;
            merged = records::merged(cache).await;
            control.report_merged(&merged).await;
            lock
        }
    };
    let mut crawl = Crawl::new(services, &control, merged);
    if !crawl.plan.is_first() {
        // What the page itself asks for comes first, and counts.
        sleep(HEAD_START).await;
    }
    loop {
        match crawl.next().await {
            Next::Calls(asks) => {
                let answers = asks.iter().map(|ask| call(services, ask));
                let answers = join_all(answers).await;
                crawl.take(asks, answers);
            }
            Next::Wait(until) => control.wait(until).await,
            Next::End => break,
        }
    }
    drop(lock);
}

/// Next step of a crawl.
enum Next {
    Calls(Vec<CrawlRequest>),
    End,
    Wait(Timestamp),
}

/// A crawl on its way.
struct Crawl<'a> {
    services: &'a Services,
    control: &'a CrawlControl<'a>,
    plan: CrawlPlanner,
    /// Reason why no calls are made until that time, or any more.
    halt: Option<Result<Timestamp, Error>>,
    /// Time at which the known pull requests were last shown, in milliseconds since 1970.
    shown: f64,
    /// Time that showing them took, in milliseconds.
    took: f64,
    /// Number of merged ones that were shown.
    merged: Option<usize>,
}

impl<'a> Crawl<'a> {
    fn new(
        services: &'a Services,
        control: &'a CrawlControl<'a>,
        merged: Vec<Arc<MergedPullRequest>>,
    ) -> Self {
        let goal = match (control.target)() {
            CrawlTarget::Further => Goal::Further,
            CrawlTarget::Known(enough) => Goal::Known(enough),
            CrawlTarget::Stop | CrawlTarget::Visit => Goal::Visit,
        };
        let this = match services.context.page {
            Page::PullRequest { id } => id,
            Page::Repository => 0,
        };
        let spent = services.client.budget().spent();
        Self {
            services,
            control,
            plan: CrawlPlanner::new(goal, merged, &services.cache, spent, this),
            halt: None,
            shown: 0.0,
            took: 0.0,
            merged: None,
        }
    }

    async fn next(&mut self) -> Next {
        match self.halt.take() {
            Some(Ok(until)) => return self.wait(until).await,
            Some(Err(error)) => {
                self.show().await;
                if self.plan.open().is_none() {
                    (self.control.report)(CrawlEvent::Open(Err(error.clone())));
                }
                self.control.progress(CrawlProgress::Failed(error));
                return Next::End;
            }
            None => {}
        }
        let spent = self.services.client.budget().spent();
        let asks = self.plan.next_requests(&self.services.cache, spent);
        if asks.is_empty() || (self.control.target)() == CrawlTarget::Stop {
            self.show_all().await;
            self.control.progress(match asks.is_empty() {
                true => CrawlProgress::Done(CrawlPlanner::reach(&self.services.cache)),
                false => CrawlProgress::Stopped,
            });
            return Next::End;
        }
        let (read, of) = self.plan.progress();
        self.control.progress(CrawlProgress::Reading { read, of });
        if Date::now() - self.shown >= REPORT_EVERY.max(self.took * REPORT_SHARE) {
            self.show().await;
        }
        if let Some(until) = pause(self.services, self.control.counted) {
            self.plan.requeue(asks.into_iter());
            return self.wait(until).await;
        }
        Next::Calls(asks)
    }

    async fn wait(&mut self, until: Timestamp) -> Next {
        self.show_all().await;
        self.control.progress(CrawlProgress::Waiting(until));
        Next::Wait(until)
    }

    /// Hands the answers over, up to the first failure.
    fn take(&mut self, asks: Vec<CrawlRequest>, answers: Vec<Result<CrawlResponse, Error>>) {
        let mut asks = asks.into_iter();
        for answer in answers {
            let Some(ask) = asks.next() else {
                break;
            };
            let got = match (answer, &ask) {
                (Ok(got), _) => got,
                (Err(error), CrawlRequest::Diff(_)) if error.is_lasting() => CrawlResponse::Refused,
                (Err(Error::Status { .. }), CrawlRequest::Diff(_) | CrawlRequest::Files(_)) => {
                    CrawlResponse::Nothing
                }
                (Err(Error::RateLimited | Error::BudgetSpent { .. }), _) => {
                    self.plan.requeue([ask].into_iter().chain(asks));
                    let later = Timestamp::from_unix(clock::now().unix() + RATE_LIMIT_PAUSE);
                    self.halt = Some(Ok(later));
                    return;
                }
                (Err(error), _) => {
                    self.halt = Some(Err(error));
                    return;
                }
            };
            let spent = self.services.client.budget().spent();
            let taken = self.plan.take(ask, got, &self.services.cache, spent);
            if let Err(error) = taken {
                self.halt = Some(Err(error));
                return;
            }
        }
    }

    /// Shows what is known before the crawl rests: readers see what is open all the same.
    async fn show_all(&mut self) {
        self.show().await;
        if self.plan.open().is_none() {
            (self.control.report)(CrawlEvent::Open(list_open(self.services).await));
        }
    }

    async fn show(&mut self) {
        let begun = Date::now();
        let merged = self.plan.merged();
        if self.merged != Some(merged.len()) {
            self.merged = Some(merged.len());
            self.control.report_merged(merged).await;
        }
        if let Some(open) = self.plan.open() {
            let open = OpenList {
                listed: Arc::new(open.to_vec()),
                total: self.plan.total(),
            };
            (self.control.report)(CrawlEvent::Open(Ok(open)));
        }
        self.shown = Date::now();
        self.took = self.shown - begun;
    }
}

impl CrawlControl<'_> {
    /// Waits until that time, or until the reader hurries it.
    async fn wait(&self, until: Timestamp) {
        while clock::now() < until && !(self.hurried)() {
            sleep(LOOK_UP).await;
        }
    }

    fn progress(&self, progress: CrawlProgress) {
        (self.report)(CrawlEvent::Progress(progress));
    }

    /// Pauses so that the page stays fluid.
    async fn report_merged(&self, merged: &[Arc<MergedPullRequest>]) {
        let mut history = MergedHistoryBuilder::default();
        let mut slices = Slices::begin();
        for record in merged {
            slices.pause_if_due().await;
            history.push(Arc::clone(record));
        }
        (self.report)(CrawlEvent::Merged(Arc::new(history.build())));
    }
}

async fn call(services: &Services, request: &CrawlRequest) -> Result<CrawlResponse, Error> {
    let (client, at) = (&services.client, services.repository());
    let page = match request {
        CrawlRequest::Diff(pull) => return Ok(CrawlResponse::Diff(services.diff(pull).await?)),
        CrawlRequest::Files(pull) => return Ok(CrawlResponse::Files(services.files(pull).await?)),
        CrawlRequest::Kept(..) => return Ok(CrawlResponse::Nothing),
        CrawlRequest::Merged(span) => client.merged_pull_requests(at, *span).await?,
        CrawlRequest::More(request) => client.page(request.clone()).await?,
        CrawlRequest::Open => client.open_pull_requests(at).await?,
    };
    Ok(CrawlResponse::Pulls(page))
}

/// Counts this page's calls with those of the other tabs; returns until when to wait.
pub(super) fn pause(services: &Services, counted: &Cell<u32>) -> Option<Timestamp> {
    let spent = services.client.budget().spent();
    let mut quota = CallQuota::parse(&local_storage::kept(CALLS).unwrap_or_default());
    quota.add(clock::now(), spent - counted.replace(spent));
    local_storage::keep(CALLS, &quota.text());
    quota.pause(clock::now())
}
