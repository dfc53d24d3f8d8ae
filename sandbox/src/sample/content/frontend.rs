//! The product's TypeScript and style sheets.

use super::Topic;
use crate::sample::rng::Rng;

const PARTS: [&str; 14] = [
    "Actions", "Badge", "Details", "Empty", "Filter", "Footer", "Header", "Legend", "List",
    "Notice", "Row", "Search", "Timeline", "Totals",
];
const FIELDS: [&str; 10] = [
    "arrival",
    "carrier",
    "customer",
    "departure",
    "owner",
    "price",
    "reference",
    "status",
    "updated",
    "weight",
];

pub(super) fn script_frame(topic: Topic) -> (String, String) {
    let (name, title) = (topic.0, topic.title());
    let header = format!(
        "import {{ useState }} from 'react';\nimport {{ t }} from '../i18n';\nimport {{ use{title} }} from \
         '../api/{name}';\nimport './{title}Page.css';\n\n"
    );
    (header, format!("\nexport default {title}Page;\n"))
}

pub(super) fn script(topic: Topic, rng: &mut Rng) -> Vec<String> {
    let (name, title) = (topic.0, topic.title());
    let (part, field) = (rng.one_of(&PARTS), rng.one_of(&FIELDS));
    let class = part.to_lowercase();
    let mut lines = vec![
        format!("function {title}{part}({{ id }}: {{ id: string }}) {{"),
        format!("  const {name} = use{title}(id);"),
    ];
    for _ in 0..rng.below(3) {
        lines.push(script_line(topic, rng));
    }
    lines.extend([
        "  return (".to_owned(),
        format!("    <section className=\"{name}-{class}\">"),
        format!("      <h3>{{t('{name}.{field}')}}</h3>"),
        format!("      <span>{{{name}.{field}}}</span>"),
        "    </section>".to_owned(),
        "  );".to_owned(),
        "}".to_owned(),
    ]);
    lines
}

pub(super) fn script_line(topic: Topic, rng: &mut Rng) -> String {
    let name = topic.0;
    let field = rng.one_of(&FIELDS);
    match rng.below(4) {
        0 => format!(
            "  const [{field}, set{}] = useState({name}.{field});",
            Topic(field).title()
        ),
        1 => format!("  if (!{name}.{field}) return null;"),
        2 => format!(
            "  const {field}Label = t('{name}.{field}', {{ n: {} }});",
            rng.between(2, 50)
        ),
        _ => format!("  const visible = {name}.{field} !== undefined;"),
    }
}

pub(super) fn test_frame(topic: Topic) -> (String, String) {
    let title = topic.title();
    let header = format!(
        "import {{ render, screen }} from '@testing-library/react';\nimport {title}Page from \
         './{title}Page';\n\n"
    );
    (header, String::new())
}

pub(super) fn test(topic: Topic, rng: &mut Rng) -> Vec<String> {
    let title = topic.title();
    let (part, field) = (rng.one_of(&PARTS).to_lowercase(), rng.one_of(&FIELDS));
    let mut lines = vec![
        format!("test('the {part} shows the {field}', async () => {{"),
        format!(
            "  render(<{title}Page id=\"{}\" />);",
            rng.between(100, 999)
        ),
    ];
    for _ in 0..rng.between(1, 3) {
        lines.push(test_line(topic, rng));
    }
    lines.push("});".to_owned());
    lines
}

pub(super) fn test_line(topic: Topic, rng: &mut Rng) -> String {
    let field = rng.one_of(&FIELDS);
    match rng.below(3) {
        0 => format!("  expect(await screen.findByText(/{field}/)).toBeVisible();"),
        1 => format!("  expect(screen.queryByRole('alert', {{ name: '{field}' }})).toBeNull();"),
        _ => format!(
            "  expect(screen.getByTestId('{}-{field}')).toBeEnabled();",
            topic.0
        ),
    }
}

pub(super) fn css(topic: Topic, rng: &mut Rng) -> Vec<String> {
    let part = rng.one_of(&PARTS).to_lowercase();
    let mut lines = vec![format!(".{}-{part} {{", topic.0)];
    for _ in 0..rng.between(2, 4) {
        lines.push(css_line(rng));
    }
    lines.push("}".to_owned());
    lines
}

pub(super) fn css_line(rng: &mut Rng) -> String {
    let size = 4 * rng.between(1, 8);
    match rng.below(6) {
        0 => format!("  padding: {size}px;"),
        1 => format!("  gap: {size}px;"),
        2 => format!(
            "  color: var(--{});",
            rng.one_of(&["ink", "muted", "accent", "danger"])
        ),
        3 => format!("  border-radius: {}px;", rng.between(2, 8)),
        4 => format!("  display: {};", rng.one_of(&["flex", "grid", "block"])),
        _ => format!("  max-width: {}rem;", rng.between(12, 70)),
    }
}
