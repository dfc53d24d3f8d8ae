//! Tree of the first commit.

use std::rc::Rc;

use super::{
    areas::{Area, TOPICS},
    content::{self, Kind, Topic},
    fixed_files::FIXED_FILES,
    rng::Rng,
    tree::{Change, File, Tree},
};
use crate::world::Person;

/// The file with one setting a line on which several people work at the same time.
pub(crate) const SURCHARGES: &str = "core/quote/surcharge.rs";
/// The settings of the running product.
pub(crate) const PRODUCTION: &str = "deploy/values/production.yaml";
/// The file that somebody repairs while somebody else removes it.
pub(crate) const LEGACY: &str = "core/legacy/rounding.rs";
/// A binary file.
pub(crate) const FIXTURE: &str = "jobs/fixtures/rates.bin";
/// The lock file that the bot changes.
pub(crate) const LOCK: &str = "Cargo.lock";
/// The manifest that the bot changes together with [`LOCK`].
pub(crate) const MANIFEST: &str = "api/Cargo.toml";

/// The team's settings of Sightline.
const SETTINGS: &str = ".bitbucket/sightline.json";

/// Dependencies of the product.
pub(crate) const PACKAGES: [&str; 24] = [
    "anyhow",
    "arc-swap",
    "bytes",
    "chrono",
    "dashmap",
    "futures",
    "hex",
    "http",
    "hyper",
    "itertools",
    "mime",
    "num-decimal",
    "opentelemetry",
    "parking",
    "rand",
    "regex",
    "rustls",
    "serde",
    "smallvec",
    "sqlx",
    "thiserror",
    "tokio",
    "tracing",
    "url",
];

/// Files that all topics share, and how many blocks they have.
const SHARED: [(&str, usize); 6] = [
    ("bitbucket-pipelines.yml", 9),
    ("core/schema.snapshot.sql", TOPICS.len()),
    ("docs/guides/README.md", 6),
    ("web/src/api/client.gen.ts", TOPICS.len()),
    ("web/src/i18n/de.json", 40),
    ("web/src/i18n/en.json", 40),
];

/// The files that were taken over from the old repository.
pub(crate) fn tree(people: &[Person], rng: &mut Rng) -> Tree {
    let mut tree = Tree::default();
    let mut put = |path: String, file: File| {
        tree.apply(&Change::Put {
            path,
            file: Rc::new(file),
        });
    };
    for (path, lines) in FIXED_FILES {
        put(path.to_owned(), content::lines(lines));
    }
    put(SETTINGS.to_owned(), settings(people));
    for area in [
        Area::Api,
        Area::Core,
        Area::Data,
        Area::Delivery,
        Area::Docs,
        Area::Jobs,
        Area::Web,
    ] {
        for topic in TOPICS {
            for path in area.files(topic).filter(|path| !is_shared(path)) {
                let blocks = rng.between(3, 9);
                let file = content::file(&path, topic, blocks, rng);
                put(path, file);
            }
        }
    }
    for topic in TOPICS.iter().take(8) {
        let path = helpers(*topic);
        let file = content::file(&path, *topic, 5, rng);
        put(path, file);
    }
    for (at, topic) in TOPICS.iter().enumerate() {
        let path = migration(at + 1, "create", *topic);
        let file = content::file(&path, *topic, 1, rng);
        put(path, file);
    }
    for (path, size) in SHARED {
        put(path.to_owned(), shared(path, size, rng));
    }
    put(MANIFEST.to_owned(), manifest());
    put(LOCK.to_owned(), lock(rng));
    put(FIXTURE.to_owned(), fixture(rng));
    tree
}

/// The team's settings: who is behind the names in CODEOWNERS.
fn settings(people: &[Person]) -> File {
    let last = people.len().saturating_sub(1);
    let owners = people.iter().enumerate().map(|(at, person)| {
        let comma = if at < last { "," } else { "" };
        format!("    \"{}\": \"{}\"{comma}", person.nickname, person.uuid)
    });
    let owners: Vec<String> = owners.collect();
    let head = ["{", "  \"owners\": {"].into_iter();
    let lines = head.chain(owners.iter().map(String::as_str));
    content::lines(&lines.chain(["  }", "}"]).collect::<Vec<_>>())
}

/// The path of a topic's helpers, before somebody moves them.
pub(crate) fn helpers(topic: Topic) -> String {
    format!("core/{}/helpers.rs", topic.0)
}

/// The path of a migration.
pub(crate) fn migration(number: usize, verb: &str, topic: Topic) -> String {
    format!("migrations/{number:04}_{verb}_{}s.sql", topic.0)
}

/// A file that is not text.
pub(crate) fn fixture(rng: &mut Rng) -> File {
    let words = std::iter::repeat_with(|| rng.next().to_le_bytes()).take(600);
    let bytes = b"RATES\0\x01\0"
        .iter()
        .copied()
        .chain(words.flatten())
        .collect();
    File::Binary(bytes)
}

/// A file with a block for each of many topics.
fn shared(path: &str, size: usize, rng: &mut Rng) -> File {
    let mut file = content::file(path, Topic("freightline"), 0, rng);
    if let File::Text(text) = &mut file {
        let topics = TOPICS.iter().cycle().take(size);
        text.blocks
            .extend(topics.map(|topic| content::block(Kind::of(path), *topic, rng)));
    }
    file
}

fn is_shared(path: &str) -> bool {
    SHARED.iter().any(|(shared, _)| *shared == path)
}

fn manifest() -> File {
    let dependencies = PACKAGES.map(|name| format!("{name} = \"1.0.0\""));
    let head = [
        "[package]",
        "name = \"freightline-api\"",
        "edition = \"2024\"",
        "",
        "[dependencies]",
    ];
    let lines: Vec<&str> = head
        .into_iter()
        .chain(dependencies.iter().map(String::as_str))
        .collect();
    content::lines(&lines)
}

fn lock(rng: &mut Rng) -> File {
    let mut file = content::file(LOCK, Topic("freightline"), 0, rng);
    if let File::Text(text) = &mut file {
        text.blocks
            .extend(PACKAGES.map(|name| content::block(Kind::Lock, Topic(name), rng)));
    }
    file
}
