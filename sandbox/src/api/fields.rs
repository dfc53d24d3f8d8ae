//! Partial responses: `fields=values.id,next`, `fields=-links`, `fields=+values.reviewers`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Fields that a `fields` parameter asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    only: Paths,
    plus: Paths,
    minus: Paths,
}

impl Fields {
    /// Reads the parameter: names with dots, separated by commas, each with `+`, `-` or nothing.
    pub(crate) fn parse(text: &str) -> Self {
        let mut fields = Self::default();
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            if let Some(path) = part.strip_prefix('+') {
                fields.plus.insert(path);
            } else if let Some(path) = part.strip_prefix('-') {
                fields.minus.insert(path);
            } else {
                fields.only.insert(part);
            }
        }
        fields
    }

    /// Selects from a value in which everything stands that could be asked for. `costly` are the
    /// paths that are left out unless they are asked for by name or by `*`.
    pub(crate) fn select(&self, full: &Value, costly: &[&str]) -> Value {
        let mut selected = if self.only.is_empty() {
            let mut usual = full.clone();
            for path in costly {
                let mut paths = Paths::default();
                paths.insert(path);
                paths.remove_from(&mut usual);
            }
            usual
        } else {
            self.only.pick(full)
        };
        self.minus.remove_from(&mut selected);
        if !self.plus.is_empty() {
            merge(&mut selected, self.plus.pick(full));
        }
        selected
    }
}

/// Field names as a tree; a leaf stands for everything below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Paths(BTreeMap<String, Paths>);

impl Paths {
    fn insert(&mut self, path: &str) {
        let mut node = self;
        for name in path.split('.') {
            node = node.0.entry(name.to_owned()).or_default();
        }
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    // Arrays are transparent; `*` is every name of a level.
    fn pick(&self, value: &Value) -> Value {
        match value {
            _ if self.is_empty() => value.clone(),
            Value::Array(items) => items.iter().map(|item| self.pick(item)).collect(),
            Value::Object(members) => Value::Object(
                members
                    .iter()
                    .filter_map(|(name, inner)| {
                        let paths = self.0.get(name).or_else(|| self.0.get("*"))?;
                        let reachable = paths.is_empty() || is_deep(inner);
                        reachable.then(|| (name.clone(), paths.pick(inner)))
                    })
                    .collect(),
            ),
            scalar => scalar.clone(),
        }
    }

    fn remove_from(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.remove_from(item)),
            Value::Object(members) => self.remove_members(members),
            _ => {}
        }
    }

    fn remove_members(&self, members: &mut Map<String, Value>) {
        members.retain(
            |name, inner| match self.0.get(name).or_else(|| self.0.get("*")) {
                Some(paths) if paths.is_empty() => false,
                Some(paths) => {
                    paths.remove_from(inner);
                    true
                }
                None => true,
            },
        );
    }
}

// A null stands for an object that is not there, such as `closed_by`.
fn is_deep(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Null | Value::Object(_))
}

/// Puts the members of one value into another, level by level; arrays element by element.
pub(crate) fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (name, value) in from {
                match into.get_mut(&name) {
                    Some(inner) => merge(inner, value),
                    None => {
                        into.insert(name, value);
                    }
                }
            }
        }
        (Value::Array(into), Value::Array(from)) => {
            into.iter_mut()
                .zip(from)
                .for_each(|(into, from)| merge(into, from));
        }
        (into, from) => *into = from,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page() -> Value {
        json!({
            "size": 2, "next": "n",
            "values": [
                { "id": 1, "links": { "self": "s", "html": "h" }, "reviewers": [{ "uuid": "a", "n": 1 }] },
                { "id": 2, "links": { "self": "t", "html": "i" }, "reviewers": [] },
            ],
        })
    }

    fn select(fields: &str) -> Value {
        Fields::parse(fields).select(&page(), &["values.reviewers"])
    }

    #[test]
    fn what_is_costly_is_left_out_unless_asked_for() {
        assert_eq!(select("").pointer("/values/0/reviewers"), None);
        assert_eq!(select("").pointer("/values/0/id"), Some(&json!(1)));
        assert!(
            select("+values.reviewers")
                .pointer("/values/0/reviewers/0/n")
                .is_some()
        );
        assert!(
            select("+values.reviewers")
                .pointer("/values/0/links/self")
                .is_some()
        );
        assert_eq!(select("*"), page());
    }

    #[test]
    fn named_fields_stand_alone() {
        assert_eq!(
            select("values.id,values.reviewers.uuid"),
            json!({ "values": [{ "id": 1, "reviewers": [{ "uuid": "a" }] }, { "id": 2, "reviewers": [] }] }),
        );
        assert_eq!(select("next"), json!({ "next": "n" }));
        assert_eq!(select("nothing"), json!({}));
    }

    #[test]
    fn removed_fields_are_gone_and_added_ones_come_back() {
        assert_eq!(select("-values"), json!({ "size": 2, "next": "n" }));
        assert_eq!(
            select("-values.links.*,-next,-size"),
            json!({ "values": [{ "id": 1, "links": {} }, { "id": 2, "links": {} }] }),
        );
        assert_eq!(select("-*,+size"), json!({ "size": 2 }));
    }
}
