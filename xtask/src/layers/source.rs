//! Files of the app, and the paths that they name.

use std::{fs, path::Path};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{
    ItemMod, ItemUse, Macro, UseTree, VisRestricted, Visibility, spanned::Spanned, visit::Visit,
};

use super::{DETACHED_BY, DETACHED_IN, Fault};
use crate::Error;

/// A file.
#[derive(Debug)]
pub(super) struct Source {
    /// Its path below `src`.
    pub(super) file: String,
    /// Its module: `pages::queue` is `["pages", "queue"]`.
    pub(super) module: Vec<String>,
    /// Paths that it names, as they are written.
    pub(super) paths: Vec<Named>,
    /// Names that it re-exports, with the paths behind them.
    pub(super) exports: Vec<(String, Vec<String>)>,
    text: String,
    styles: Vec<usize>,
}

/// Path that a file names.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Its segments.
    pub(super) path: Vec<String>,
    /// Its line.
    pub(super) line: usize,
}

impl Source {
    /// Reads all files below `root` but `lib.rs`, which may use everything.
    pub(super) fn read_all(root: &Path) -> Result<Vec<Self>, Error> {
        let mut sources = Vec::new();
        read_folder(root, &mut Vec::new(), &mut sources)?;
        sources.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(sources)
    }

    fn read(path: &Path, module: Vec<String>, file: String) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(Error::io(format!("reading {file}")))?;
        let parsed = syn::parse_file(&text).map_err(|problem| Error::Source {
            file: file.clone(),
            problem: problem.to_string(),
        })?;
        let mut source = Self {
            file,
            module,
            paths: Vec::new(),
            exports: Vec::new(),
            text,
            styles: Vec::new(),
        };
        source.visit_file(&parsed);
        Ok(source)
    }

    /// Habits of views that are refused.
    pub(super) fn habits(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let file = || self.file.clone();
        faults.extend(self.styles.iter().map(|line| Fault::Style {
            file: file(),
            line: *line,
        }));
        let unowned = self
            .paths
            .iter()
            .filter(|named| self.is_unowned(&named.path));
        faults.extend(unowned.map(|named| Fault::Unowned {
            file: file(),
            line: named.line,
        }));
        let listens = self.text.contains("window_event_listener(");
        if listens && !self.text.contains("on_cleanup(") {
            faults.push(Fault::Listener { file: file() });
        }
        faults
    }

    /// Returns whether a path spawns a task without an owner where it needs one.
    fn is_unowned(&self, path: &[String]) -> bool {
        let module = self.module.first().map_or("", String::as_str);
        match spawn(path) {
            Some(Spawn::Local) => self.file != DETACHED_IN,
            Some(Spawn::Detached) => !DETACHED_BY.contains(&module),
            None => false,
        }
    }

    fn add_use(&mut self, tree: &UseTree, before: &mut Vec<String>, public: bool) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.add_use(&path.tree, before, public);
                before.pop();
            }
            UseTree::Name(name) => {
                let last = name.ident.to_string();
                self.add_leaf(before, &last, &last, name.ident.span().start().line, public);
            }
            UseTree::Rename(rename) => {
                let line = rename.ident.span().start().line;
                let (last, known) = (rename.ident.to_string(), rename.rename.to_string());
                self.add_leaf(before, &last, &known, line, public);
            }
            UseTree::Glob(glob) => {
                self.add_leaf(before, "*", "*", glob.span().start().line, public);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_use(tree, before, public);
                }
            }
        }
    }

    fn add_leaf(&mut self, before: &[String], last: &str, known: &str, line: usize, public: bool) {
        let mut path = before.to_vec();
        if last != "self" {
            path.push(last.to_owned());
        }
        if public {
            self.exports.push((known.to_owned(), path.clone()));
        }
        // A re-export of a child is left to those who import it.
        if !public || self.leads_out(&path) {
            self.paths.push(Named { path, line });
        }
    }

    /// Returns whether a path leads to something that is not below this module.
    fn leads_out(&self, path: &[String]) -> bool {
        match path.split_first() {
            Some((first, rest)) if first == "crate" => !rest.starts_with(&self.module),
            Some((first, _)) => first == "super",
            None => false,
        }
    }

    // The input of a macro is not a syntax tree: paths are found by their first words.
    fn add_tokens(&mut self, tokens: &TokenStream, is_view: bool) {
        let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        for (at, tree) in trees.iter().enumerate() {
            match tree {
                TokenTree::Group(group) => self.add_tokens(&group.stream(), is_view),
                TokenTree::Ident(word) => {
                    let line = word.span().start().line;
                    let rest = trees.get(at..).unwrap_or_default();
                    let before = at.checked_sub(1).and_then(|at| trees.get(at));
                    let continues =
                        matches!(before, Some(TokenTree::Punct(sign)) if sign.as_char() == ':');
                    let path = path_at(rest);
                    if !continues && is_checked(&path) {
                        self.paths.push(Named { path, line });
                    }
                    if is_view && *word == "style" && is_attribute(before, rest) {
                        self.styles.push(line);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let public = !matches!(item.vis, Visibility::Inherited);
        self.add_use(&item.tree, &mut Vec::new(), public);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        // Unit tests may use what they like.
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }

    // `pub(super)` says who may see an item, and imports nothing.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|one| one.ident.to_string());
        let segments: Vec<String> = segments.collect();
        if is_checked(&segments) {
            self.paths.push(Named {
                path: segments,
                line: path.span().start().line,
            });
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        let is_view = called.path.is_ident("view");
        self.add_tokens(&called.tokens, is_view);
        syn::visit::visit_macro(self, called);
    }
}

/// Returns whether a word of a view, with what is before and after it, is an attribute that holds text.
fn is_attribute(before: Option<&TokenTree>, word: &[TokenTree]) -> bool {
    let assigned = matches!(word.get(1), Some(TokenTree::Punct(sign)) if sign.as_char() == '=');
    // `style=("width", width)` sets a property.
    let is_property = matches!(
        word.get(2),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis
    );
    let is_part = match before {
        Some(TokenTree::Punct(sign)) => ":.".contains(sign.as_char()),
        Some(TokenTree::Ident(word)) => *word == "let",
        _ => false,
    };
    assigned && !is_property && !is_part
}

/// Returns whether a path in code, rather than in a `use`, is checked.
fn is_checked(path: &[String]) -> bool {
    let leads = path
        .first()
        .is_some_and(|first| first == "crate" || first == "super");
    leads || spawn(path).is_some()
}

/// Function that spawns a task without an owner.
enum Spawn {
    /// That of [`DETACHED_IN`].
    Detached,
    /// One of a library.
    Local,
}

fn spawn(path: &[String]) -> Option<Spawn> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        [.., "task" | "wasm_bindgen_futures", "spawn_local"] => Some(Spawn::Local),
        [.., "task", "spawn_detached"] => Some(Spawn::Detached),
        _ => None,
    }
}

/// Words of a path from its beginning: `crate :: a :: b`.
fn path_at(trees: &[TokenTree]) -> Vec<String> {
    let mut path = Vec::new();
    let mut trees = trees.iter();
    while let Some(TokenTree::Ident(word)) = trees.next() {
        path.push(word.to_string());
        let colons = trees
            .by_ref()
            .take(2)
            .filter(|tree| matches!(tree, TokenTree::Punct(sign) if sign.as_char() == ':'));
        if colons.count() < 2 {
            break;
        }
    }
    path
}

fn read_folder(
    folder: &Path,
    module: &mut Vec<String>,
    sources: &mut Vec<Source>,
) -> Result<(), Error> {
    let what = || format!("reading {}", folder.display());
    for entry in fs::read_dir(folder).map_err(Error::io(what()))? {
        let path = entry.map_err(Error::io(what()))?.path();
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            module.push(name);
            read_folder(&path, module, sources)?;
            module.pop();
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let is_lib = module.is_empty() && name == "lib";
            let file = module
                .iter()
                .map(|part| format!("{part}/"))
                .collect::<String>();
            let file = format!("{file}{name}.rs");
            let mut own = module.clone();
            if name != "mod" {
                own.push(name);
            }
            if !is_lib {
                sources.push(Source::read(&path, own, file)?);
            }
        }
    }
    Ok(())
}
