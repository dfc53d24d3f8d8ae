//! Same-lines marks against what `git merge-tree` says about conflicts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::{fs, path::Path, process::Command};

use sightline_insight::overlap::{self, FileHunks, LineRange, Open, Target, hunks};

#[test]
fn only_replaced_lines_of_the_old_version_count() {
    let diff = "diff --git a/src/a.rs b/src/a.rs\n--- a/src/a.rs\n+++ b/src/a.rs\n\
                @@ -10,5 +10,5 @@ fn x\n a\n-b\n+B\n c\n d\n+new\n e\n\
                @@ -40,0 +41,2 @@\n+x\n+y\n\
                @@ -50 +52,0 @@\n-gone\n";
    let files = hunks(diff);
    assert_eq!(files.len(), 1);
    let range = |first, end| LineRange { first, end };
    assert_eq!(
        files[0].old,
        [range(11, 12), range(14, 14), range(41, 41), range(50, 51)]
    );
}

#[test]
fn paths_survive_renames_quotes_and_new_files() {
    let diff = "diff --git \"a/\\303\\274 x.rs\" b/new.rs\nsimilarity index 90%\n\
                rename from \"\\303\\274 x.rs\"\nrename to new.rs\n\
                diff --git a/n.rs b/n.rs\nnew file mode 100644\n--- /dev/null\n+++ b/n.rs\n\
                @@ -0,0 +1 @@\n+--- not a header\n\\ No newline at end of file\n\
                diff --git a/logo.png b/logo.png\nBinary files a/logo.png and b/logo.png differ\n";
    let files = hunks(diff);
    assert_eq!(files[0].old_path.as_deref(), Some("ü x.rs"));
    assert_eq!(files[0].new_path.as_deref(), Some("new.rs"));
    assert_eq!(
        (files[1].old_path.as_deref(), files[1].old.len()),
        (None, 1)
    );
    assert_eq!(files[2], FileHunks::default());
}

#[test]
fn same_lines_come_first_then_the_same_target_then_the_newest() {
    let open = |id, target: &str, updated_on, paths: &[&str]| Open {
        id,
        target: target.into(),
        updated_on,
        paths: paths.iter().map(|path| (*path).to_owned()).collect(),
    };
    let this = open(1, "main", 0, &["a", "b"]);
    let others = [
        open(1, "main", 9, &["a"]),
        open(2, "main", 5, &["a"]),
        open(3, "main", 7, &["a", "c"]),
        open(4, "release", 9, &["b"]),
        open(5, "release", 1, &["b", "a"]),
        open(6, "main", 9, &["d"]),
    ];
    let mut found = overlap::by_files(&this, &others);
    let order = |found: &[overlap::Overlap]| found.iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(order(&found), [3, 2, 4, 5]);
    let file = |path: &str, first, end| FileHunks {
        old_path: Some(path.into()),
        new_path: Some(path.into()),
        old: vec![LineRange { first, end }],
    };
    let ours = [file("a", 10, 12)];
    overlap::add_lines(
        &mut found[3],
        &ours,
        &[file("b", 10, 12), file("a", 12, 12)],
    );
    overlap::add_lines(&mut found[0], &ours, &[file("a", 13, 14)]);
    overlap::sort(&mut found);
    assert_eq!(order(&found), [5, 3, 2, 4]);
    assert_eq!(found[0].target, Target::Other);
    assert_eq!(found[0].files[0].path, "a");
}

#[test]
fn the_mark_agrees_with_git_about_conflicts() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository(folder.path());
    repository.git(&["init", "-q", "-b", "main"]);
    let base: Vec<String> = (1..=60).map(|n| format!("line {n}")).collect();
    repository.commit(&base);
    let base_hash = repository.git(&["rev-parse", "HEAD"]);
    let mut random = Random(7);
    let branches: Vec<(String, Vec<FileHunks>)> = (0..40)
        .map(|n| {
            repository.git(&["checkout", "-q", "--detach", &base_hash]);
            repository.commit(&edited(&base, n, &mut random));
            let head = repository.git(&["rev-parse", "HEAD"]);
            let diff = repository.git(&["diff", &base_hash, &head]);
            (head, hunks(&diff))
        })
        .collect();
    let (mut conflicts, mut found, mut marked) = (0, 0, 0);
    for (at, (ours, our_hunks)) in branches.iter().enumerate() {
        for (theirs, their_hunks) in branches.iter().skip(at + 1) {
            let this = Open {
                id: 1,
                target: "main".into(),
                updated_on: 0,
                paths: vec!["f".into()],
            };
            let other = Open {
                id: 2,
                ..this.clone()
            };
            let mut overlap = overlap::by_files(&this, &[other]).remove(0);
            overlap::add_lines(&mut overlap, our_hunks, their_hunks);
            let conflict = repository.conflicts(ours, theirs);
            conflicts += u32::from(conflict);
            marked += u32::from(overlap.same_lines());
            found += u32::from(conflict && overlap.same_lines());
        }
    }
    assert!(conflicts > 100, "only {conflicts} of 780 pairs conflict");
    let recall = f64::from(found) / f64::from(conflicts);
    println!(
        "recall {recall:.3}, precision {:.3}",
        f64::from(found) / f64::from(marked)
    );
    assert!(recall >= 0.95, "{recall}");
    assert!(marked < 780, "everything is marked");
}

/// Replaces, removes or inserts a few lines at one or two places.
fn edited(base: &[String], branch: usize, random: &mut Random) -> Vec<String> {
    let mut lines = base.to_vec();
    for _ in 0..=random.below(2) {
        let at = random.below(lines.len() - 4);
        let count = random.below(3);
        let new =
            (0..random.below(3) + usize::from(count == 0)).map(|n| format!("{branch} {at} {n}"));
        lines.splice(at..at + count, new.collect::<Vec<_>>());
    }
    lines
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }
}

struct Repository<'a>(&'a Path);

impl Repository<'_> {
    fn command(&self, arguments: &[&str]) -> std::process::Output {
        Command::new("git")
            .current_dir(self.0)
            .args(["-c", "user.name=A", "-c", "user.email=a@example.com"])
            .args(arguments)
            .output()
            .unwrap()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout)
            .unwrap()
            .trim_end()
            .to_owned()
    }

    fn commit(&self, lines: &[String]) {
        fs::write(self.0.join("f"), lines.join("\n") + "\n").unwrap();
        self.git(&["add", "f"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", "change"]);
    }

    fn conflicts(&self, ours: &str, theirs: &str) -> bool {
        let output = self.command(&["merge-tree", "--write-tree", ours, theirs]);
        output.status.code() == Some(1)
    }
}
