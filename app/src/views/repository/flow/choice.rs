//! What the reader wants to see: a period and a target branch.

use std::rc::Rc;

use super::{
    super::period::Period,
    course::{Shown, now},
};
use crate::{
    address::value,
    element::{Element, el},
    floor::Floor,
    load::Load,
    signal::{Signal, follow},
    text::flow as words,
};

const VIEW: &str = "flow";

/// See the module. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    pub(super) period: Signal<Period>,
    /// Empty for all of them.
    pub(super) target: Signal<String>,
}

impl Choice {
    /// As the address says, or the last visit.
    pub(super) fn recall(floor: Floor) -> Self {
        let query = floor.recall(VIEW);
        Self {
            period: Signal::new(Period::named(value(&query, "period"))),
            target: Signal::new(value(&query, "target").to_owned()),
        }
    }

    /// Notes it, and follows it.
    pub(super) fn remember(self, floor: Floor) {
        let (period, target) = (self.period.get(), self.target.get());
        floor.remember(VIEW, &[("period", period.name()), ("target", &target)]);
    }

    /// A list of all branches that something went to.
    pub(super) fn targets(self, shown: Signal<Load<Rc<Shown>>>) -> Element {
        let targets = Signal::new(Vec::new());
        follow(move || {
            let mut all = now(shown).targets.clone();
            let chosen = (*self.target.now()).clone();
            if !chosen.is_empty() && !all.contains(&chosen) {
                all.push(chosen);
            }
            targets.renew(all);
        });
        let list = crate::element::live(move || {
            let chosen = self.target.now();
            let option = |value: &str, name: &str| {
                let option = el("option").attr("value", value).text(name);
                match *chosen == value {
                    true => option.attr("selected", ""),
                    false => option,
                }
            };
            let targets = targets.get();
            el("select")
                .class("search")
                .attr("aria-label", words::TARGET)
                .with(option("", words::ALL_TARGETS))
                .all(targets.iter().map(|target| option(target, target)))
                .on_input(move |target| self.target.renew(target))
        });
        el("span").class("toggles").with(list)
    }
}
