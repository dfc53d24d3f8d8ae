//! The parts of the product: who knows them, and which files change together there.

use super::{
    content::Topic,
    people::{AMARA, CLAIRE, DAVID, ELIF, JONAS, KWAME, MATEUS, NADIA, PRIYA, SOFIA, TOMASZ, YUKI},
    rng::Rng,
};
use crate::world::PersonId;

/// A part of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Area {
    Api,
    Core,
    Data,
    Delivery,
    /// Dependencies that the bot keeps up to date.
    Dependencies,
    Docs,
    Jobs,
    Web,
}

/// Chance of a file to change when its area does.
#[derive(Debug)]
pub(crate) struct FileRule {
    path: &'static str,
    percent: usize,
    with: With,
}

/// Condition of a rule, before its chance.
#[derive(Debug, PartialEq, Eq)]
enum With {
    Area,
    /// The file of the line above.
    Previous,
}

const fn file(path: &'static str, percent: usize) -> FileRule {
    FileRule {
        path,
        percent,
        with: With::Area,
    }
}

const fn twin(path: &'static str, percent: usize) -> FileRule {
    FileRule {
        path,
        percent,
        with: With::Previous,
    }
}

const API: &[FileRule] = &[
    file("api/routes/{t}.rs", 100),
    file("api/schema/{t}.json", 90),
    twin("web/src/api/client.gen.ts", 85),
    file("docs/api/{t}.md", 80),
];
const CORE: &[FileRule] = &[
    file("core/{t}/rules.rs", 100),
    file("core/{t}/tests.rs", 78),
    file("core/{t}/store.rs", 40),
];
/// Besides a new migration.
const DATA: &[FileRule] = &[
    file("core/{t}/model.rs", 92),
    file("core/schema.snapshot.sql", 88),
    file("core/{t}/store.rs", 45),
];
const DELIVERY: &[FileRule] = &[
    file("deploy/charts/{t}.yaml", 100),
    file("deploy/alerts/{t}.yaml", 60),
    file("bitbucket-pipelines.yml", 30),
];
const DOCS: &[FileRule] = &[
    file("docs/guides/{T}s at a glance.md", 100),
    file("docs/guides/de/Überblick – {T}.md", 35),
    file("docs/guides/README.md", 25),
];
const JOBS: &[FileRule] = &[
    file("jobs/{t}_run.py", 100),
    file("jobs/tests/test_{t}_run.py", 85),
    file("docs/jobs/{t}.md", 30),
];
const WEB: &[FileRule] = &[
    file("web/src/pages/{T}Page.tsx", 100),
    file("web/src/pages/{T}Page.test.tsx", 80),
    file("web/src/pages/{T}Page.css", 65),
    file("web/src/i18n/en.json", 40),
    twin("web/src/i18n/de.json", 92),
];

/// Topics of the product.
pub(crate) const TOPICS: [Topic; 22] = [
    Topic("booking"),
    Topic("quote"),
    Topic("shipment"),
    Topic("invoice"),
    Topic("carrier"),
    Topic("customer"),
    Topic("container"),
    Topic("document"),
    Topic("tariff"),
    Topic("schedule"),
    Topic("vessel"),
    Topic("port"),
    Topic("route"),
    Topic("notification"),
    Topic("payment"),
    Topic("user"),
    Topic("report"),
    Topic("webhook"),
    Topic("claim"),
    Topic("pickup"),
    Topic("permit"),
    Topic("contract"),
];

/// Every area with files of its own, as often as it is worked on.
pub(crate) const AREAS: [Area; 20] = [
    Area::Api,
    Area::Api,
    Area::Api,
    Area::Api,
    Area::Core,
    Area::Core,
    Area::Core,
    Area::Core,
    Area::Core,
    Area::Data,
    Area::Data,
    Area::Delivery,
    Area::Docs,
    Area::Jobs,
    Area::Jobs,
    Area::Web,
    Area::Web,
    Area::Web,
    Area::Web,
    Area::Web,
];

impl Area {
    /// People who work here, the one who knows most first.
    pub(crate) fn experts(self) -> &'static [PersonId] {
        match self {
            Self::Api => &[AMARA, MATEUS, TOMASZ, YUKI],
            Self::Core => &[PRIYA, AMARA, DAVID, NADIA],
            Self::Data => &[TOMASZ, PRIYA, DAVID],
            Self::Delivery => &[JONAS, KWAME, TOMASZ],
            Self::Dependencies => &[JONAS, MATEUS, SOFIA],
            Self::Docs => &[CLAIRE, NADIA, ELIF, SOFIA],
            Self::Jobs => &[DAVID, KWAME, NADIA],
            Self::Web => &[SOFIA, YUKI, ELIF, CLAIRE],
        }
    }

    /// All files of a topic in this area.
    pub(crate) fn files(self, topic: Topic) -> impl Iterator<Item = String> {
        self.rules().iter().map(move |rule| rule.path(topic))
    }

    /// The files that somebody touches who works on a topic.
    pub(crate) fn touched(self, topic: Topic, rng: &mut Rng) -> Vec<String> {
        let mut previous = true;
        let mut paths = Vec::new();
        for rule in self.rules() {
            let chosen = rng.chance(rule.percent) && (rule.with == With::Area || previous);
            if chosen {
                paths.push(rule.path(topic));
            }
            previous = chosen;
        }
        paths
    }

    fn rules(self) -> &'static [FileRule] {
        match self {
            Self::Api => API,
            Self::Core => CORE,
            Self::Data => DATA,
            Self::Delivery => DELIVERY,
            Self::Dependencies => &[],
            Self::Docs => DOCS,
            Self::Jobs => JOBS,
            Self::Web => WEB,
        }
    }
}

impl FileRule {
    fn path(&self, topic: Topic) -> String {
        self.path
            .replace("{t}", topic.0)
            .replace("{T}", &topic.title())
    }
}

/// One of the people of an area, the first ones more often.
pub(crate) fn expert(area: Area, rng: &mut Rng) -> PersonId {
    let experts = area.experts();
    let place = rng.below(experts.len()).min(rng.below(experts.len() + 1));
    experts.get(place).copied().unwrap_or(AMARA)
}
