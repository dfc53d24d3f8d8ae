//! Which rows stand where. Rows never move by themselves under the reader's eyes or pointer: where
//! something new would move them, a button says so.

use std::{rc::Rc, time::Duration};

use bitbucket_cloud::AccountId;
use js_sys::futures::spawn_local;
use sightline_insight::queue::{Placed, queue, sort};

use super::wish::Wish;
use crate::{
    clock,
    floor::{Floor, Row},
    load::Load,
    signal::Signal,
};

/// Rows that are built at once: a few milliseconds.
const PART: usize = 10;
/// Parts of the table.
pub(super) const PARTS: usize = 200;
/// Parts that are shown at first, and each time that more are wanted.
const STEP: usize = 5;
/// Rows of those.
pub(super) const SHOWN: usize = STEP * PART;

/// See the module. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Board {
    pub(super) floor: Floor,
    pub(super) wish: Signal<Wish>,
    /// All rows in order.
    order: Signal<Order>,
    /// Those that are listed, by their places in the order.
    pub(super) listed: Signal<Vec<usize>>,
    /// How many parts of the list are shown.
    parts: Signal<usize>,
    /// How often it was begun to show them.
    shows: Signal<u32>,
    /// What each part shows.
    pub(super) part: Signal<Vec<Signal<Part>>>,
    /// Whether another order would come of what is known now.
    pub(super) moved: Signal<bool>,
}

/// Some rows, by their places in the order of that number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Part {
    order: u32,
    pub(super) places: Vec<usize>,
}

#[derive(Default)]
struct Order {
    number: u32,
    rows: Vec<Place>,
}

/// A row, as it was when it got its place.
struct Place {
    row: Rc<Row>,
    plain: sightline_insight::queue::Row,
    placed: Placed,
}

impl Board {
    pub(super) fn new(floor: Floor) -> Self {
        Self {
            floor,
            wish: Signal::new(Wish::recall(floor)),
            order: Signal::new(Order::default()),
            listed: Signal::new(Vec::new()),
            parts: Signal::new(STEP),
            shows: Signal::new(0),
            part: Signal::new((0..PARTS).map(|_| Signal::new(Part::default())).collect()),
            moved: Signal::new(false),
        }
    }

    /// Who reads, as the analysis names people.
    pub(super) fn reader(self) -> Option<String> {
        let shared = self.floor.app.shared();
        let account = shared.context.account.as_ref();
        account.map(AccountId::as_str).map(str::to_owned)
    }

    /// Puts all rows in order as is known now.
    pub(super) fn arrange(self) {
        let number = self.order.now().number + 1;
        self.order.set(Order {
            number,
            rows: self.ordered(),
        });
        self.moved.renew(false);
        self.list();
    }

    /// Finds out whether that would move rows.
    pub(super) fn compare(self) {
        let ids = |rows: &[Place]| -> Vec<u32> { rows.iter().map(|one| one.row.pull.id).collect() };
        self.moved
            .renew(ids(&self.ordered()) != ids(&self.order.now().rows));
    }

    /// Whether nothing was put in order yet.
    pub(super) fn is_empty(self) -> bool {
        self.order.now().rows.is_empty()
    }

    fn ordered(self) -> Vec<Place> {
        let Load::Ready(open) = self.floor.open.now() else {
            return Vec::new();
        };
        let plain = open.rows.iter().map(|row| row.plain());
        let plain: Vec<_> = plain.collect();
        let wish = self.wish.now();
        let placed = queue(&plain, self.reader().as_deref());
        let placed = sort(&plain, placed, wish.column, wish.direction);
        let place = |placed: Placed| {
            Some(Place {
                row: Rc::clone(open.rows.get(placed.row)?),
                plain: plain.get(placed.row)?.clone(),
                placed,
            })
        };
        placed.into_iter().filter_map(place).collect()
    }

    /// Lists what the reader wants to see of them, from the start.
    fn list(self) {
        let (order, filter) = (self.order.now(), self.wish.now().filter());
        let (reader, now) = (self.reader(), clock::now().unix());
        let shows = |one: &Place| filter.shows(&one.plain, &one.placed, reader.as_deref(), now);
        let rows = order.rows.iter().enumerate();
        let listed = rows.filter(|(_, one)| shows(one)).map(|(at, _)| at);
        self.listed.set(listed.collect());
        self.parts.set(STEP);
        self.show();
    }

    /// Takes another wish.
    pub(super) fn take(self, wish: Wish) {
        let same_order = wish.is_ordered_as(&self.wish.now());
        wish.remember(self.floor);
        self.wish.set(wish);
        match same_order {
            true => self.list(),
            false => self.arrange(),
        }
    }

    /// Shows more of them.
    pub(super) fn more(self) {
        self.parts.set(*self.parts.now() + STEP);
        self.show();
    }

    /// How many more are listed than shown. A view that reads it follows.
    pub(super) fn left(self) -> usize {
        let parts = *self.parts.get();
        let listed = self.listed.get().len();
        match parts < PARTS {
            true => listed.saturating_sub(parts * PART),
            false => 0,
        }
    }

    /// Gives each part its rows, one after another so that no frame takes long, and asks for what is
    /// not known of them. What was begun before is given up.
    fn show(self) {
        let show = *self.shows.now() + 1;
        self.shows.set(show);
        let (order, listed) = (self.order.now().number, self.listed.now());
        let end = (*self.parts.now() * PART).min(listed.len());
        let shown = listed.get(..end).unwrap_or_default().to_vec();
        spawn_local(async move {
            let mut chunks = shown.chunks(PART);
            for part in self.part.now().iter() {
                let places = chunks.next().unwrap_or_default().to_vec();
                let order = if places.is_empty() { 0 } else { order };
                let wanted = Part { order, places };
                if *part.now() == wanted {
                    continue;
                }
                part.set(wanted);
                clock::sleep(Duration::ZERO).await;
                let latest = self.shows.now_or_gone();
                if latest.is_none_or(|latest| *latest != show) {
                    return;
                }
            }
            let rows = shown.iter().filter_map(|at| self.row(*at));
            self.floor.want(rows.collect());
        });
    }

    /// The row in that place.
    pub(super) fn row(self, at: usize) -> Option<Rc<Row>> {
        let order = self.order.now();
        order.rows.get(at).map(|one| Rc::clone(&one.row))
    }

    /// The rows that are listed.
    pub(super) fn rows(self) -> Vec<Rc<Row>> {
        let listed = self.listed.now();
        listed.iter().filter_map(|at| self.row(*at)).collect()
    }

    /// A row and its place among all by itself, as is known now.
    pub(super) fn stands(self, row: &Row) -> Option<(sightline_insight::queue::Row, Placed)> {
        let plain = row.plain();
        let placed = queue(std::slice::from_ref(&plain), self.reader().as_deref());
        placed.into_iter().next().map(|placed| (plain, placed))
    }
}
