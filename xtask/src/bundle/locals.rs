//! The numbers of locals in WebAssembly. Any will do; those pack best that stood between the same
//! instructions before.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use wasm_encoder::{CodeSection, Encode, Module, RawSection};
use wasmparser::{BinaryReaderError, FunctionBody, Operator, Parser, Payload, ValType};

use crate::Error;

/// Instructions on each side of a local by which its number is chosen.
const NEAR: usize = 3;
/// How often all are chosen anew, by what stands in all other functions.
const ROUNDS: usize = 6;
/// What a number counts that never stood somewhere, against one that did once.
const NEVER: f64 = 1.0 / 64.0;

/// The same program with other numbers of locals.
///
/// # Errors
/// [`Error::Wasm`]
pub fn renumbered(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let mut functions = functions(wasm)?;
    let mut known = Known::default();
    for round in 0..ROUNDS {
        for function in &mut functions {
            let places = function.places();
            if round > 0 {
                known.count(function, &places, -1.0);
            }
            function.numbers = known.choose(function, &places);
            known.count(function, &function.places(), 1.0);
        }
    }
    let mut code = CodeSection::new();
    for function in &functions {
        code.raw(&function.bytes());
    }
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm).flatten() {
        if let Payload::CodeSectionStart { .. } = payload {
            module.section(&code);
        } else if let Some((id, range)) = payload.as_section() {
            let data = cut(wasm, range);
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

fn functions(wasm: &[u8]) -> Result<Vec<Function<'_>>, BinaryReaderError> {
    let mut parameters = Vec::new();
    let mut declared = Vec::new();
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(section) => {
                for kind in section.into_iter_err_on_gc_types() {
                    parameters.push(kind?.params().len());
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    declared.push(kind? as usize);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let kind = declared.get(functions.len());
                let parameters = kind.and_then(|kind| parameters.get(*kind));
                let parameters = parameters.copied().unwrap_or_default();
                functions.push(Function::new(wasm, &body, parameters)?);
            }
            _ => {}
        }
    }
    Ok(functions)
}

fn cut(wasm: &[u8], range: Range<u64>) -> &[u8] {
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let bytes = wasm.get(place(range.start)..place(range.end));
    bytes.unwrap_or_default()
}

#[derive(Debug, Clone, Copy, Hash)]
enum Step<'a> {
    /// What is done to which local.
    Local(u8, usize),
    /// Another instruction as it is.
    Other(&'a [u8]),
}

/// Where a local stands, and what is near it: one instruction, two, three; before and after.
type Place = (usize, Vec<u64>);

struct Function<'a> {
    /// How its locals are declared.
    head: &'a [u8],
    /// The types of its locals; none of parameters, which keep their numbers.
    types: Vec<Option<ValType>>,
    /// With the old numbers.
    steps: Vec<Step<'a>>,
    /// The new numbers by the old ones.
    numbers: Vec<usize>,
}

impl<'a> Function<'a> {
    fn new(
        wasm: &'a [u8],
        body: &FunctionBody<'a>,
        parameters: usize,
    ) -> Result<Self, BinaryReaderError> {
        let mut types = vec![None; parameters];
        for local in body.get_locals_reader()? {
            let (count, kind) = local?;
            types.extend((0..count).map(|_| Some(kind)));
        }
        let mut operators = body.get_operators_reader()?;
        let head = cut(wasm, body.range().start..operators.original_position());
        let mut steps = Vec::new();
        while !operators.eof() {
            let start = operators.original_position();
            let operator = operators.read()?;
            let bytes = cut(wasm, start..operators.original_position());
            steps.push(match (operator, bytes) {
                (
                    Operator::LocalGet { local_index }
                    | Operator::LocalSet { local_index }
                    | Operator::LocalTee { local_index },
                    [code, ..],
                ) => Step::Local(*code, local_index as usize),
                _ => Step::Other(bytes),
            });
        }
        Ok(Self {
            head,
            numbers: (0..types.len()).collect(),
            types,
            steps,
        })
    }

    /// With the new numbers.
    fn seen(&self) -> Vec<Step<'a>> {
        let steps = self.steps.iter().map(|step| match *step {
            Step::Local(code, local) => {
                let number = self.numbers.get(local);
                Step::Local(code, number.copied().unwrap_or(local))
            }
            other @ Step::Other(_) => other,
        });
        steps.collect()
    }

    fn places(&self) -> Vec<Place> {
        let seen = self.seen();
        let mut places = Vec::new();
        for (at, step) in self.steps.iter().enumerate() {
            let Step::Local(code, local) = *step else {
                continue;
            };
            let (before, after) = seen.split_at(at);
            let mut near = widening((code, "before"), before.iter().rev());
            near.extend(widening((code, "after"), after.iter().skip(1)));
            places.push((local, near));
        }
        places
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.head.to_vec();
        for step in self.seen() {
            match step {
                Step::Local(code, number) => {
                    bytes.push(code);
                    number.encode(&mut bytes);
                }
                Step::Other(other) => bytes.extend(other),
            }
        }
        bytes
    }
}

/// Stands for the first step, the first two, the first three.
fn widening<'a>(of: impl Hash, steps: impl Iterator<Item = &'a Step<'a>>) -> Vec<u64> {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    let steps = steps.map(Some).chain([None; NEAR]).take(NEAR);
    let hashes = steps.map(|step| {
        step.hash(&mut hasher);
        hasher.finish()
    });
    hashes.collect()
}

/// How often which number stood where.
#[derive(Default)]
struct Known(HashMap<(u64, usize), f64>);

impl Known {
    fn count(&mut self, function: &Function<'_>, places: &[Place], times: f64) {
        for (local, near) in places {
            let number = function.numbers.get(*local).copied().unwrap_or(*local);
            for near in near {
                *self.0.entry((*near, number)).or_default() += times;
            }
        }
    }

    /// The likeliest number for each local of its type, for those first that stand most often.
    fn choose(&self, function: &Function<'_>, places: &[Place]) -> Vec<usize> {
        let mut stands = vec![Vec::new(); function.types.len()];
        for (local, near) in places {
            if let Some(stands) = stands.get_mut(*local) {
                stands.extend(near);
            }
        }
        let mut locals: Vec<(usize, &Vec<u64>)> = stands.iter().enumerate().collect();
        locals.sort_by_key(|(_, stands)| std::cmp::Reverse(stands.len()));
        let mut free: Vec<(usize, &Option<ValType>)> = function.types.iter().enumerate().collect();
        let mut numbers: Vec<usize> = (0..function.types.len()).collect();
        for (local, stands) in locals {
            let Some(kind @ Some(_)) = function.types.get(local) else {
                continue;
            };
            let likely = |number: usize| {
                let often = stands.iter().map(|near| self.0.get(&(*near, number)));
                let often = often.map(|often| (often.copied().unwrap_or_default() + NEVER).ln());
                often.sum::<f64>()
            };
            let mut best = None;
            for (at, (number, other)) in free.iter().enumerate() {
                if *other == kind {
                    let likely = likely(*number);
                    if best.is_none_or(|(_, most)| likely > most) {
                        best = Some((at, likely));
                    }
                }
            }
            if let Some((at, _)) = best
                && let Some(number) = numbers.get_mut(local)
            {
                *number = free.remove(at).0;
            }
        }
        numbers
    }
}
