//! A drawing as a file of its own, with the styles that the page gives it, and with its title.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Element, XmlSerializer};

/// Style properties of shapes and texts.
const STYLES: [&str; 11] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "display",
];
const NAMESPACE: &str = "http://www.w3.org/2000/svg";
/// Height of a line above the drawing.
const LINE: i32 = 18;

/// Drawing with that id as SVG; `None` where it is not drawn.
pub(super) fn svg(id: &str, title: &str, lines: &[&str]) -> Option<String> {
    let drawing = &document().get_element_by_id(id)?;
    let copy = drawing.clone_node_with_deep(true).ok()?;
    let copy: Element = copy.unchecked_into();
    style(drawing, &copy);
    let parts = |of: &Element| of.query_selector_all("*").ok();
    let (old, new) = (parts(drawing)?, parts(&copy)?);
    for at in 0..old.length() {
        if let (Some(old), Some(new)) = (old.get(at), new.get(at)) {
            style(old.unchecked_ref(), new.unchecked_ref());
        }
    }
    // What fails leaves the drawing without its title.
    let _entitled = entitle(drawing, &copy, title, lines);
    XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()
}

/// Writes down the style sheet's values.
fn style(of: &Element, to: &Element) {
    let Some(styles) = styles(of) else {
        return;
    };
    for name in STYLES {
        let value = styles.get_property_value(name).unwrap_or_default();
        let _valid = to.set_attribute(name, &value);
    }
    // They speak of a page that is not there.
    for name in ["class", "tabindex", "data-mark", "id", "aria-labelledby"] {
        let _valid = to.remove_attribute(name);
    }
}

fn styles(of: &Element) -> Option<CssStyleDeclaration> {
    window().get_computed_style(of).ok()?
}

/// Makes room above the drawing, and writes into it.
fn entitle(drawing: &Element, copy: &Element, title: &str, lines: &[&str]) -> Result<(), JsValue> {
    let size = drawing.get_attribute("viewBox").unwrap_or_default();
    let mut size = size.split(' ').skip(2).map(str::parse::<i32>);
    let (Some(Ok(width)), Some(Ok(height))) = (size.next(), size.next()) else {
        return Ok(());
    };
    let room = LINE * i32::try_from(lines.len() + 1).unwrap_or(1) + 8;
    let (room, height) = ((-room).to_string(), (height + room).to_string());
    copy.set_attribute("viewBox", &format!("0 {room} {width} {height}"))?;
    copy.set_attribute("width", &width.to_string())?;
    copy.set_attribute("height", &height)?;
    if let Some(sheet) = copy.first_element_child() {
        sheet.set_attribute("y", &room)?;
        sheet.set_attribute("height", &height)?;
    }
    let colour = styles(drawing).map(|styles| styles.get_property_value("color"));
    let colour = colour.transpose()?.unwrap_or_default();
    let mut y = room.parse().unwrap_or(0);
    for line in [title].iter().chain(lines) {
        y += LINE;
        let text = document().create_element_ns(Some(NAMESPACE), "text")?;
        let weight = if *line == title { "600" } else { "400" };
        for (name, value) in [
            ("x", "8"),
            ("y", &y.to_string()),
            ("fill", &colour),
            ("font-family", "sans-serif"),
            ("font-size", "12px"),
            ("font-weight", weight),
        ] {
            text.set_attribute(name, value)?;
        }
        text.set_text_content(Some(line));
        copy.append_child(&text)?;
    }
    Ok(())
}
