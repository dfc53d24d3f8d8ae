//! Making the calls of a plan, in one tab at a time.

use std::{pin::Pin, rc::Rc, time::Duration};

use bitbucket_cloud::{Error, Timestamp};
use js_sys::Date;

use super::{
    Known, Past, Progress, Wish,
    all::all,
    pace::Pace,
    plan::{Ask, Goal, Got, Plan},
};
use crate::{
    clock,
    context::Place,
    facts::MergedFact,
    load::Load,
    page::Shared,
    store::{Lock, local},
};

/// Milliseconds between two looks at what grows; more where a look takes long.
const CALM: f64 = 1_000.0;
/// So much more time passes between looks than they take.
const PATIENCE: f64 = 20.0;
/// Before the background begins.
const HEAD_START: Duration = Duration::from_secs(1);
/// Seconds after which Bitbucket is asked again when it wants no more calls.
const PAUSE: i64 = 900;
/// The pace of all pages.
const CALLS: &str = "sightline calls";

pub(super) async fn run(known: Known) {
    let shared = known.app.shared();
    let store = &shared.store;
    store.ready().await;
    show(known, &MergedFact::kept(store));
    let name = ["sightline ", store.scope()].concat();
    let lock = match Lock::take(&name).await {
        Some(lock) => Some(lock),
        None => {
            known.progress.set(Progress::Elsewhere);
            let lock = Lock::wait(&name).await;
            store.again().await;
            show(known, &MergedFact::kept(store));
            lock
        }
    };
    let mut crawl = Box::new(Crawl::new(known, Rc::clone(&shared)));
    if !crawl.plan.is_first() {
        // What the page itself asks for comes first, and counts.
        clock::sleep(HEAD_START).await;
    }
    loop {
        match crawl.next() {
            Next::Calls(asks) => {
                let answers = asks.iter().map(|ask| call(&shared, ask));
                let answers = all(answers.collect()).await;
                crawl.take(asks, answers);
            }
            Next::Wait(until) => clock::sleep(until.since(clock::now())).await,
            Next::End => break,
        }
    }
    drop(lock);
}

/// What to do now.
enum Next {
    Calls(Vec<Ask>),
    End,
    Wait(Timestamp),
}

/// A plan on its way. Nothing in here waits: what is held while one waits is code for each member.
struct Crawl {
    known: Known,
    shared: Rc<Shared>,
    plan: Plan,
    /// Why there are no calls for now, or no more.
    halt: Option<Result<Timestamp, Error>>,
    /// When what is known was last shown, in milliseconds.
    shown: f64,
    /// How long that took.
    took: f64,
    /// How many merged ones were shown.
    merged: Option<usize>,
}

impl Crawl {
    fn new(known: Known, shared: Rc<Shared>) -> Self {
        let goal = match wish(known) {
            Wish::Further => Goal::Further,
            Wish::Known(enough) => Goal::Known(enough),
            Wish::Stop | Wish::Visit => Goal::Visit,
        };
        let this = match shared.context.place {
            Place::PullRequest(id) => id,
            Place::Repository => 0,
        };
        let spent = shared.client.budget().spent();
        Self {
            known,
            plan: Plan::new(goal, &shared.store, spent, this),
            shared,
            halt: None,
            shown: 0.0,
            took: 0.0,
            merged: None,
        }
    }

    fn next(&mut self) -> Next {
        let progress = self.known.progress;
        match self.halt.take() {
            Some(Ok(until)) => {
                self.show();
                progress.set(Progress::Waiting(until));
                return Next::Wait(until);
            }
            Some(Err(error)) => {
                self.show();
                if self.plan.open().is_none() {
                    self.known.others.set(Load::Failed(error.clone()));
                }
                progress.set(Progress::Failed(error));
                return Next::End;
            }
            None => {}
        }
        let spent = self.shared.client.budget().spent();
        let asks = self.plan.asks(&self.shared.store, spent);
        if asks.is_empty() || wish(self.known) == Wish::Stop {
            self.show();
            progress.set(match asks.is_empty() {
                true => Progress::Done(Plan::reach(&self.shared.store)),
                false => Progress::Stopped,
            });
            return Next::End;
        }
        let (read, of) = self.plan.progress();
        progress.set(Progress::Reading { read, of });
        if Date::now() - self.shown >= CALM.max(self.took * PATIENCE) {
            self.show();
        }
        if let Some(until) = pause(self.known, &self.shared) {
            self.plan.again(asks.into_iter());
            self.halt = Some(Ok(until));
            return self.next();
        }
        Next::Calls(asks)
    }

    /// Hands the answers over, up to the first failure.
    fn take(&mut self, asks: Vec<Ask>, answers: Vec<Result<Got, Error>>) {
        let mut asks = asks.into_iter();
        for answer in answers {
            let Some(ask) = asks.next() else {
                break;
            };
            let got = match (answer, &ask) {
                (Ok(got), _) => got,
                (Err(Error::Status { .. }), Ask::Diff(_) | Ask::Files(_)) => Got::Nothing,
                (Err(Error::RateLimited | Error::BudgetSpent { .. }), _) => {
                    self.plan.again([ask].into_iter().chain(asks));
                    let later = Timestamp::from_unix(clock::now().unix() + PAUSE);
                    self.halt = Some(Ok(later));
                    return;
                }
                (Err(error), _) => {
                    self.halt = Some(Err(error));
                    return;
                }
            };
            let spent = self.shared.client.budget().spent();
            let taken = self.plan.take(ask, got, &self.shared.store, spent);
            if let Err(error) = taken {
                self.halt = Some(Err(error));
                return;
            }
        }
    }

    fn show(&mut self) {
        let begun = Date::now();
        let merged = self.plan.merged();
        if self.merged != Some(merged.len()) {
            self.merged = Some(merged.len());
            show(self.known, merged);
        }
        if let Some(open) = self.plan.open() {
            let open = Rc::new(open.to_vec());
            self.known.others.set(Load::Ready(open));
        }
        self.shown = Date::now();
        self.took = self.shown - begun;
    }
}

// What is on no page any more, nobody wants.
pub(super) fn wish(known: Known) -> Wish {
    let wish = known.wish.now_or_gone();
    wish.map_or(Wish::Stop, |wish| *wish)
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<Got, Error>> + 'a>>;

fn call<'a>(shared: &'a Shared, ask: &'a Ask) -> Answer<'a> {
    let (client, at) = (&shared.client, shared.repository());
    Box::pin(async move {
        let pulls = match ask {
            Ask::Diff(pull) => return Ok(Got::Diff(shared.diff(pull).await?)),
            Ask::Files(pull) => return Ok(Got::Files(shared.files(pull).await?)),
            Ask::Kept(..) => return Ok(Got::Nothing),
            Ask::Merged(span) => client.merged_pull_requests(at, *span).await,
            Ask::More(request) => client.page(request.clone()).await,
            Ask::Open => client.open_pull_requests(at).await,
        };
        Ok(Got::Pulls(pulls?))
    })
}

/// Counts this page's calls with those of the others: until when to wait.
pub(super) fn pause(known: Known, shared: &Shared) -> Option<Timestamp> {
    let spent = shared.client.budget().spent();
    let mut pace = Pace::parse(&local::kept(CALLS).unwrap_or_default());
    let counted = known
        .counted
        .now_or_gone()
        .map_or(spent, |counted| *counted);
    pace.add(clock::now(), spent - counted);
    known.counted.set(spent);
    local::keep(CALLS, &pace.line());
    pace.pause(clock::now())
}

fn show(known: Known, merged: &[Rc<MergedFact>]) {
    let past = Past::of(merged.to_vec());
    known.past.set(Load::Ready(Rc::new(past)));
}
