//! Everything that goes into git, as one stream of `git fast-import`.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use super::{SampleError, clock::Moment, people::Profile};

/// A commit that is not made yet: git's hash is known after [`Stream::import`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark(usize);

/// What a commit says besides its files.
#[derive(Debug)]
pub(crate) struct Commit<'a> {
    pub(crate) branch: &'a str,
    pub(crate) author: &'static Profile,
    pub(crate) at: Moment,
    pub(crate) message: &'a str,
    /// The first is the one that the files are compared with.
    pub(crate) parents: &'a [Mark],
}

/// The stream so far.
#[derive(Debug, Default)]
pub(crate) struct Stream {
    bytes: Vec<u8>,
    commits: usize,
}

/// Full hashes by [`Mark`].
#[derive(Debug)]
pub(crate) struct Hashes(Vec<String>);

impl Hashes {
    /// The commit's full hash; empty for a mark of another stream.
    pub(crate) fn of(&self, mark: Mark) -> String {
        self.0.get(mark.0).cloned().unwrap_or_default()
    }
}

impl Stream {
    /// Adds a commit whose listed files have that content, or are gone.
    pub(crate) fn commit(
        &mut self,
        commit: &Commit<'_>,
        files: impl Iterator<Item = (String, Option<Vec<u8>>)>,
    ) -> Mark {
        let mark = Mark(self.commits);
        self.commits += 1;
        let Commit {
            branch,
            author,
            at,
            message,
            parents,
        } = commit;
        let zone = author.place.0;
        let sign = if zone < 0 { '-' } else { '+' };
        let who = format!(
            "{} <{}> {} {sign}{:02}{:02}",
            author.name,
            author.email(),
            at.0,
            zone.abs() / 60,
            zone.abs() % 60,
        );
        self.line(&format!("commit refs/heads/{branch}\nmark :{}", mark.0 + 1));
        self.line(&format!("author {who}\ncommitter {who}"));
        self.data(message.as_bytes());
        for (at, parent) in parents.iter().enumerate() {
            let word = if at == 0 { "from" } else { "merge" };
            self.line(&format!("{word} :{}", parent.0 + 1));
        }
        for (path, content) in files {
            match content {
                Some(content) => {
                    self.line(&format!("M 100644 inline {path}"));
                    self.data(&content);
                }
                None => self.line(&format!("D {path}")),
            }
        }
        self.line("");
        mark
    }

    /// Takes a branch's name away; what was merged of it stays.
    pub(crate) fn delete_branch(&mut self, branch: &str) {
        self.line(&format!("reset refs/heads/{branch}\nfrom {:040}\n", 0));
    }

    /// Makes a bare repository in an empty or missing folder, and everything in it.
    pub(crate) fn import(mut self, directory: &Path) -> Result<Hashes, SampleError> {
        self.line("done");
        fs::create_dir_all(directory)?;
        if fs::read_dir(directory)?.next().is_some() {
            return Err(SampleError::NotEmpty);
        }
        run(
            git(directory).args(["init", "--quiet", "--bare", "--initial-branch=main", "."]),
            &[],
        )?;
        let marks = directory.join("sample-marks");
        let export = format!("--export-marks={}", marks.display());
        run(
            git(directory).args(["fast-import", "--quiet", "--done", &export]),
            &self.bytes,
        )?;
        let hashes = parse_marks(&fs::read_to_string(&marks)?, self.commits)?;
        fs::remove_file(&marks)?;
        Ok(hashes)
    }

    fn line(&mut self, line: &str) {
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.push(b'\n');
    }

    fn data(&mut self, content: &[u8]) {
        self.line(&format!("data {}", content.len()));
        self.bytes.extend_from_slice(content);
        self.bytes.push(b'\n');
    }
}

/// `git` in a folder, without anybody's settings.
fn git(directory: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(directory)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CEILING_DIRECTORIES", directory)
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_DEFAULT_HASH");
    command
}

fn run(command: &mut Command, input: &[u8]) -> Result<(), SampleError> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    // A git that stops early says why on its error stream; the broken pipe would hide it.
    let written = match child.stdin.take() {
        Some(mut stdin) => stdin.write_all(input),
        None => Ok(()),
    };
    let output = child.wait_with_output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(SampleError::Git { message });
    }
    Ok(written?)
}

/// Reads `:1 hash` lines.
fn parse_marks(text: &str, commits: usize) -> Result<Hashes, SampleError> {
    let mut hashes = vec![String::new(); commits];
    for line in text.lines() {
        let (mark, hash) = line
            .strip_prefix(':')
            .and_then(|line| line.split_once(' '))
            .ok_or(SampleError::Marks)?;
        let mark: usize = mark.parse().map_err(|_| SampleError::Marks)?;
        let place = mark.checked_sub(1).and_then(|at| hashes.get_mut(at));
        hash.clone_into(place.ok_or(SampleError::Marks)?);
    }
    if hashes.iter().any(String::is_empty) {
        return Err(SampleError::Marks);
    }
    Ok(Hashes(hashes))
}
