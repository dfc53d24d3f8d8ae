//! The order of functions in WebAssembly. Brotli names what was there before by how far back it is, in
//! fewer bits where that is near: so functions with much in common stand side by side.

use std::collections::HashMap;

use wasm_encoder::{NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

use crate::Error;

/// Bytes that count as one thing in common.
const WINDOW: usize = 5;
/// What so many functions have tells nothing.
const COMMON: usize = 200;
/// How many of the last functions the next one is compared with.
const LAST: usize = 6;
/// Bytes by which small functions are made larger, so that they do not go first for one thing in common.
const SMALL: usize = 40;

/// The program with a name for each function; by their names they stand in that order.
///
/// # Errors
/// [`Error::Wasm`]
pub fn named(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    imported += u32::from(matches!(import.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let mut places = vec![0; bodies.len()];
    for (place, function) in order(&bodies).into_iter().enumerate() {
        if let Some(kept) = places.get_mut(function) {
            *kept = place;
        }
    }
    let mut names = NameMap::new();
    for (function, place) in (imported..).zip(places) {
        names.append(function, &format!("f{place:05}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut wasm = wasm.to_vec();
    section.append_to(&mut wasm);
    Ok(wasm)
}

/// All functions, the largest first, and then always the one that has most in common with the last ones.
pub fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let alike = Alike::new(bodies);
    let largest = (0..bodies.len()).max_by_key(|at| bodies.get(*at).map(|body| body.len()));
    let mut left = vec![true; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = largest;
    while let Some(function) = next {
        order.push(function);
        if let Some(left) = left.get_mut(function) {
            *left = false;
        }
        let last = order.iter().rev().take(LAST);
        next = alike
            .nearest(last, &left)
            .or_else(|| left.iter().position(|left| *left));
    }
    order
}

/// Which functions have which bytes.
struct Alike {
    /// Square roots of sizes.
    sizes: Vec<f64>,
    /// Of each function.
    windows: Vec<Vec<usize>>,
    /// With each window.
    functions: Vec<Vec<usize>>,
}

impl Alike {
    fn new(bodies: &[&[u8]]) -> Self {
        let mut known: HashMap<&[u8], Vec<usize>> = HashMap::new();
        for (function, body) in bodies.iter().enumerate() {
            for window in body.windows(WINDOW) {
                let functions = known.entry(window).or_default();
                if functions.last() != Some(&function) {
                    functions.push(function);
                }
            }
        }
        let mut functions: Vec<Vec<usize>> = known.into_values().collect();
        functions.retain(|functions| (2..=COMMON).contains(&functions.len()));
        functions.sort_unstable();
        let mut windows = vec![Vec::new(); bodies.len()];
        for (window, functions) in functions.iter().enumerate() {
            for function in functions {
                if let Some(windows) = windows.get_mut(*function) {
                    windows.push(window);
                }
            }
        }
        Self {
            sizes: bodies.iter().map(|body| root(body.len() + SMALL)).collect(),
            windows,
            functions,
        }
    }

    /// The function that has most in common with these, the nearest of which counts most, for its size.
    fn nearest<'a>(&self, last: impl Iterator<Item = &'a usize>, left: &[bool]) -> Option<usize> {
        let mut shared = vec![0.0; left.len()];
        for (age, function) in (1_u32..).zip(last) {
            let windows = self.windows.get(*function).into_iter().flatten();
            for functions in windows.filter_map(|window| self.functions.get(*window)) {
                let rare = 1.0 / (f64::from(age) * root(functions.len()));
                for other in functions {
                    if let Some(shared) = shared.get_mut(*other) {
                        *shared += rare;
                    }
                }
            }
        }
        let scored = shared.into_iter().zip(&self.sizes).zip(left).enumerate();
        let scored = scored.filter(|(_, ((shared, _), left))| **left && *shared > 0.0);
        let scored = scored.map(|(at, ((shared, size), _))| (at, shared / size));
        // Of equal ones the first.
        scored
            .fold(None, |best: Option<(usize, f64)>, one| match best {
                Some(best) if best.1 >= one.1 => Some(best),
                _ => Some(one),
            })
            .map(|(at, _)| at)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes of functions")]
fn root(number: usize) -> f64 {
    (number as f64).sqrt()
}
