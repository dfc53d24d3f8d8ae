//! Imports against the layers, and in circles.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, LAYERS, resolve::Import};

/// Imports of something that is not below.
pub(super) fn upward(imports: &[Import]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for import in imports
        .iter()
        .filter(|import| import.module != import.target)
    {
        let (Some(own), Some(other)) = (layer(&import.module), layer(&import.target)) else {
            let is_own = layer(&import.module).is_none();
            let (file, module) = match is_own {
                true => (&import.from, &import.module),
                false => (&import.to, &import.target),
            };
            faults.push(Fault::Unlisted {
                file: file.clone(),
                module: module.clone(),
            });
            continue;
        };
        // The program and the app stand side by side at the top.
        let is_start = import.module == "main";
        if other <= own && !is_start {
            faults.push(Fault::Upward {
                file: import.from.clone(),
                line: import.line,
                import: import.path.clone(),
                module: import.module.clone(),
                below: LAYERS
                    .iter()
                    .skip(own + 1)
                    .copied()
                    .flatten()
                    .copied()
                    .collect(),
            });
        }
    }
    faults.dedup();
    faults
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

/// Circles of files, each once, from its first file by name.
pub(super) fn circles(imports: &[Import]) -> Vec<Fault> {
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
        if let Some(circle) = way(start, start, &edges) {
            seen.extend(&circle);
            let files = circle.iter().chain([start]).map(|file| (*file).to_owned());
            faults.push(Fault::Circle {
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
