//! Fields of a line for reading: a value that is more than one plain word is quoted, so that text from
//! outside cannot pass for another field.

use std::fmt::{self, Debug, Write};

use tracing::field::{Field, Visit};
use tracing_subscriber::{
    field::RecordFields,
    fmt::{FormatFields, format::Writer},
};

/// Writes `name=value` for each field, and the message as it is.
pub(super) struct Quoted;

impl<'w> FormatFields<'w> for Quoted {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'w>, fields: R) -> fmt::Result {
        let mut line = Line {
            result: Ok(()),
            separator: "",
            writer,
        };
        fields.record(&mut line);
        line.result
    }
}

struct Line<'w> {
    result: fmt::Result,
    separator: &'static str,
    writer: Writer<'w>,
}

impl Line<'_> {
    fn field(&mut self, field: &Field, value: fmt::Arguments<'_>) {
        if self.result.is_ok() {
            self.result = match field.name() {
                "message" => write!(self.writer, "{}{value}", self.separator),
                name => write!(self.writer, "{}{name}={value}", self.separator),
            };
            self.separator = " ";
        }
    }
}

impl Visit for Line<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.field(field, format_args!("{value:?}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        // Writing to a string does not fail, and a value that cannot be written is left out.
        let _ = write!(text, "{value:?}");
        match field.name() {
            "message" => self.field(field, format_args!("{}", without_controls(&text))),
            _ if is_word(&text) => self.field(field, format_args!("{text}")),
            _ => self.field(field, format_args!("{text:?}")),
        }
    }
}

/// A message on one line. Ours hold no text from outside; those of libraries might.
fn without_controls(message: &str) -> String {
    let escaped = |c: char| match c.is_control() {
        true => c.escape_default().collect::<String>(),
        false => c.into(),
    };
    message.chars().map(escaped).collect()
}

fn is_word(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_graphic() && !b"=\"\\".contains(&b);
    !text.is_empty() && text.bytes().all(plain)
}
