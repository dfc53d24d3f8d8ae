//! Locals get other numbers, and the program stays the same.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::HashMap;

use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, Function, FunctionSection, GlobalSection,
    GlobalType, Instruction, Module, TypeSection, ValType,
};
use wasmparser::{Operator, Parser, Payload};
use xtask::bundle::renumbered;

/// Functions of one parameter with these locals, between other sections.
fn module(functions: &[(&[ValType], &[Instruction<'_>])]) -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], []);
    let (mut declared, mut code) = (FunctionSection::new(), CodeSection::new());
    for (locals, instructions) in functions {
        declared.function(0);
        let mut body = Function::new_with_locals_types(locals.iter().copied());
        for instruction in *instructions {
            body.instruction(instruction);
        }
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    let mut globals = GlobalSection::new();
    let mutable = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };
    globals.global(mutable, &ConstExpr::i32_const(7));
    let mut exports = ExportSection::new();
    exports.export("it", ExportKind::Func, 0);
    let mut module = Module::new();
    module.section(&types).section(&declared).section(&globals);
    module.section(&exports).section(&code);
    module.finish()
}

/// Of each function: the types of its locals, and its instructions.
fn read(wasm: &[u8]) -> Vec<(Vec<wasmparser::ValType>, Vec<Operator<'_>>)> {
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = payload.unwrap() {
            let mut types = vec![wasmparser::ValType::I32];
            for local in body.get_locals_reader().unwrap() {
                let (count, kind) = local.unwrap();
                types.extend((0..count).map(|_| kind));
            }
            let operators = body.get_operators_reader().unwrap().into_iter();
            functions.push((types, operators.map(Result::unwrap).collect()));
        }
    }
    functions
}

fn local(operator: &Operator<'_>) -> Option<(&'static str, u32)> {
    Some(match *operator {
        Operator::LocalGet { local_index } => ("get", local_index),
        Operator::LocalSet { local_index } => ("set", local_index),
        Operator::LocalTee { local_index } => ("tee", local_index),
        _ => return None,
    })
}

/// Code for two locals that both stand in places of their own.
const fn doubled(one: u32, two: u32) -> [Instruction<'static>; 10] {
    use Instruction::{Drop, I32Add, I32Const, LocalGet, LocalSet, LocalTee};
    [
        I32Const(1_000_003),
        LocalTee(one),
        LocalGet(one),
        I32Add,
        LocalSet(two),
        LocalGet(two),
        Drop,
        LocalGet(0),
        LocalSet(one),
        Instruction::Nop,
    ]
}

const TWO: [ValType; 2] = [ValType::I32; 2];

#[test]
fn what_stands_between_the_same_instructions_gets_the_same_number() {
    let (plain, crossed) = (doubled(1, 2), doubled(2, 1));
    let renumbered = renumbered(&module(&[(&TWO, &plain), (&TWO, &crossed)])).unwrap();
    let functions = read(&renumbered);
    assert_eq!(functions.len(), 2);
    assert_eq!(functions.first(), functions.last());
}

#[test]
fn each_local_becomes_one_other_of_its_type_and_parameters_stay() {
    let mixed = [ValType::I64, ValType::I32, ValType::I64, ValType::I32];
    let mut wide = doubled(4, 2).to_vec();
    wide.extend([
        Instruction::LocalGet(3),
        Instruction::LocalSet(1),
        Instruction::LocalGet(0),
        Instruction::Drop,
    ]);
    let plain = module(&[(&TWO, &doubled(1, 2)), (&mixed, &wide), (&TWO, &[])]);
    let renumbered = renumbered(&plain).unwrap();
    assert_eq!(plain.len(), renumbered.len());
    for ((types, old), (kept, new)) in read(&plain).iter().zip(read(&renumbered)) {
        assert_eq!(*types, kept);
        assert_eq!(old.len(), new.len());
        let mut became = HashMap::new();
        for (old, new) in old.iter().zip(&new) {
            match (local(old), local(new)) {
                (Some((does, old)), Some((does_now, new))) => {
                    assert_eq!(does, does_now);
                    assert_eq!(*became.entry(old).or_insert(new), new);
                    assert_eq!(types.get(old as usize), types.get(new as usize));
                }
                _ => assert_eq!(old, new),
            }
        }
        let mut numbers: Vec<u32> = became.values().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), became.len(), "no two became one");
        assert_eq!(became.get(&0).copied().unwrap_or(0), 0);
    }
}

#[test]
fn all_other_sections_stay_as_they_were() {
    let plain = module(&[(&TWO, &doubled(2, 1)), (&TWO, &doubled(1, 2))]);
    let renumbered = renumbered(&plain).unwrap();
    let sections = |wasm: &[u8]| -> Vec<(u8, Vec<u8>)> {
        let payloads = Parser::new(0).parse_all(wasm).map(Result::unwrap);
        let sections = payloads.filter_map(|payload| payload.as_section());
        let place = |at: u64| usize::try_from(at).unwrap();
        sections
            .map(|(id, range)| {
                (
                    id,
                    wasm.get(place(range.start)..place(range.end))
                        .unwrap()
                        .to_vec(),
                )
            })
            .filter(|(id, _)| *id != 10)
            .collect()
    };
    assert_eq!(sections(&plain), sections(&renumbered));
    assert_eq!(sections(&plain).len(), 4);
}

#[test]
fn what_is_no_webassembly_is_refused() {
    assert!(renumbered(b"<!DOCTYPE html>").is_err());
}
