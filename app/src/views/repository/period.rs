//! How far back a view looks.

use sightline_insight::flow::Week;

use crate::{
    element::{Element, el},
    signal::Signal,
    text::period as words,
    views::button,
};

/// See the module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    /// 13 weeks, this one among them.
    ThreeMonths,
    /// 53 weeks, this one among them.
    Year,
    /// All that is known.
    All,
}

impl Period {
    const ALL: [Self; 3] = [Self::ThreeMonths, Self::Year, Self::All];

    /// In the address.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ThreeMonths => "quarter",
            Self::Year => "year",
            Self::All => "all",
        }
    }

    /// Of that name; three months for none.
    pub(super) fn named(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|one| one.name() == name);
        found.unwrap_or(Self::ThreeMonths)
    }

    /// The second at which it begins: on a Monday.
    pub(super) fn begin(self, now: i64) -> i64 {
        let weeks = match self {
            Self::ThreeMonths => 12,
            Self::Year => 52,
            Self::All => return i64::MIN,
        };
        Week::of(now).begin() - weeks * 7 * 86_400
    }
}

/// Buttons to choose one.
pub(super) fn choice(chosen: Signal<Period>) -> Element {
    let buttons = Period::ALL.map(|period| {
        button(words::name(period.name()), move || chosen.renew(period)).follow(move |button| {
            let pressed = if *chosen.get() == period {
                "true"
            } else {
                "false"
            };
            let _valid = button.set_attribute("aria-pressed", pressed);
        })
    });
    el("div")
        .class("toggles")
        .attr("role", "group")
        .attr("aria-label", words::PERIOD)
        .all(buttons)
}
