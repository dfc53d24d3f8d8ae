//! Contents of the files: lines that look like the product's, by kind of file.

mod backend;
mod data;
mod frontend;
mod kind;
mod prose;

pub(crate) use kind::Kind;

use super::{
    rng::Rng,
    tree::{Block, File, Joint, Text},
};

/// Topic of a file, such as `booking`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Topic(pub(crate) &'static str);

impl Topic {
    /// `booking` as `Booking`.
    pub(crate) fn title(self) -> String {
        let mut letters = self.0.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    }
}

/// A new file with that many blocks.
pub(crate) fn file(path: &str, topic: Topic, blocks: usize, rng: &mut Rng) -> File {
    let kind = Kind::of(path);
    let (header, footer) = frame(kind, topic);
    File::Text(Text {
        header,
        blocks: (0..blocks).map(|_| block(kind, topic, rng)).collect(),
        footer,
        joint: match kind {
            Kind::English | Kind::German | Kind::Json => Joint::Comma,
            _ => Joint::Blank,
        },
    })
}

/// A text file of single lines that can change independently.
pub(crate) fn lines(lines: &[&str]) -> File {
    let block = |(at, line): (usize, &&str)| Block {
        id: u64::try_from(at).unwrap_or(0),
        lines: vec![(*line).to_owned()],
    };
    File::Text(Text {
        header: Vec::new(),
        blocks: lines.iter().enumerate().map(block).collect(),
        footer: Vec::new(),
        joint: Joint::None,
    })
}

/// A new function, rule, property or paragraph.
pub(crate) fn block(kind: Kind, topic: Topic, rng: &mut Rng) -> Block {
    let id = rng.next();
    let lines = match kind {
        Kind::Css => frontend::css(topic, rng),
        Kind::English => data::text(topic, data::Language::English, rng),
        Kind::Generated => data::generated(topic, rng),
        Kind::German => data::text(topic, data::Language::German, rng),
        Kind::Json => data::property(rng),
        Kind::Lock => data::package(topic.0, rng),
        Kind::Markdown => prose::section(topic, rng),
        Kind::Python => backend::python(topic, rng),
        Kind::Rust => backend::rust(topic, rng),
        Kind::Script => frontend::script(topic, rng),
        Kind::Snapshot => data::table(topic, rng),
        Kind::Sql => data::column(topic, rng),
        Kind::Test => frontend::test(topic, rng),
        Kind::Yaml => data::setting(rng),
    };
    Block { id, lines }
}

/// The block after somebody worked on it: a line more, or one of its lines put otherwise.
pub(crate) fn edited(kind: Kind, topic: Topic, block: &Block, rng: &mut Rng) -> Block {
    let line = match kind {
        Kind::Css => frontend::css_line(rng),
        Kind::Markdown => prose::sentence(topic, rng),
        Kind::Python => backend::python_line(topic, rng),
        Kind::Rust => backend::rust_line(topic, rng),
        Kind::Script => frontend::script_line(topic, rng),
        Kind::Test => frontend::test_line(topic, rng),
        _ => {
            let fresh = self::block(kind, topic, rng).lines;
            let lines = data::renewed(&block.lines, &fresh);
            return Block {
                id: block.id,
                lines,
            };
        }
    };
    let mut lines = block.lines.clone();
    // What a block needs stands in its first lines.
    let places: Vec<usize> = (2..lines.len())
        .filter(|at| {
            lines
                .get(*at)
                .is_some_and(|old| is_statement(kind, old, &line))
        })
        .collect();
    match rng.pick(&places).and_then(|at| lines.get_mut(*at)) {
        Some(old) if rng.chance(45) => *old = line,
        _ => {
            let after = |at: &usize| {
                let above = at.checked_sub(1).and_then(|above| lines.get(above));
                above.is_some_and(|above| {
                    is_statement(kind, above, &line) || *above == format!("{}}}", margin(&line))
                })
            };
            let places: Vec<usize> = (2..=lines.len()).filter(after).collect();
            // A block without a statement has room for one above its end.
            let end = lines.len().saturating_sub(2);
            let at = rng.pick(&places).copied().unwrap_or(end);
            lines.insert(at, line);
        }
    }
    Block {
        id: block.id,
        lines,
    }
}

/// Returns whether a line can stand anywhere in its block and is indented like another one.
fn is_statement(kind: Kind, line: &str, like: &str) -> bool {
    let ends = match kind {
        Kind::Markdown => line.ends_with('.'),
        Kind::Python => !line.trim_start().starts_with("return"),
        _ => line.ends_with(';') && line.trim_start() != ");",
    };
    ends && margin(line) == margin(like)
}

fn margin(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len())
        .unwrap_or_default()
}

fn frame(kind: Kind, topic: Topic) -> (Vec<String>, Vec<String>) {
    let (header, footer) = match kind {
        Kind::Css | Kind::Yaml => (String::new(), String::new()),
        Kind::English | Kind::German => ("{\n".to_owned(), "}\n".to_owned()),
        Kind::Generated | Kind::Snapshot => (data::GENERATED_HEADER.to_owned(), String::new()),
        Kind::Sql => (data::HEADER.to_owned(), String::new()),
        Kind::Json => data::schema_frame(topic),
        Kind::Lock => (data::LOCK_HEADER.to_owned(), String::new()),
        Kind::Markdown => (prose::header(topic), String::new()),
        Kind::Python => (backend::python_header(topic), String::new()),
        Kind::Rust => (backend::rust_header(topic), String::new()),
        Kind::Script => frontend::script_frame(topic),
        Kind::Test => frontend::test_frame(topic),
    };
    let split = |text: String| text.lines().map(str::to_owned).collect();
    (split(header), split(footer))
}
