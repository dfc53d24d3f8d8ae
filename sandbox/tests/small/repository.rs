//! A small repository, made by git: merged, declined and open branches, a conflict, a rename, a
//! binary file, an executable one, a link, awkward names.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::Command,
};

/// Full hashes by what they are.
#[derive(Debug, Clone)]
pub(crate) struct Commits {
    /// The very first commit.
    pub(crate) root: String,
    /// Main before `feature/one` was merged.
    pub(crate) before_one: String,
    /// The head of `feature/one`, which has two commits.
    pub(crate) one: String,
    /// The merge of `feature/one`.
    pub(crate) merge_one: String,
    /// The head of main.
    pub(crate) main: String,
    /// Conflicts with main in `src/lib.rs`.
    pub(crate) clash: String,
    /// Renames, removes, adds, changes a binary file.
    pub(crate) moves: String,
}

pub(crate) fn create(directory: &Path) -> Commits {
    let repository = Made {
        directory,
        clock: std::cell::Cell::new(1_767_225_600),
    };
    repository.git(&["init", "--quiet", "--initial-branch=main"]);
    repository.write("README.md", "# Widgets\n");
    repository.write("src/lib.rs", "fn one() {}\nfn two() {}\nfn three() {}\n");
    repository.write(
        "src/old name.rs",
        &"a line that stays the same\n".repeat(20),
    );
    repository.write("docs/guide.md", "Guide\n");
    repository.write("logo.png", "\0\x01\x02");
    repository.write("run.sh", "#!/bin/sh\n");
    let script = directory.join("run.sh");
    fs::set_permissions(script, fs::Permissions::from_mode(0o755)).unwrap();
    symlink("README.md", directory.join("link")).unwrap();
    let root = repository.commit("Start");
    repository.write("docs/ünïcode.md", "ä\n");
    let before_one = repository.commit("Say it in another language\n\nWith a body.");

    repository.git(&["checkout", "--quiet", "-b", "feature/one"]);
    repository.write(
        "src/lib.rs",
        "fn one() {}\nfn two() {}\nfn three() {}\nfn four() {}\n",
    );
    repository.commit("Count to four");
    repository.write("src/four.rs", "//! Four.\n");
    let one = repository.commit("Give four a file");
    repository.git(&["checkout", "--quiet", "main"]);
    let message = "Merged in feature/one (pull request #1)\n\nCount to four";
    repository.tick(&["merge", "--quiet", "--no-ff", "-m", message, "feature/one"]);
    let merge_one = repository.git(&["rev-parse", "HEAD"]);

    repository.git(&["checkout", "--quiet", "-b", "clash", &before_one]);
    repository.write("src/lib.rs", "fn one() {}\nfn two() {}\nfn drei() {}\n");
    let clash = repository.commit("Zähle auf Deutsch");

    repository.git(&["checkout", "--quiet", "-b", "feature/moves", &merge_one]);
    repository.git(&["mv", "src/old name.rs", "src/new name.rs"]);
    repository.git(&["rm", "--quiet", "docs/guide.md"]);
    repository.write("logo.png", "\0\x01\x03");
    repository.write("src/added.rs", "//! Added.\n//! Twice.\n");
    let moves = repository.commit("Move things");

    repository.git(&["checkout", "--quiet", "main"]);
    repository.write(
        "src/lib.rs",
        "fn one() {}\nfn two() {}\nfn tres() {}\nfn four() {}\n",
    );
    let main = repository.commit("Cuenta en español");
    Commits {
        root,
        before_one,
        one,
        merge_one,
        main,
        clash,
        moves,
    }
}

struct Made<'a> {
    directory: &'a Path,
    clock: std::cell::Cell<u64>,
}

impl Made<'_> {
    fn git(&self, arguments: &[&str]) -> String {
        super::git(self.directory, arguments)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.tick(&["commit", "--quiet", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    // One hour later than the last time.
    fn tick(&self, arguments: &[&str]) {
        self.clock.set(self.clock.get() + 3_600);
        let date = format!("{} +0000", self.clock.get());
        let status = Command::new("git")
            .current_dir(self.directory)
            .args(arguments)
            .env("GIT_AUTHOR_NAME", "Ann Arbor")
            .env("GIT_AUTHOR_EMAIL", "ann@example.com")
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_NAME", "Stranger")
            .env("GIT_COMMITTER_EMAIL", "stranger@example.com")
            .env("GIT_COMMITTER_DATE", &date)
            .status()
            .unwrap();
        assert!(status.success(), "git {arguments:?}");
    }
}
