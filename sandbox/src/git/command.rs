//! Runs git.

use std::{
    path::{Path, PathBuf},
    process::{self, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    process::{Child, Command},
    time::timeout,
};

use super::{Git, GitError};

/// Bytes of one answer.
const CEILING: u64 = 64 << 20;
/// Bytes of an error's text that are kept.
const MESSAGE: u64 = 2_000;
const SECONDS: u64 = 30;

/// Arguments that make git ignore everything but its arguments and the repository's own
/// configuration, and keep that from running anything.
const SETTINGS: [&str; 12] = [
    "--bare",
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.quotepath=off",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "i18n.logOutputEncoding=UTF-8",
];
const ENVIRONMENT: [(&str, &str); 7] = [
    ("LC_ALL", "C"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// One call of git.
#[derive(Debug, Clone)]
pub(super) struct Invocation {
    arguments: Vec<String>,
    input: Vec<u8>,
    answers: i32,
    objects: Objects,
    index: Option<PathBuf>,
}

/// Folder for new objects, if the call makes any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Objects {
    None,
    Scratch,
}

impl Invocation {
    /// A subcommand with its arguments.
    pub(super) fn new<S: Into<String>>(arguments: impl IntoIterator<Item = S>) -> Self {
        Self {
            arguments: arguments.into_iter().map(Into::into).collect(),
            input: Vec::new(),
            answers: 0,
            objects: Objects::None,
            index: None,
        }
    }

    /// Adds arguments.
    pub(super) fn with<S: Into<String>>(mut self, more: impl IntoIterator<Item = S>) -> Self {
        self.arguments.extend(more.into_iter().map(Into::into));
        self
    }

    /// Adds lines on standard input.
    pub(super) fn reading<S: AsRef<str>>(mut self, lines: impl IntoIterator<Item = S>) -> Self {
        for line in lines {
            self.input.extend_from_slice(line.as_ref().as_bytes());
            self.input.push(b'\n');
        }
        self
    }

    /// Accepts exit code 1 as an answer, for a subcommand that says no with it.
    pub(super) fn or_no(mut self) -> Self {
        self.answers = 1;
        self
    }

    /// Keeps the objects that a subcommand makes in a folder of our own.
    pub(super) fn in_scratch(mut self) -> Self {
        self.objects = Objects::Scratch;
        self
    }

    /// Sets the index file for a subcommand that works on one.
    pub(super) fn in_index(mut self, index: &Path) -> Self {
        self.index = Some(index.to_owned());
        self.in_scratch()
    }

    /// The subcommand and what follows it.
    pub(super) fn arguments(&self) -> &[String] {
        &self.arguments
    }

    fn command(&self) -> String {
        self.arguments.first().cloned().unwrap_or_default()
    }
}

/// Runs git to its end and returns what it wrote.
pub(super) async fn run(git: &Git, invocation: Invocation) -> Result<Vec<u8>, GitError> {
    let mut command = prepared(&git.directory);
    command.args(&invocation.arguments);
    match invocation.objects {
        // What was made there is read like all else.
        Objects::None => command.env("GIT_ALTERNATE_OBJECT_DIRECTORIES", git.scratch.path()),
        Objects::Scratch => command
            .env("GIT_OBJECT_DIRECTORY", git.scratch.path())
            .env("GIT_ALTERNATE_OBJECT_DIRECTORIES", &git.objects),
    };
    if let Some(index) = &invocation.index {
        command.env("GIT_INDEX_FILE", index);
    }
    let child = Command::from(command)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(not_run)?;
    timeout(Duration::from_secs(SECONDS), finish(child, &invocation))
        .await
        .map_err(|_| GitError::TimedOut {
            command: invocation.command(),
            seconds: SECONDS,
        })?
}

async fn finish(mut child: Child, invocation: &Invocation) -> Result<Vec<u8>, GitError> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let write = async {
        // git may end before it has read everything: its answer tells.
        if let Some(mut stdin) = stdin {
            let _ = stdin.write_all(&invocation.input).await;
        }
    };
    let ((), output, message) = tokio::join!(write, read(stdout, CEILING + 1), async {
        let message = read_to_end(stderr).await?;
        Ok(String::from_utf8_lossy(&message).trim().to_owned())
    });
    let (output, message) = (output?, message?);
    if output.len() as u64 > CEILING {
        return Err(GitError::TooLarge {
            command: invocation.command(),
            ceiling: CEILING,
        });
    }
    match child.wait().await.map_err(not_run)?.code() {
        Some(code) if (0..=invocation.answers).contains(&code) => Ok(output),
        code => Err(GitError::Failed {
            command: invocation.command(),
            code,
            message,
        }),
    }
}

async fn read(from: Option<impl AsyncRead + Unpin>, most: u64) -> Result<Vec<u8>, GitError> {
    let mut bytes = Vec::new();
    if let Some(from) = from {
        from.take(most)
            .read_to_end(&mut bytes)
            .await
            .map_err(not_run)?;
    }
    Ok(bytes)
}

// The rest is read too, lest git wait for a reader.
async fn read_to_end(from: Option<impl AsyncRead + Unpin>) -> Result<Vec<u8>, GitError> {
    let Some(mut from) = from else {
        return Ok(Vec::new());
    };
    let beginning = read(Some(&mut from), MESSAGE).await?;
    tokio::io::copy(&mut from, &mut tokio::io::sink())
        .await
        .map_err(not_run)?;
    Ok(beginning)
}

/// The git directory at a path, and the folder of its objects.
pub(super) fn locate(path: &Path) -> Result<(PathBuf, PathBuf), GitError> {
    [path.join(".git"), path.to_owned()]
        .iter()
        .filter(|directory| directory.exists())
        .find_map(|directory| paths_of(directory).transpose())
        .unwrap_or_else(|| {
            Err(GitError::NoRepository {
                path: path.to_owned(),
            })
        })
}

fn paths_of(directory: &Path) -> Result<Option<(PathBuf, PathBuf)>, GitError> {
    let directory = std::path::absolute(directory).map_err(not_run)?;
    let output = prepared(&directory)
        .args(["rev-parse", "--absolute-git-dir", "--git-path", "objects"])
        .output()
        .map_err(not_run)?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = lines.lines();
    Ok(
        match (output.status.success(), lines.next(), lines.next()) {
            (true, Some(git), Some(objects)) => {
                Some((PathBuf::from(git), Path::new(git).join(objects)))
            }
            _ => None,
        },
    )
}

fn prepared(directory: &Path) -> process::Command {
    let mut command = process::Command::new("git");
    command.env_clear();
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
        .envs(ENVIRONMENT)
        .arg("--git-dir")
        .arg(directory)
        .args(SETTINGS);
    command
}

fn not_run(error: std::io::Error) -> GitError {
    GitError::NotRun { kind: error.kind() }
}
