//! Every kind of change against every other: what git's own merge says of each two.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{fmt::Write as _, path::Path, process::Command};

use sightline_insight::{
    merging::{self, Pair, Reason, Relation, order},
    overlap::{FileHunks, Open, Unknown, Verdict, hunks, overlaps},
};

/// Changes of one base: each is a shell script in a clean work tree.
const CHANGES: &[(&str, &str)] = &[
    ("edit the top", "sed -i '2s/.*/top A/' src/a.rs"),
    ("edit the top likewise", "sed -i '2s/.*/top A/' src/a.rs"),
    ("edit the top differently", "sed -i '2s/.*/top B/' src/a.rs"),
    ("edit the middle", "sed -i '20s/.*/middle/' src/a.rs"),
    ("edit the end", "sed -i '39,40d' src/a.rs"),
    ("insert beside the top", "sed -i '2a new' src/a.rs"),
    ("lose the last newline", "truncate -s -1 src/a.rs"),
    ("remove", "git rm -q src/a.rs"),
    ("remove with others", "git rm -q src/a.rs src/b.rs bin"),
    ("rename", "git mv src/a.rs src/moved.rs"),
    ("rename differently", "git mv src/a.rs src/other.rs"),
    (
        "rename and edit",
        "git mv src/a.rs src/moved.rs; sed -i '2s/.*/top A/' src/moved.rs",
    ),
    ("rename into another folder", "git mv src/a.rs lib/a.rs"),
    ("rename another to the same", "git mv src/b.rs src/moved.rs"),
    ("rename the folder", "git mv src source"),
    ("rename the folder differently", "git mv src code"),
    ("add at the end of the rename", "echo own > src/moved.rs"),
    ("add to the folder", "echo one > src/new.rs"),
    ("add the same to the folder", "echo one > src/new.rs"),
    ("add something else to the folder", "echo two > src/new.rs"),
    (
        "add it as a program",
        "echo one > src/new.rs; chmod +x src/new.rs",
    ),
    ("make it a program", "chmod +x src/a.rs"),
    (
        "make it a program and edit",
        "chmod +x src/a.rs; sed -i '2s/.*/top A/' src/a.rs",
    ),
    ("make it a link", "rm src/a.rs; ln -s b.rs src/a.rs"),
    ("make it another link", "rm src/a.rs; ln -s ../bin src/a.rs"),
    (
        "make it a folder",
        "git rm -q src/a.rs; mkdir -p src/a.rs; echo x > src/a.rs/in",
    ),
    (
        "move it into a folder of its name",
        "git mv src/a.rs t; mkdir src/a.rs; git mv t src/a.rs/in",
    ),
    ("make the folder a file", "git rm -qr lib; echo file > lib"),
    ("edit in the folder", "sed -i '1s/.*/first/' lib/c.rs"),
    ("change the binary", "printf 'a\\0b' > bin"),
    ("change the binary likewise", "printf 'a\\0b' > bin"),
    ("change the binary differently", "printf 'a\\0c' > bin"),
    ("rename the binary", "git mv bin bin2"),
    ("make the text binary", "printf 'a\\0b' > src/a.rs"),
    ("add a binary", "printf 'a\\0b' > added"),
    ("add another binary", "printf 'a\\0c' > added"),
    ("add a file there", "echo file > place"),
    ("add a folder there", "mkdir place; echo x > place/in"),
    ("add an empty file there", ": > place"),
    ("retarget the link", "ln -sfn lib/c.rs link"),
    ("retarget the link differently", "ln -sfn src/b.rs link"),
    ("replace everything", "seq 900 950 > src/a.rs"),
    (
        "add a name that is quoted",
        "echo 1 > \"$(printf 'Icon\\r')\"",
    ),
    (
        "add that name differently",
        "echo 2 > \"$(printf 'Icon\\r')\"",
    ),
];

struct Repository<'a>(&'a Path);

impl Repository<'_> {
    fn run(&self, program: &str, arguments: &[&str]) -> std::process::Output {
        Command::new(program)
            .current_dir(self.0)
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "a")))
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "a@example.com")))
            .output()
            .unwrap()
    }

    fn shell(&self, script: &str) -> String {
        let output = self.run("sh", &["-ec", script]);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn base(&self) {
        self.shell(
            "git init -q -b main; mkdir src lib; seq 1 40 > src/a.rs; seq 100 140 > src/b.rs;
             seq 200 240 > lib/c.rs; printf 'a\\0a' > bin; ln -s src/a.rs link;
             git add .; git commit -qm base",
        );
    }

    /// The commit of a change, and its diff as the app reads it.
    fn change(&self, script: &str) -> (String, Vec<FileHunks>) {
        self.shell("git checkout -q --detach main; git clean -qfd");
        self.shell(&format!("{script}\ngit add -A; git commit -qm change"));
        let head = self.shell("git rev-parse HEAD").trim().to_owned();
        let diff = self.shell("git diff --unified=0 --find-renames main HEAD");
        (head, hunks(&diff))
    }

    fn stops(&self, one: &str, other: &str) -> bool {
        let output = self.run("git", &["merge-tree", "--write-tree", one, other]);
        match output.status.code() {
            Some(0) => false,
            Some(1) => true,
            _ => unreachable!("{}", String::from_utf8_lossy(&output.stderr)),
        }
    }
}

/// Statement on two changes: the verdict, and whether an empty folder is all that is not known.
fn said(ours: &[FileHunks], theirs: &[FileHunks]) -> (Verdict, bool) {
    let open = |id, files| Open {
        id,
        source: None,
        target: "main",
        updated_on: 0,
        files,
    };
    let found = overlaps(&open(1, ours), &[open(2, theirs)]);
    let Some(overlap) = found.first() else {
        return (Verdict::Clean, false);
    };
    let folder = overlap
        .files
        .iter()
        .any(|file| file.merge == sightline_insight::overlap::FileMerge::Unknown(Unknown::Folder));
    (overlap.verdict(), folder)
}

#[test]
fn what_is_said_of_every_two_kinds_of_change_is_what_git_does() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository(folder.path());
    repository.base();
    let changes: Vec<_> = CHANGES
        .iter()
        .map(|(name, script)| (name, repository.change(script)))
        .collect();
    let (mut conflicts, mut marked, mut hits) = (0_u32, 0_u32, 0_u32);
    let mut wrong = String::new();
    for (at, (name, (head, files))) in changes.iter().enumerate() {
        for (other, (other_head, other_files)) in changes.iter().skip(at + 1) {
            let stops = repository.stops(head, other_head);
            let (verdict, folder) = said(files, other_files);
            let (back, _) = said(other_files, files);
            assert_eq!(verdict, back, "{name}, {other}: seen from the other side");
            let is_marked = verdict == Verdict::Conflict || folder;
            conflicts += u32::from(stops);
            marked += u32::from(is_marked);
            hits += u32::from(stops && is_marked);
            if stops != is_marked {
                writeln!(wrong, "{name}, {other}: git {stops}, said {verdict:?}").unwrap();
            }
            let pair = Pair {
                one: 1,
                other: 2,
                relation: match verdict {
                    Verdict::Conflict => Relation::Conflict,
                    Verdict::Unknown => Relation::Unknown,
                    Verdict::Clean => Relation::Files,
                },
            };
            let turns = order(&[1, 2].map(|id| merging::Open::new(id, 1)), &[pair]);
            let is_free = turns.iter().any(|turn| turn.reason == Reason::Free);
            assert!(!(stops && is_free), "{name}, {other} are called free");
        }
    }
    let recall = f64::from(hits) / f64::from(conflicts);
    let precision = f64::from(hits) / f64::from(marked);
    println!("{conflicts} conflicts, recall {recall:.3}, precision {precision:.3}\n{wrong}");
    assert!(conflicts > 100, "{conflicts}");
    assert!(recall >= 0.98 && precision >= 0.95, "{wrong}");
}
