//! Errors of the commands, with their evidence.

use std::{io, process::ExitStatus, time::Duration};

/// Reason why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Server or app is slower than it may be, or could not be measured.
    #[error("{problem}")]
    Bench {
        /// Every limit that was missed, or what went wrong.
        problem: String,
    },
    /// A file of merged pull requests is not as agreed.
    #[error("{file}, line {line}, is not a merged pull request")]
    Data {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// A service ended although nobody stopped it.
    #[error("{name} ended by itself ({status}). Its last lines:\n{log}")]
    Ended {
        /// Name of the service.
        name: &'static str,
        /// Exit status.
        status: ExitStatus,
        /// The end of its log.
        log: String,
    },
    /// A command failed; what it printed is the evidence.
    #[error("`{command}` failed ({status})\n{output}")]
    Failed {
        /// The command line.
        command: String,
        /// Exit status.
        status: ExitStatus,
        /// The end of its output, unless that was shown already.
        output: String,
    },
    /// A request to the sandbox or the server was refused, or the answer is not as agreed.
    #[error("{request}: {problem}")]
    Http {
        /// Method and address.
        request: String,
        /// Status, answer or transport problem.
        problem: String,
    },
    /// The operating system refused something.
    #[error("{what}: {source}")]
    Io {
        /// Action that was tried.
        what: String,
        /// Answer of the operating system.
        source: io::Error,
    },
    /// A source file cannot be parsed.
    #[error("{file} is not Rust: {problem}")]
    Source {
        /// The file.
        file: String,
        /// Message of the parser.
        problem: String,
    },
    /// Something is missing that cannot be installed from here.
    #[error("{what} is missing. {advice}")]
    Missing {
        /// Thing that is missing.
        what: String,
        /// Advice on what to do.
        advice: String,
    },
    /// A program of the app is larger than its ceiling.
    #[error(
        "the program {program} has {total} bytes after brotli, above its ceiling of {ceiling}: find out \
         what grew, or raise the ceiling in xtask/src/bundle/program.rs"
    )]
    OverCeiling {
        /// Its name.
        program: &'static str,
        /// Bytes of HTML, JavaScript, WebAssembly and CSS.
        total: u64,
        /// Bytes allowed.
        ceiling: u64,
    },
    /// Forge would not take the app, each line for another reason.
    #[error("the app for Forge:\n{0}")]
    Forge(String),
    /// Files of the app are against its layers.
    #[error("the app's layers:\n{0}")]
    Layers(String),
    /// Somebody listens there already.
    #[error("port {port} is taken; free it, or choose another first port with --port")]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// A service did not become ready in time.
    #[error("{name} is not ready after {} s. Its last lines:\n{log}", waited.as_secs())]
    Silent {
        /// Name of the service.
        name: &'static str,
        /// Time that it was waited for.
        waited: Duration,
        /// The end of its log.
        log: String,
    },
}

impl Error {
    /// Adds the action that was tried to an I/O error, for `map_err`.
    pub fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
