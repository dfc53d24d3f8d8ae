//! Accessibility, as axe-core judges it.

use std::path::PathBuf;

use crate::browser::Browser;

/// Violations that axe-core finds in the present frame: a line for each rule, with the first element.
pub async fn violations(browser: &Browser) -> Vec<String> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(path).expect("axe-core is installed");
    browser.run(&axe).await;
    let script = "const done = arguments[arguments.length - 1];\
        axe.run(document, { iframes: false }).then(\
            (result) => done(result.violations.map((found) =>\
                `${found.id}: ${found.help}: ${found.nodes[0].html}`)),\
            (error) => done([`axe-core failed: ${error}`]));";
    let found = browser.client.execute_async(script, vec![]).await.unwrap();
    serde_json::from_value(found).unwrap()
}
