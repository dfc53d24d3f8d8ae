//! Same-lines marks against what `git merge-tree` says about conflicts.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

use std::{
    fs,
    path::Path,
    process::Command,
    sync::atomic::{AtomicU64, Ordering},
};

use sightline_insight::overlap::{
    Content, EXCERPT_LINES, Excerpt, FileHunks, LineRange, Open, Stack, Target, Verdict, hunks,
    overlaps,
};

#[test]
fn only_replaced_lines_of_the_old_version_count() {
    let diff = "diff --git a/src/a.rs b/src/a.rs\n--- a/src/a.rs\n+++ b/src/a.rs\n\
                @@ -10,5 +10,5 @@ fn x\n a\n-b\n+B\n c\n d\n+new\n e\n\
                @@ -40,0 +41,2 @@\n+x\n+y\n\
                @@ -50 +52,0 @@\n-gone\n";
    let files = hunks(diff);
    assert_eq!(files.len(), 1);
    assert_eq!(
        files[0].old,
        [range(11, 12), range(14, 14), range(41, 41), range(50, 51)]
    );
}

#[test]
fn a_diff_without_context_says_the_same() {
    let diff = "diff --git a/a.rs b/a.rs\nindex 1..2 100644\n--- a/a.rs\n+++ b/a.rs\n\
                @@ -3,0 +4,2 @@ fn x\n+x\n+-- y\n@@ -7,2 +9,0 @@\n-- z\n---\n\
                @@ -12 +12 @@\n-p\n\\ No newline at end of file\n+q\n\
                diff --git a/b.rs b/b.rs\n--- a/b.rs\n+++ b/b.rs\n@@ -0,0 +1 @@\n+b\n";
    let files = hunks(diff);
    let [a, b] = files.as_slice() else {
        panic!("{files:?}");
    };
    assert_eq!(a.old, [range(4, 4), range(7, 9), range(12, 13)]);
    assert_eq!((a.added, a.removed), (3, 3));
    assert_eq!(b.new_path.as_deref(), Some("b.rs"));
    assert_eq!((b.old.as_slice(), b.added), (&[range(1, 1)][..], 1));
}

#[test]
fn paths_survive_renames_quotes_and_new_files() {
    let diff = "diff --git \"a/\\303\\274 x.rs\" b/new.rs\nsimilarity index 90%\n\
                rename from \"\\303\\274 x.rs\"\nrename to new.rs\n\
                diff --git a/n.rs b/n.rs\nnew file mode 100644\n--- /dev/null\n+++ b/n.rs\n\
                @@ -0,0 +1 @@\n+--- not a header\n\\ No newline at end of file\n\
                diff --git a/logo.png b/logo.png\nBinary files a/logo.png and b/logo.png differ\n\
                diff --git \"a/\\303\\274.bin\" \"b/\\303\\274.bin\"\nnew file mode 100644\n\
                Binary files /dev/null and \"b/\\303\\274.bin\" differ\n";
    let files = hunks(diff);
    assert_eq!(files[0].old_path.as_deref(), Some("ü x.rs"));
    assert_eq!(files[0].new_path.as_deref(), Some("new.rs"));
    assert_eq!(
        (files[1].old_path.as_deref(), files[1].old.len()),
        (None, 1)
    );
    assert_eq!(files[2].old_path.as_deref(), Some("logo.png"));
    assert_eq!(files[2].new_path.as_deref(), Some("logo.png"));
    assert_eq!(files[3].old_path, None);
    assert_eq!(files[3].new_path.as_deref(), Some("ü.bin"));
}

#[test]
fn replaced_lines_are_kept_to_be_looked_at_with_their_place_in_the_new_version() {
    let diff = "diff --git a/a b/a\n--- a/a\n+++ b/a\n\
        @@ -2,0 +3,2 @@\n+one\n+two\n\
        @@ -9,2 +11 @@\n-nine\n-ten\n+eleven\n\
        @@ -20 +20,0 @@\n-gone\n";
    let [file] = <[FileHunks; 1]>::try_from(hunks(diff)).unwrap();
    let plain = |excerpt: &Excerpt| (excerpt.at, excerpt.lines.join(" "), excerpt.left_out);
    let all: Vec<_> = file.excerpts.iter().map(plain).collect();
    assert_eq!(
        all,
        [
            (3, "+one +two".to_owned(), 0),
            (11, "-nine -ten +eleven".to_owned(), 0),
            (21, "-gone".to_owned(), 0),
        ]
    );
    let met: Vec<_> = file.touching(range(10, 11)).collect();
    assert_eq!(met, [(range(9, 11), file.excerpts.get(1))]);
}

#[test]
fn a_shared_file_says_where_in_this_version_git_stops() {
    // Two lines come in above, so that the old line 10 is line 12; line 20 goes.
    let ours = "diff --git a/a b/a\n--- a/a\n+++ b/a\n\
        @@ -2,0 +3,2 @@\n+one\n+two\n@@ -10 +12 @@\n-ten\n+TEN\n@@ -20 +21,0 @@\n-gone\n";
    let theirs = |line: u32| {
        format!("diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -{line} +{line} @@\n-old\n+new\n")
    };
    let line = |ours: &[FileHunks], theirs: &str| {
        let this = open(1, "main", 0, ours.to_vec());
        let found = overlaps(&this, &[open(2, "main", 0, hunks(theirs))]);
        let file = &found[0].files[0];
        (file.merge.verdict(), file.line)
    };
    let ours = hunks(ours);
    let stops = |line| (Verdict::Conflict, line);
    assert_eq!(line(&ours, &theirs(10)), stops(Some(12)));
    assert_eq!(line(&ours, &theirs(20)), stops(None), "only removed");
    assert_eq!(line(&ours, &theirs(15)), (Verdict::Clean, None));
    let kept: Vec<FileHunks> =
        serde_json::from_str(&serde_json::to_string(&ours).unwrap()).unwrap();
    assert_eq!(line(&kept, &theirs(10)), stops(None), "without its text");
}

#[test]
fn long_runs_and_lines_are_cut_and_what_is_left_out_is_counted() {
    let body = |count: usize| format!("+{}\n", "ü".repeat(400)).repeat(count);
    let one = |path: usize, count: usize| {
        let body = body(count);
        format!(
            "diff --git a/{path} b/{path}\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{count} @@\n{body}"
        )
    };
    let files = hunks(&(0..60).map(|path| one(path, 30)).collect::<String>());
    let first = &files[0].excerpts[0];
    assert_eq!((first.lines.len(), first.left_out), (EXCERPT_LINES, 18));
    assert_eq!(first.lines[0].chars().count(), 161);
    let kept = files.iter().map(|file| file.excerpts[0].lines.len());
    assert_eq!(kept.sum::<usize>(), 600);
    assert_eq!(files[59].excerpts[0].left_out, 30);
}

fn open<'a>(id: u32, target: &'a str, updated_on: i64, files: Vec<FileHunks>) -> Open<'a> {
    Open {
        id,
        source: None,
        target,
        updated_on,
        files: files.leak(),
    }
}

fn file(path: &str, lines: &[LineRange]) -> FileHunks {
    renamed(path, path, lines)
}

/// Each range is replaced by something that no other one is.
fn renamed(old: &str, new: &str, lines: &[LineRange]) -> FileHunks {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    FileHunks {
        old_path: Some(old.to_owned()),
        new_path: Some(new.to_owned()),
        content: Content::Lines,
        old: lines.to_vec(),
        new: lines
            .iter()
            .map(|_| NEXT.fetch_add(1, Ordering::Relaxed))
            .collect(),
        ..FileHunks::default()
    }
}

const fn range(first: u32, end: u32) -> LineRange {
    LineRange { first, end }
}

#[test]
fn same_lines_come_first_then_the_same_target_then_the_newest() {
    let ours = [range(10, 12)];
    let (met, missed) = ([range(12, 12)], [range(13, 14)]);
    let this = open(1, "main", 0, vec![file("a", &ours), file("b", &[])]);
    let others = [
        open(1, "main", 9, vec![file("a", &ours)]),
        open(2, "main", 5, vec![file("a", &[])]),
        open(3, "main", 7, vec![file("a", &missed), file("c", &[])]),
        open(4, "release", 9, vec![file("b", &[])]),
        open(5, "release", 1, vec![file("b", &ours), file("a", &met)]),
        open(6, "main", 9, vec![file("d", &ours)]),
    ];
    let found = overlaps(&this, &others);
    let order: Vec<u32> = found.iter().map(|one| one.id).collect();
    assert_eq!(order, [5, 3, 2, 4]);
    assert_eq!(found[0].target, Target::Other);
    assert_eq!(found[0].files[0].path, "a");
    assert_eq!(found[0].files[0].lines(), [range(12, 12)]);
    assert_eq!(found[0].files[1].path, "b");
    assert_eq!(found[1].verdict(), Verdict::Clean);
}

#[test]
fn a_sweeping_change_comes_after_all_others_even_in_conflict() {
    let line = [LineRange { first: 3, end: 4 }];
    let many = |count: usize| {
        let files = (1..count).map(|number| file(&format!("x{number}"), &line));
        files.chain([file("a", &line)]).collect::<Vec<_>>()
    };
    let this = open(1, "main", 0, vec![file("a", &line)]);
    let others = [
        open(2, "main", 9, many(594)),
        open(
            3,
            "main",
            1,
            vec![file("a", &[LineRange { first: 9, end: 10 }])],
        ),
        open(4, "main", 5, many(99)),
    ];
    let found = overlaps(&this, &others);
    let ids: Vec<u32> = found.iter().map(|overlap| overlap.id).collect();
    assert_eq!(ids, [4, 3, 2]);
    assert_eq!(found[2].verdict(), Verdict::Conflict);
}

#[test]
fn a_renamed_file_is_the_same_file_on_either_side() {
    let lines = [range(3, 4)];
    let moved = open(1, "main", 0, vec![renamed("old", "new", &lines)]);
    let edited = open(2, "main", 0, vec![file("old", &lines)]);
    let also_moved = open(3, "main", 0, vec![renamed("old", "elsewhere", &lines)]);
    for (this, other, path, other_path) in [
        (&moved, &edited, "new", "old"),
        (&edited, &moved, "old", "new"),
        (&moved, &also_moved, "new", "elsewhere"),
    ] {
        let found = overlaps(this, std::slice::from_ref(other));
        assert_eq!(found[0].files.len(), 1);
        let file = &found[0].files[0];
        assert_eq!(
            (file.path.as_str(), file.other_path.as_str()),
            (path, other_path)
        );
        match other_path == "elsewhere" {
            true => assert_eq!(found[0].verdict(), Verdict::Conflict),
            false => assert_eq!(file.lines(), lines),
        }
    }
    let twice = open(4, "main", 0, vec![renamed("old", "new", &lines)]);
    assert_eq!(overlaps(&moved, &[twice])[0].files.len(), 1);
}

#[test]
fn every_place_where_two_changes_meet_is_named_once() {
    let ours = [range(1, 3), range(5, 5), range(8, 20), range(30, 31)];
    let theirs = [range(2, 9), range(11, 12), range(20, 22), range(29, 29)];
    let this = open(1, "main", 0, vec![file("a", &ours)]);
    let other = open(2, "main", 0, vec![file("a", &theirs)]);
    let found = overlaps(&this, &[other]);
    let expected = [
        range(2, 3),
        range(5, 5),
        range(8, 9),
        range(11, 12),
        range(20, 20),
    ];
    assert_eq!(found[0].files[0].lines(), expected);
}

#[test]
fn stacked_pull_requests_are_told_apart_and_come_last() {
    let lines = [range(1, 9)];
    let from = |id, source, target, updated_on| Open {
        source,
        ..open(id, target, updated_on, vec![file("a", &lines)])
    };
    let this = from(1, Some("middle"), "base", 0);
    let others = [
        from(2, Some("base"), "main", 9),
        from(3, Some("top"), "middle", 8),
        from(4, None, "base", 1),
        from(5, Some("other"), "main", 2),
    ];
    let found = overlaps(&this, &others);
    let order: Vec<(u32, Stack)> = found.iter().map(|one| (one.id, one.stack)).collect();
    assert_eq!(
        order,
        [
            (4, Stack::Apart),
            (5, Stack::Apart),
            (2, Stack::Below),
            (3, Stack::Above)
        ]
    );
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
            let read = |options: &[&str]| repository.git(&[&["diff"], options].concat());
            let found = hunks(&read(&[&base_hash, &head]));
            let bare = hunks(&read(&["--unified=0", &base_hash, &head]));
            let lines = |files: &[FileHunks]| -> Vec<_> {
                files
                    .iter()
                    .map(|file| (file.old.clone(), file.new.clone()))
                    .collect()
            };
            assert_eq!(lines(&found), lines(&bare), "context does not count");
            let numbers = read(&["--numstat", &base_hash, &head]);
            let counted: Vec<String> = found
                .iter()
                .map(|file| format!("{}\t{}\tf", file.added, file.removed))
                .collect();
            assert_eq!(counted.join("\n"), numbers);
            (head, found)
        })
        .collect();
    let (mut conflicts, mut hits, mut marked) = (0, 0, 0);
    for (at, (ours, our_hunks)) in branches.iter().enumerate() {
        for (theirs, their_hunks) in branches.iter().skip(at + 1) {
            let [this, other] = [(1, our_hunks), (2, their_hunks)]
                .map(|(id, hunks)| open(id, "main", 0, hunks.clone()));
            let found = overlaps(&this, &[other]);
            let same_lines = found.iter().any(|one| one.verdict() == Verdict::Conflict);
            let conflict = repository.conflicts(ours, theirs);
            conflicts += u32::from(conflict);
            marked += u32::from(same_lines);
            hits += u32::from(conflict && same_lines);
        }
    }
    assert!(conflicts > 100, "only {conflicts} of 780 pairs conflict");
    let recall = f64::from(hits) / f64::from(conflicts);
    println!(
        "recall {recall:.3}, precision {:.3}",
        f64::from(hits) / f64::from(marked)
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
