//! Functions that are alike stand side by side, and nothing else about them changes.

#![allow(clippy::unwrap_used, reason = "tests")]

use wasm_encoder::{
    CodeSection, EntityType, Function, FunctionSection, ImportSection, Instruction, Module,
    TypeSection,
};
use wasmparser::{KnownCustom, Name, Parser, Payload};
use xtask::bundle::{named, order};

#[test]
fn functions_with_bytes_in_common_are_neighbours() {
    let bodies: [&[u8]; 5] = [
        b"the largest one of all, without a likeness",
        b"abcdefgh-1",
        b"QRSTUVWX-1",
        b"abcdefgh-2",
        b"QRSTUVWX-2",
    ];
    assert_eq!(order(&bodies), [0, 1, 3, 2, 4]);
    assert_eq!(order(&[]), [0; 0]);
}

/// An imported function, and three others that push and drop these numbers.
fn module(functions: &[&[i32]]) -> Vec<u8> {
    let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
    types.ty().function([], []);
    imports.import("a", "b", EntityType::Function(0));
    let (mut declared, mut code) = (FunctionSection::new(), CodeSection::new());
    for numbers in functions {
        declared.function(0);
        let mut body = Function::new([]);
        for number in *numbers {
            body.instruction(&Instruction::I32Const(*number));
            body.instruction(&Instruction::Drop);
        }
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    let mut module = Module::new();
    module.section(&types).section(&imports);
    module.section(&declared).section(&code);
    module.finish()
}

#[test]
fn names_say_the_order_and_count_on_after_imports() {
    const ALIKE: [i32; 2] = [11_111_111, 22_222_222];
    const LARGEST: [i32; 4] = [33_333_333, 44_444_444, 55_555_555, 66_666_666];
    let plain = module(&[&ALIKE, &LARGEST, &ALIKE]);
    let named = named(&plain).unwrap();
    assert!(named.starts_with(&plain), "the program stays as it was");
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(&named) {
        let Payload::CustomSection(section) = payload.unwrap() else {
            continue;
        };
        let KnownCustom::Name(section) = section.as_known() else {
            continue;
        };
        for name in section {
            if let Name::Function(map) = name.unwrap() {
                names.extend(map.into_iter().map(Result::unwrap));
            }
        }
    }
    let names: Vec<(u32, &str)> = names.iter().map(|name| (name.index, name.name)).collect();
    assert_eq!(names, [(1, "f00001"), (2, "f00000"), (3, "f00002")]);
}

#[test]
fn what_is_no_webassembly_is_refused() {
    assert!(named(b"<!DOCTYPE html>").is_err());
}
