//! Style sheets: the pages share them all, so none may restyle what another one styles.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Selectors that are a class alone, perhaps with a pseudo-class: they apply on every page.
fn classes(sheet: &str) -> impl Iterator<Item = &str> {
    let heads = sheet.split('}').filter_map(|rule| rule.rsplit_once('{'));
    let selectors = heads.flat_map(|(head, _)| {
        let head = head.rsplit_once("*/").map_or(head, |(_, head)| head);
        head.split(',').map(str::trim)
    });
    selectors.filter_map(|selector| {
        let class = selector.strip_prefix('.')?.split(':').next()?;
        let alone = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        class.chars().all(alone).then_some(class)
    })
}

#[test]
fn a_class_is_styled_for_all_pages_in_one_sheet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    let mut sheets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "css") {
            let name = path.file_name().unwrap().display().to_string();
            for class in classes(&fs::read_to_string(path).unwrap()) {
                sheets
                    .entry(class.to_owned())
                    .or_default()
                    .insert(name.clone());
            }
        }
    }
    assert!(sheets.len() > 50, "{sheets:?}");
    let twice: Vec<_> = sheets.iter().filter(|(_, names)| names.len() > 1).collect();
    assert_eq!(twice, []);
}
