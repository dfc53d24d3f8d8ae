//! Kinds of files by widely used names.

use super::Kind;
use crate::history::folder;

/// Names of lock files, whole.
const LOCK_FILES: &[&str] = &[
    "bun.lock",
    "bun.lockb",
    "cargo.lock",
    "composer.lock",
    "flake.lock",
    "gemfile.lock",
    "go.sum",
    "mix.lock",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "package.resolved",
    "packages.lock.json",
    "pipfile.lock",
    "pnpm-lock.yaml",
    "podfile.lock",
    "poetry.lock",
    "pubspec.lock",
    "uv.lock",
    "yarn.lock",
];
/// Folders of other people's code.
const VENDORED: &[&str] = &[
    "bower_components",
    "node_modules",
    "third_party",
    "third-party",
    "vendor",
];
/// Folders of generated code.
const GENERATED: &[&str] = &["__generated__", "__snapshots__", "dist", "gen", "generated"];
/// Endings of generated files.
const GENERATED_ENDINGS: &[&str] = &[
    ".designer.cs",
    ".g.cs",
    ".g.dart",
    ".map",
    ".min.css",
    ".min.js",
    ".pb.cc",
    ".pb.go",
    ".pb.h",
    ".snap",
    "_generated.go",
    "_pb2.py",
    "_pb2_grpc.py",
];
/// Endings of prose.
const PROSE: &[&str] = &[".adoc", ".markdown", ".md", ".mdx", ".org", ".rst"];
/// Folders of continuous integration and of editors.
const CONFIG_FOLDERS: &[&str] = &[
    ".bitbucket",
    ".buildkite",
    ".circleci",
    ".config",
    ".devcontainer",
    ".github",
    ".gitlab",
    ".husky",
    ".idea",
    ".vscode",
];
/// Names of configuration, whole.
const CONFIG_FILES: &[&str] = &[
    "appveyor.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "codeowners",
    "composer.json",
    "deno.json",
    "go.mod",
    "jenkinsfile",
    "nx.json",
    "package.json",
    "pom.xml",
    "renovate.json",
    "turbo.json",
];
/// Beginnings of the names of JSON files that configure compilers.
const CONFIG_STARTS: &[&str] = &["jsconfig", "tsconfig"];
/// Endings of configuration, outside of tests.
const CONFIG_ENDINGS: &[&str] = &[
    ".cfg",
    ".conf",
    ".ini",
    ".properties",
    ".toml",
    ".yaml",
    ".yml",
];
/// Folders of tests.
const TESTS: &[&str] = &["__tests__", "spec", "specs", "test", "testing", "tests"];

/// Endings of the names of tests, without the type.
const TEST_ENDINGS: &[&str] = &[
    "_test", "-test", ".test", "_spec", "-spec", ".spec", "_tests",
];

/// Kind of the file behind a path, by widely used names.
pub(super) fn kind(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut folders = folder(path).split('/');
    let within = |names: &[&str]| folders.clone().any(|folder| is_among(folder, names));
    let is_prose = PROSE.iter().any(|ending| ends(name, ending));
    if is_among(name, LOCK_FILES) {
        Kind::Lock
    } else if within(VENDORED) {
        Kind::Vendored
    } else if within(GENERATED)
        || GENERATED_ENDINGS.iter().any(|ending| ends(name, ending))
        || is_marked_generated(name)
    {
        Kind::Generated
    } else if !is_prose && (within(CONFIG_FOLDERS) || is_config(name)) {
        Kind::Config
    } else if within(TESTS) || folders.any(|folder| ends(folder, "-tests")) || is_test(name) {
        Kind::Test
    } else if is_prose {
        Kind::Docs
    } else if CONFIG_ENDINGS.iter().any(|ending| ends(name, ending)) {
        Kind::Config
    } else {
        Kind::Code
    }
}

/// Returns whether a name marks generated code before its type: `routes.gen.ts`, `api.generated.go`.
fn is_marked_generated(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
    let mark = stem.rsplit_once('.').map_or("", |(_, mark)| mark);
    is_among(mark, &["gen", "generated"])
}

/// Returns whether a name alone says that it configures a tool: `.editorconfig`,
/// `tsconfig.build.json`, `vite.config.ts`.
fn is_config(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or("", |(stem, _)| stem);
    let is_hidden = name.len() > 1 && name.starts_with('.');
    let is_json = ends(name, ".json") && CONFIG_STARTS.iter().any(|start| starts(name, start));
    is_hidden || is_json || ends(stem, ".config") || is_among(name, CONFIG_FILES)
}

fn is_test(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    is_among(stem, &["test", "tests"])
        || ["test_", "test-"].iter().any(|start| starts(stem, start))
        || TEST_ENDINGS.iter().any(|ending| ends(stem, ending))
}

fn is_among(name: &str, names: &[&str]) -> bool {
    let mut names = names.iter().filter(|other| other.len() == name.len());
    names.any(|other| name.eq_ignore_ascii_case(other))
}

fn starts(name: &str, start: &str) -> bool {
    let own = name.as_bytes().get(..start.len());
    own.is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()))
}

fn ends(name: &str, ending: &str) -> bool {
    let (name, ending) = (name.as_bytes(), ending.as_bytes());
    let last = |text: &[u8]| text.last().map(u8::to_ascii_lowercase);
    if last(name) != last(ending) {
        return false;
    }
    let from = name.len().checked_sub(ending.len());
    let own = from.and_then(|from| name.get(from..));
    own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
}
