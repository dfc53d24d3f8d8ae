//! The public JavaScript library as a witness.

use std::{
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::Value;

/// A script of `tests/node` that answers one JSON line with one JSON line.
#[derive(Debug)]
pub struct Node {
    process: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Node {
    /// Starts `tests/node/{script}`.
    pub fn start(script: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("node")
            .join(script);
        lines(Command::new("node").arg(path))
    }

    /// Sends one line and reads the answer.
    pub fn ask(&mut self, question: &Value) -> Value {
        let input = self.input.as_mut().unwrap();
        writeln!(input, "{question}").unwrap();
        input.flush().unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line:?}: {error}"))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.process.wait();
    }
}

/// Starts any command that answers JSON lines with JSON lines.
pub fn lines(command: &mut Command) -> Node {
    let mut process = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let input = process.stdin.take();
    let output = BufReader::new(process.stdout.take().unwrap());
    Node {
        process,
        input,
        output,
    }
}
