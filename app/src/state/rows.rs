//! Rows of a list that keep their elements while their content changes.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use leptos::prelude::*;

/// Items of a list in order, found by key. Of several with one key the first counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<K: Eq + Hash, T> {
    keys: Vec<K>,
    items: HashMap<K, Arc<T>>,
}

impl<K: Eq + Hash, T> Default for Rows<K, T> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            items: HashMap::new(),
        }
    }
}

impl<K: Eq + Hash + Clone, T> Rows<K, T> {
    /// Items by their keys.
    pub fn of(items: impl IntoIterator<Item = T>, key: impl Fn(&T) -> K) -> Self {
        let mut rows = Self::default();
        for item in items {
            let key = key(&item);
            if !rows.items.contains_key(&key) {
                rows.keys.push(key.clone());
                rows.items.insert(key, Arc::new(item));
            }
        }
        rows
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// At most `most` rows from place `from` on.
    pub fn part(&self, from: usize, most: usize) -> Vec<(K, Arc<T>)> {
        let keys = self.keys.iter().skip(from).take(most);
        let rows = keys.filter_map(|key| Some((key.clone(), Arc::clone(self.items.get(key)?))));
        rows.collect()
    }
}

/// Content of a row, as it is now; `row` is the row as it was listed first. A row that leaves the list
/// keeps its last content until it is gone.
pub fn content<K, T>(rows: Memo<Rows<K, T>>, row: (K, Arc<T>)) -> Memo<Arc<T>>
where
    K: Eq + Hash + Send + Sync + 'static,
    T: PartialEq + Send + Sync + 'static,
{
    let (key, first) = row;
    Memo::new(move |before: Option<&Arc<T>>| {
        let rows = rows.read();
        Arc::clone(rows.items.get(&key).or(before).unwrap_or(&first))
    })
}
