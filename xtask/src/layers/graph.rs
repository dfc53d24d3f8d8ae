//! Modules without a layer, imports that do not lead down, and cycles.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use super::{Fault, KEPT_APART, LAYERS, Place, resolve::Import, source::Source};

/// Files whose top-level module is in no layer.
pub(super) fn unlisted(sources: &[Source]) -> Vec<Fault> {
    let mut known = BTreeSet::new();
    let modules = sources.iter().filter_map(|source| {
        let module = source.module.first()?;
        (layer(module).is_none() && known.insert(module)).then(|| Fault::Unlisted {
            file: source.file.clone(),
            module: module.clone(),
        })
    });
    modules.collect()
}

/// Imports of modules that are not below, or are kept apart.
pub(super) fn upward(imports: &[Import]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = imports.iter().filter_map(fault).collect();
    faults.dedup();
    faults
}

fn fault(import: &Import) -> Option<Fault> {
    // The program and the app are side by side at the top.
    if import.module == import.target || import.module == "main" {
        return None;
    }
    let (own, other) = (layer(&import.module)?, layer(&import.target)?);
    let place = match other.cmp(&own) {
        Ordering::Less => Place::Above,
        Ordering::Equal => Place::Beside,
        Ordering::Greater if is_apart(&import.module, &import.target) => Place::Apart,
        Ordering::Greater => return None,
    };
    let below = LAYERS.iter().skip(own + 1).copied().flatten().copied();
    let below = below.filter(|module| !is_apart(&import.module, module));
    Some(Fault::Upward {
        file: import.from.clone(),
        line: import.line,
        import: import.path.clone(),
        module: import.module.clone(),
        place,
        below: below.collect(),
    })
}

fn is_apart(module: &str, other: &str) -> bool {
    KEPT_APART.contains(&(module, other))
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// Cycles of files, each once, from its first file by name.
pub(super) fn cycles(imports: &[Import]) -> Vec<Fault> {
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for import in imports {
        edges.entry(&import.from).or_default().insert(&import.to);
    }
    let mut faults = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for start in edges.keys() {
        if seen.contains(start) {
            continue;
        }
        if let Some(cycle) = way(start, start, &edges) {
            seen.extend(&cycle);
            let files = cycle.iter().chain([start]).map(|file| (*file).to_owned());
            faults.push(Fault::Cycle {
                files: files.collect(),
            });
        }
    }
    faults
}

/// The shortest way from a file to another along imports, without its end.
fn way<'a>(
    from: &'a str,
    to: &'a str,
    edges: &BTreeMap<&'a str, BTreeSet<&'a str>>,
) -> Option<Vec<&'a str>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut next = vec![from];
    while !next.is_empty() {
        let mut further = Vec::new();
        for file in next {
            for import in edges.get(file).into_iter().flatten() {
                if *import == to {
                    let mut way = vec![file];
                    let mut at = file;
                    while at != from {
                        at = before.get(at)?;
                        way.push(at);
                    }
                    way.reverse();
                    return Some(way);
                }
                if !before.contains_key(import) {
                    before.insert(import, file);
                    further.push(*import);
                }
            }
        }
        next = further;
    }
    None
}
