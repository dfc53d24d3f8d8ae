//! The flow of work, measured over what is known.

use std::sync::Arc;

use bitbucket_cloud::PullRequest;
use leptos::prelude::*;

use super::{
    Loading,
    computed::computed,
    debounced::debounced,
    repository::{RepositoryStore, shown_period},
};
use crate::{
    browser::{address::value, clock},
    history::review_times::AllReviewTimes,
    model::{
        flow_input::{FlowChoice, FlowInput, FlowReport},
        history::{CrawlProgress, MergedHistory, Reach},
        period::{Period, Span},
        settings::LoadedSettings,
    },
};

/// Name of the view in the address.
const VIEW: &str = "flow";

/// State of the flow view. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct FlowStore {
    /// Period that the reader chose, if they did.
    pub chosen: RwSignal<Option<Period>>,
    /// Period that is shown: else the shortest in which something was merged.
    pub period: Memo<Period>,
    /// First day that the reader chose, as `2026-08-03`; empty for none.
    pub first_day: RwSignal<String>,
    /// Last day that the reader chose; empty for none.
    pub last_day: RwSignal<String>,
    /// Chosen target branch; empty for all of them.
    pub target: RwSignal<String>,
    /// Key of the chosen author; empty for all of them.
    pub author: RwSignal<String>,
    /// Numbers of what is known.
    pub report: Memo<Loading<Arc<FlowReport>>>,
}

/// Everything that numbers are made of.
#[derive(Debug, Clone)]
struct FlowData {
    merged: Arc<MergedHistory>,
    open: Vec<Arc<PullRequest>>,
    review_times: Arc<AllReviewTimes>,
    rules: Arc<LoadedSettings>,
    reach: Reach,
}

impl FlowStore {
    /// A store with the choice of the address, or of the last visit. It ends with the current owner.
    pub fn new(repository: RepositoryStore) -> Self {
        let query = repository.view_settings.recall(VIEW);
        let chosen = RwSignal::new(Period::named(value(&query, "period")));
        let period = shown_period(repository, chosen);
        let text = |name: &str| RwSignal::new(value(&query, name).to_owned());
        let (first_day, last_day) = (text("from"), text("to"));
        let (target, author) = (text("target"), text("author"));
        let reach = Memo::new(move |_| {
            repository.history.progress.with(|progress| match progress {
                CrawlProgress::Done(reach) => *reach,
                _ => Reach::Newest,
            })
        });
        let data = Signal::derive(move || FlowData::read(repository, reach.get()));
        let data = debounced(data);
        let input = move || {
            let choice = FlowChoice {
                period: period.get(),
                range: Span::of_days(&first_day.read(), &last_day.read()),
                target: target.get(),
                author: author.get(),
            };
            Some((data.get()?, choice))
        };
        let report = computed(input, async |(data, choice): (Result<FlowData, _>, _)| {
            data.map(|data| Arc::new(data.report(&choice)))
        });
        Effect::new(move |_| {
            let pairs = [
                ("period", chosen.get().map_or("", Period::name).to_owned()),
                ("from", first_day.get()),
                ("to", last_day.get()),
                ("target", target.get()),
                ("author", author.get()),
            ];
            repository.view_settings.remember(VIEW, &pairs);
        });
        Self {
            chosen,
            period,
            first_day,
            last_day,
            target,
            author,
            report,
        }
    }

    /// The period that is shown; `None` for days that the reader chose. Tracked.
    pub fn shown(self) -> Option<Period> {
        let range = Span::of_days(&self.first_day.read(), &self.last_day.read());
        range.is_none().then(|| self.period.get())
    }

    /// Takes a period in the place of days.
    pub fn choose(self, period: Period) {
        for day in [self.first_day, self.last_day] {
            if !day.read_untracked().is_empty() {
                day.set(String::new());
            }
        }
        if self.chosen.get_untracked() != Some(period) {
            self.chosen.set(Some(period));
        }
    }
}

impl FlowData {
    /// Data that is known now. Tracked.
    fn read(repository: RepositoryStore, reach: Reach) -> Loading<Self> {
        let merged = match repository.past()? {
            Ok(merged) => merged,
            Err(error) => return Some(Err(error)),
        };
        let rules = repository.rules()?;
        let open = repository.open.get().and_then(Result::ok);
        let open = open.map(|list| {
            let rows = list.rows.iter();
            rows.map(|row| Arc::clone(&row.pull_request)).collect()
        });
        Some(Ok(Self {
            merged,
            open: open.unwrap_or_default(),
            review_times: repository.review_times.get(),
            rules,
            reach,
        }))
    }

    fn report(&self, choice: &FlowChoice) -> FlowReport {
        let input = FlowInput {
            merged: &self.merged.merged,
            open: &self.open,
            settings: &self.rules.settings,
            reach: self.reach,
            now: clock::now().unix(),
        };
        let times = |id, opened| self.review_times.of(id, opened);
        let merged_on = |id| self.review_times.merged_on(id);
        FlowReport::new(input, times, merged_on, choice)
    }
}
