//! The product's Rust and Python.

use super::Topic;
use crate::sample::rng::Rng;

const VERBS: [&str; 14] = [
    "accept", "archive", "assign", "cancel", "confirm", "correct", "find", "list", "merge",
    "price", "release", "reopen", "split", "validate",
];
const NOUNS: [&str; 16] = [
    "address",
    "allowance",
    "attachment",
    "contact",
    "currency",
    "deadline",
    "discount",
    "history",
    "leg",
    "line_item",
    "pickup",
    "reference",
    "seal",
    "summary",
    "surcharge",
    "weight",
];
const CHECKS: [&str; 8] = [
    "is_open",
    "is_priced",
    "has_carrier",
    "has_consignee",
    "is_cleared",
    "is_current",
    "is_editable",
    "is_complete",
];
const ERRORS: [&str; 6] = [
    "Conflict",
    "Gone",
    "Incomplete",
    "Locked",
    "NotFound",
    "TooLate",
];

pub(super) fn rust_header(topic: Topic) -> String {
    let title = topic.title();
    format!(
        "use crate::{{\n    app::App,\n    error::{{Error, Result}},\n    model::{title},\n}};\n\n"
    )
}

pub(super) fn rust(topic: Topic, rng: &mut Rng) -> Vec<String> {
    let (name, title) = (topic.0, topic.title());
    let (verb, noun) = (rng.one_of(&VERBS), rng.one_of(&NOUNS));
    let (check, error) = (rng.one_of(&CHECKS), rng.one_of(&ERRORS));
    let words = noun.replace('_', " ");
    let mut lines = vec![
        format!("/// Asks to {verb} the {words} of a {name}."),
        format!("pub async fn {verb}_{noun}(app: &App, {name}: &{title}) -> Result<{title}> {{"),
        format!("    if !{name}.{check}() {{"),
        format!("        return Err(Error::{error}({name}.id));"),
        "    }".to_owned(),
    ];
    for _ in 0..rng.below(5) {
        lines.push(rust_line(topic, rng));
    }
    lines.push(format!(
        "    app.{name}s().{verb}_{noun}({name}.id, {}).await",
        rng.between(2, 90)
    ));
    lines.push("}".to_owned());
    lines
}

pub(super) fn rust_line(topic: Topic, rng: &mut Rng) -> String {
    let name = topic.0;
    let noun = rng.one_of(&NOUNS);
    let number = rng.between(2, 240);
    match rng.below(6) {
        0 => format!("    app.metrics().count(\"{name}.{noun}\", {number});"),
        1 => format!("    let {noun} = {name}.{noun}().unwrap_or_default();"),
        2 => format!(
            "    app.audit().note({name}.id, \"{} changed\");",
            noun.replace('_', " ")
        ),
        3 => format!(
            "    {name}.{}()?;",
            rng.one_of(&CHECKS).replace("is_", "ensure_")
        ),
        4 => format!("    let limit = app.limits().{noun}.min({number});"),
        _ => format!("    app.cache().forget(&{name}.key(\"{noun}\")).await;"),
    }
}

pub(super) fn python_header(topic: Topic) -> String {
    format!(
        "\"\"\"Nightly work on {}s.\"\"\"\n\nfrom freightline.jobs import clock, store, task\n\n\n",
        topic.0
    )
}

pub(super) fn python(topic: Topic, rng: &mut Rng) -> Vec<String> {
    let name = topic.0;
    let (verb, noun) = (rng.one_of(&VERBS), rng.one_of(&NOUNS));
    let mut lines = vec![
        format!(
            "def {verb}_{noun}(rows, *, batch={}):",
            rng.between(20, 900)
        ),
        format!(
            "    \"\"\"Take the {} of each {name} over.\"\"\"",
            noun.replace('_', " ")
        ),
        format!("    done = store.open(\"{name}_{noun}\")"),
    ];
    for _ in 0..rng.between(1, 4) {
        lines.push(python_line(topic, rng));
    }
    lines.push("    return done.close()".to_owned());
    lines
}

pub(super) fn python_line(topic: Topic, rng: &mut Rng) -> String {
    let name = topic.0;
    let noun = rng.one_of(&NOUNS);
    match rng.below(5) {
        0 => format!("    rows = [row for row in rows if row.{noun}]"),
        1 => format!(
            "    done.keep(rows, key=\"{noun}\", days={})",
            rng.between(3, 400)
        ),
        2 => format!(
            "    clock.check(\"{name}\", limit={})",
            rng.between(10, 600)
        ),
        3 => {
            format!("    assert all(row.{noun} is not None for row in rows), \"{noun} is missing\"")
        }
        _ => format!("    done.count(\"{noun}\", sum(row.{noun} for row in rows))"),
    }
}
