//! Paths to the files that they lead to.

use std::collections::HashMap;

use super::source::Source;

/// An import of one file by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// The file that imports.
    pub(super) from: String,
    /// Its top-level module.
    pub(super) module: String,
    /// Line of the import.
    pub(super) line: usize,
    /// The file that is imported.
    pub(super) to: String,
    /// Top-level module of that.
    pub(super) target: String,
    /// Path as it was resolved.
    pub(super) path: String,
}

/// Hand-ons that are followed for one path at most.
const MOST: usize = 16;

/// All imports of files of the app by others.
pub(super) fn imports(sources: &[Source]) -> Vec<Import> {
    let modules = sources
        .iter()
        .map(|source| (source.module.as_slice(), source));
    let modules: HashMap<&[String], &Source> = modules.collect();
    let mut imports = Vec::new();
    for source in sources {
        for named in &source.paths {
            let Some(path) = absolute(source, &named.path, &modules) else {
                continue;
            };
            let Some(target) = target(&path, &modules, MOST) else {
                continue;
            };
            if target.file != source.file {
                imports.push(Import {
                    from: source.file.clone(),
                    module: top(source),
                    line: named.line,
                    to: target.file.clone(),
                    target: top(target),
                    path: format!("crate::{}", path.join("::")),
                });
            }
        }
    }
    imports
}

fn top(source: &Source) -> String {
    source.module.first().cloned().unwrap_or_default()
}

/// The path from the crate's root; `None` for one of another crate.
fn absolute(
    source: &Source,
    path: &[String],
    modules: &HashMap<&[String], &Source>,
) -> Option<Vec<String>> {
    let (first, rest) = path.split_first()?;
    let mut base = source.module.clone();
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([base, rest.to_vec()].concat()),
        "super" => {
            base.pop();
            let ups = rest.iter().take_while(|word| *word == "super").count();
            base.truncate(base.len().saturating_sub(ups));
            Some([base, rest.get(ups..)?.to_vec()].concat())
        }
        _ => {
            // A child of this module, or another crate.
            base.push(first.clone());
            let is_child = modules.contains_key(base.as_slice());
            is_child.then(|| [base, rest.to_vec()].concat())
        }
    }
}

/// File that holds the item at a path.
fn target<'a>(
    path: &[String],
    modules: &HashMap<&[String], &'a Source>,
    most: usize,
) -> Option<&'a Source> {
    let lengths = (1..=path.len()).rev();
    let found = lengths.filter_map(|length| {
        let source = modules.get(path.get(..length)?)?;
        Some((length, *source))
    });
    let (length, source) = found.into_iter().next()?;
    let rest = path.get(length..)?;
    let handed_on = rest.first().and_then(|name| {
        let same = |(known, _): &&(String, Vec<String>)| known == name;
        let (_, behind) = source.exports.iter().find(same)?;
        let behind = absolute(source, behind, modules)?;
        let behind = [behind, rest.get(1..)?.to_vec()].concat();
        target(&behind, modules, most.checked_sub(1)?)
    });
    Some(handed_on.unwrap_or(source))
}
