//! Repositories that are made up: everything that goes into git, as one stream of
//! `git fast-import`.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// Error while making up a repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MakeError {
    /// git refused.
    #[error("git did not make the repository: {message}")]
    Git {
        /// Text that git wrote on its error stream.
        message: String,
    },
    /// git could not be started, or the folder not be written.
    #[error("the repository cannot be written: {0}")]
    Io(io::ErrorKind),
    /// git did not say which commits it made.
    #[error("git did not list the commits that it made")]
    Marks,
    /// The folder holds something already.
    #[error("the folder for the repository is not empty")]
    NotEmpty,
}

impl From<io::Error> for MakeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

/// A commit that is not made yet: git's hash is known after [`Import::finish`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark(usize);

/// Content of a commit besides its files.
#[derive(Debug)]
pub(crate) struct Commit<'a> {
    pub(crate) branch: &'a str,
    pub(crate) author: &'a Stamp,
    pub(crate) committer: &'a Stamp,
    pub(crate) message: &'a str,
    /// The first is the one that the files are compared with.
    pub(crate) parents: &'a [Mark],
}

/// Name, address and time that sign a commit.
#[derive(Debug, Clone)]
pub(crate) struct Stamp {
    pub(crate) name: String,
    pub(crate) email: String,
    /// Seconds since 1970.
    pub(crate) at: i64,
    /// Minutes east of Greenwich.
    pub(crate) zone: i64,
}

impl std::fmt::Display for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.zone < 0 { '-' } else { '+' };
        let zone = self.zone.abs();
        let (name, email, at) = (&self.name, &self.email, self.at);
        write!(
            f,
            "{name} <{email}> {at} {sign}{:02}{:02}",
            zone / 60,
            zone % 60
        )
    }
}

/// The stream, as far as it is not given to git yet.
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
            committer,
            message,
            parents,
        } = commit;
        self.line(&format!("commit refs/heads/{branch}\nmark :{}", mark.0 + 1));
        self.line(&format!("author {author}\ncommitter {committer}"));
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

    /// Bytes that wait to be given to git.
    pub(crate) fn waiting(&self) -> usize {
        self.bytes.len()
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

/// A bare repository that git is making of a stream.
#[derive(Debug)]
pub(crate) struct Import {
    directory: PathBuf,
    git: Child,
    written: io::Result<()>,
}

impl Import {
    /// Makes a bare repository in an empty or missing folder.
    pub(crate) fn start(directory: &Path) -> Result<Self, MakeError> {
        fs::create_dir_all(directory)?;
        if fs::read_dir(directory)?.next().is_some() {
            return Err(MakeError::NotEmpty);
        }
        let mut init = git(directory);
        init.args(["init", "--quiet", "--bare", "--initial-branch=main", "."]);
        ended(init.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?)?;
        let export = format!("--export-marks={MARKS}");
        let git = git(directory)
            .args(["fast-import", "--quiet", "--done", &export])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        Ok(Self {
            directory: directory.to_owned(),
            git,
            written: Ok(()),
        })
    }

    /// Gives git what is in the stream by now.
    pub(crate) fn take(&mut self, stream: &mut Stream) {
        // A git that stops early says why in the end; the broken pipe would hide it.
        if let (Ok(()), Some(stdin)) = (&self.written, &mut self.git.stdin) {
            self.written = stdin.write_all(&stream.bytes);
        }
        stream.bytes.clear();
    }

    /// Gives git the rest, and waits for it.
    pub(crate) fn finish(mut self, mut stream: Stream) -> Result<Hashes, MakeError> {
        stream.line("done");
        self.take(&mut stream);
        ended(self.git)?;
        self.written?;
        let marks = self.directory.join(MARKS);
        let hashes = parse_marks(&fs::read_to_string(&marks)?, stream.commits)?;
        fs::remove_file(&marks)?;
        Ok(hashes)
    }
}

/// The file in which git says which commits it made, in the repository's folder.
const MARKS: &str = "made-marks";

/// Waits for git, and says what it had to say if it failed.
fn ended(git: Child) -> Result<(), MakeError> {
    let output = git.wait_with_output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(MakeError::Git { message });
    }
    Ok(())
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

/// Reads `:1 hash` lines.
fn parse_marks(text: &str, commits: usize) -> Result<Hashes, MakeError> {
    let mut hashes = vec![String::new(); commits];
    for line in text.lines() {
        let (mark, hash) = line
            .strip_prefix(':')
            .and_then(|line| line.split_once(' '))
            .ok_or(MakeError::Marks)?;
        let mark: usize = mark.parse().map_err(|_| MakeError::Marks)?;
        let place = mark.checked_sub(1).and_then(|at| hashes.get_mut(at));
        hash.clone_into(place.ok_or(MakeError::Marks)?);
    }
    if hashes.iter().any(String::is_empty) {
        return Err(MakeError::Marks);
    }
    Ok(Hashes(hashes))
}
