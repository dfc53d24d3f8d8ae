//! Places of the panel's blocks while it loads.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;

use super::{pull_request::PullRequestStore, scope::Scope};
use crate::model::reveal::{Block, Placing};

/// Longest time for which blocks wait for those above them.
const PATIENCE: Duration = Duration::from_secs(8);

/// Places of the blocks. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Reveal {
    reach: Memo<Block>,
    /// Blocks that were not settled when the others waited no longer.
    late: RwSignal<Vec<Block>>,
    /// True once these are settled: they are shown together, as one would push the next.
    late_settled: Memo<bool>,
    /// True once the headline is settled.
    answered: Memo<bool>,
}

impl Reveal {
    /// Follows the answers of a pull request.
    fn new(store: PullRequestStore) -> Self {
        let late = RwSignal::new(Vec::new());
        let waited = RwSignal::new(false);
        // What was shown once stays.
        let reach = Memo::new(move |last: Option<&Block>| {
            let reach = match waited.get() {
                true => Block::Rest,
                false => Block::reach(|block| is_settled(store, block)),
            };
            last.map_or(reach, |last| reach.max(*last))
        });
        Scope::current().spawn(async move {
            sleep(PATIENCE).await;
            let reach = reach.get_untracked();
            let settled = |block| untrack(|| is_settled(store, block));
            late.set(Block::late(reach, settled));
            waited.set(true);
        });
        let late_settled = Memo::new(move |_| {
            let late = late.read();
            late.iter().all(|block| is_settled(store, *block))
        });
        Self {
            reach,
            late,
            late_settled,
            answered: Memo::new(move |_| is_settled(store, Block::Waits)),
        }
    }

    /// Place of a block.
    pub fn place(self, block: Block) -> Signal<Placing> {
        Signal::derive(move || {
            let is_late = self.late.read().contains(&block);
            match (block > self.reach.get(), is_late) {
                (true, _) => Placing::Waiting,
                (false, true) if !self.late_settled.get() => Placing::Waiting,
                (false, true) => Placing::Late,
                (false, false) => Placing::There,
            }
        })
    }

    /// Returns whether the headline is settled and nothing is shown below it yet. Tracked.
    pub fn is_pending(self) -> bool {
        self.answered.get() && self.reach.get() == Block::Waits
    }
}

/// Makes the places of a pull request's blocks, and provides them to the components below.
pub fn provide_reveal(store: PullRequestStore) {
    provide_context(Reveal::new(store));
}

/// Places of the panel's blocks.
///
/// # Panics
/// Outside of the panel.
pub fn use_reveal() -> Reveal {
    expect_context()
}

/// Returns whether a block has what it shows, or cannot get it. Tracked.
fn is_settled(store: PullRequestStore, block: Block) -> bool {
    // What was read last may still be on its way through the findings.
    let may_change = || store.history.progress.read().is_reading() || !store.is_newest.get();
    match block {
        Block::Waits => store.is_answered(),
        Block::Overlaps => store.overlaps.with(|found| match found {
            None => false,
            Some(Err(_)) => true,
            Some(Ok(found)) => found.compared >= found.of || !may_change(),
        }),
        Block::Companions => match &*store.companions.read() {
            None => false,
            Some(Err(_)) => true,
            Some(Ok(_)) => !may_change(),
        },
        Block::Knowing => match &*store.knowing.read() {
            None => false,
            Some(Err(_)) => true,
            Some(Ok(_)) => !may_change(),
        },
        Block::Size => store.size.with(Option::is_some),
        Block::Timeline => store.timeline.with(Option::is_some),
        Block::Reviewers | Block::Rest => true,
    }
}
