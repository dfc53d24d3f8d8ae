//! Making the calls of a plan, in one tab at a time.

use std::{pin::Pin, rc::Rc, time::Duration};

use bitbucket_cloud::{Error, Repository, Timestamp};
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
    let goal = match wish(known) {
        Wish::Further => Goal::Further,
        Wish::Known(enough) => Goal::Known(enough),
        Wish::Stop | Wish::Visit => Goal::Visit,
    };
    let this = match shared.context.place {
        Place::PullRequest { id, .. } => id,
        Place::Configure | Place::Repository(_) => 0,
    };
    let mut plan = Plan::new(goal, store, shared.client.budget().spent(), this);
    if !plan.is_first() {
        // What the page itself asks for comes first, and counts.
        clock::sleep(HEAD_START).await;
    }
    let mut shown = Shown::default();
    loop {
        let asks = plan.asks(store, shared.client.budget().spent());
        if asks.is_empty() {
            shown.show(known, &plan);
            return known.progress.set(Progress::Done(Plan::reach(store)));
        }
        if wish(known) == Wish::Stop {
            shown.show(known, &plan);
            return known.progress.set(Progress::Stopped);
        }
        let (read, of) = plan.progress();
        known.progress.set(Progress::Reading { read, of });
        shown.show_calmly(known, &plan);
        let pause = match pause(known, &shared) {
            Some(until) => {
                plan.again(asks.into_iter());
                Ok(Some(until))
            }
            None => {
                let repository = known.repository.now();
                let answers = asks.iter().map(|ask| call(&shared, &repository, ask));
                let answers = all(answers.collect()).await;
                take(&mut plan, asks, answers, &shared)
            }
        };
        match pause {
            Ok(None) => {}
            Ok(Some(until)) => {
                shown.show(known, &plan);
                known.progress.set(Progress::Waiting(until));
                clock::sleep(until.since(clock::now())).await;
                if lock.is_none() {
                    return;
                }
            }
            Err(error) => {
                shown.show(known, &plan);
                if plan.open().is_none() {
                    known.others.set(Load::Failed(error.clone()));
                }
                return known.progress.set(Progress::Failed(error));
            }
        }
    }
}

// What is on no page any more, nobody wants.
fn wish(known: Known) -> Wish {
    let wish = known.wish.now_or_gone();
    wish.map_or(Wish::Stop, |wish| *wish)
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<Got, Error>> + 'a>>;

fn call<'a>(shared: &'a Shared, repository: &'a Repository, ask: &'a Ask) -> Answer<'a> {
    let client = &shared.client;
    Box::pin(async move {
        let pulls = match ask {
            Ask::Diff(pull) => return Ok(Got::Diff(shared.diff(repository, pull).await?)),
            Ask::Files(pull) => return Ok(Got::Files(shared.files(repository, pull).await?)),
            Ask::Kept(..) => return Ok(Got::Nothing),
            Ask::Merged(span) => client.merged_pull_requests(repository, *span),
            Ask::More(request) => client.page(request.clone()),
            Ask::Open => client.open_pull_requests(repository),
        };
        Ok(Got::Pulls(pulls.await?))
    })
}

/// Hands the answers over, up to the first failure. Until when to wait, if Bitbucket wants no more
/// calls.
fn take(
    plan: &mut Plan,
    asks: Vec<Ask>,
    answers: Vec<Result<Got, Error>>,
    shared: &Shared,
) -> Result<Option<Timestamp>, Error> {
    let mut asks = asks.into_iter();
    for answer in answers {
        let Some(ask) = asks.next() else {
            break;
        };
        let got = match (answer, &ask) {
            (Ok(got), _) => got,
            (Err(Error::Status { .. }), Ask::Diff(_) | Ask::Files(_)) => Got::Nothing,
            (Err(Error::RateLimited | Error::BudgetSpent { .. }), _) => {
                plan.again([ask].into_iter().chain(asks));
                return Ok(Some(Timestamp::from_unix(clock::now().unix() + PAUSE)));
            }
            (Err(error), _) => return Err(error),
        };
        let spent = shared.client.budget().spent();
        plan.take(ask, got, &shared.store, spent)?;
    }
    Ok(None)
}

/// Counts this page's calls with those of the others: until when to wait.
fn pause(known: Known, shared: &Shared) -> Option<Timestamp> {
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

/// What was shown last.
#[derive(Default)]
struct Shown {
    /// In milliseconds.
    at: f64,
    took: f64,
    merged: Option<usize>,
}

impl Shown {
    fn show_calmly(&mut self, known: Known, plan: &Plan) {
        if Date::now() - self.at >= CALM.max(self.took * PATIENCE) {
            self.show(known, plan);
        }
    }

    fn show(&mut self, known: Known, plan: &Plan) {
        let begun = Date::now();
        let merged = plan.merged();
        if self.merged != Some(merged.len()) {
            self.merged = Some(merged.len());
            show(known, merged);
        }
        if let Some(open) = plan.open() {
            known.others.set(Load::Ready(Rc::new(open.to_vec())));
        }
        self.at = Date::now();
        self.took = self.at - begun;
    }
}
