//! The command line of the real binary.

use std::{
    collections::BTreeSet,
    io::Write,
    process::{Command, Output, Stdio},
};

fn sightline(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sightline"));
    command.env_clear().args(arguments);
    command
}

fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = sightline(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn qsh_answers_the_example_of_the_documentation_line_by_line() {
    // Hashes by `printf %s '…' | sha256sum`.
    let input = r#"{"method":"get","path":"/path/to/service","query":"zee_last=param&repeated=parameter+1&first=param&repeated=parameter+2"}

{"method":"POST","path":"/base/connect/installed","base_path":"/base"}
"#;
    let output = run(&["qsh"], input);
    assert!(output.status.success());
    assert_eq!(
        text(&output.stdout),
        concat!(
            r#"{"canonical":"GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param","qsh":"e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897"}"#,
            "\n",
            r#"{"canonical":"POST&/connect/installed&","qsh":"72c0a77bd4d709a202e9b2561ed003fdb400318f7a1cfabe47576d1e1d5b5dd7"}"#,
            "\n"
        )
    );
}

#[test]
fn qsh_names_the_line_that_it_cannot_read_and_goes_on() {
    let output = run(
        &["qsh"],
        "nonsense\n{\"method\":\"GET\",\"path\":\"/\"}\n{\"method\":\"GET\",\"pat\":\"/\"}\n",
    );
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["line"], 1);
    assert_eq!(lines[1]["canonical"], "GET&/&");
    assert_eq!(lines[2]["line"], 3);
    assert!(lines[2]["error"].as_str().unwrap().contains("pat"));
}

#[test]
fn qsh_says_which_variable_is_no_setting() {
    let output = sightline(&["qsh"])
        .env("SIGHTLINE_TYPO", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success());
    let error = text(&output.stderr);
    assert_eq!(error, "sightline: SIGHTLINE_TYPO is no setting\n");
}

#[test]
fn tombstones_are_kept_for_as_long_as_an_older_token_may_be_good() {
    let dir = tempfile::TempDir::new().unwrap();
    // The address is none of this machine's (RFC 5737): a server that gets that far ends there.
    let listen = ["serve", "--listen", "192.0.2.1:1", "--base-url"];
    let base = ["https://sightline.example", "--keep-uninstalled-days"];
    let serve = |days: &str| {
        let arguments = [&listen[..], &base, &[days]].concat();
        let output = sightline(&arguments).current_dir(&dir).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        text(&output.stderr)
    };
    for days in ["0", "1"] {
        let error = serve(days);
        let sentence = "sightline: --keep-uninstalled-days must be 2 or more: ";
        assert!(error.starts_with(sentence), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    let error = serve("2");
    assert!(error.contains("cannot listen on"), "{error}");
}

#[test]
fn descriptor_prints_what_the_settings_say() {
    let output = sightline(&["descriptor"])
        .env("SIGHTLINE_BASE_URL", "https://sightline.example")
        .env("SIGHTLINE_WRITING", "1")
        .env("SIGHTLINE_REPORTS", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let descriptor: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(descriptor["baseUrl"], "https://sightline.example");
    assert_eq!(descriptor["scopes"][2], "pullrequest:write");
    let webhooks = descriptor["modules"]["webhooks"].as_array().unwrap();
    assert_eq!(webhooks.len(), 5);
    assert_eq!(webhooks[0]["event"], "pullrequest:created");
    let off = sightline(&["descriptor", "--base-url", "https://sightline.example"])
        .env("SIGHTLINE_WRITING", "off")
        .env("SIGHTLINE_REPORTS", "off")
        .output()
        .unwrap();
    let descriptor: serde_json::Value = serde_json::from_slice(&off.stdout).unwrap();
    assert_eq!(descriptor["scopes"][2], "pullrequest");
    assert_eq!(descriptor["modules"].get("webhooks"), None);
}

#[test]
fn serve_and_descriptor_refuse_the_same_settings_and_leave_nothing_behind() {
    let dir = tempfile::TempDir::new().unwrap();
    let long = format!("https://sightline.example/{}", "a".repeat(3_000));
    for url in [
        "http://sightline.example",
        "https://sightline.example/",
        "https://sightline.example/{page}",
        "https://sightline.example/a//b",
        "https://sightline.example/../a",
        "https://reader@sightline.example",
        "https://sightline.example?a",
        "ftp://sightline.example",
        "sightline.example",
        &long,
    ] {
        let sentences = ["descriptor", "serve"].map(|command| {
            let mut command = sightline(&[command, "--base-url", url]);
            let output = command.current_dir(&dir).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{url}");
            assert_eq!(text(&output.stdout), "", "{url}");
            let error = text(&output.stderr);
            error.lines().last().unwrap().to_owned()
        });
        assert_eq!(sentences[0], sentences[1]);
        assert!(sentences[0].starts_with("sightline: the "), "{sentences:?}");
    }
    let left = std::fs::read_dir(&dir)
        .unwrap()
        .map(|file| file.unwrap().file_name());
    assert!(
        left.collect::<Vec<_>>()
            .iter()
            .all(|name| !name.to_string_lossy().ends_with(".db"))
    );
}

#[test]
fn a_descriptor_that_cannot_be_written_is_an_error_and_no_panic() {
    let full = || {
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    let arguments = ["descriptor", "--base-url", "https://sightline.example"];
    let output = sightline(&arguments).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = text(&output.stderr);
    assert!(error.starts_with("sightline: standard output: "), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    // The sentence is lost as well; the exit code is not.
    let status = sightline(&arguments).stdout(full()).stderr(full()).status();
    assert_eq!(status.unwrap().code(), Some(1));
}

#[test]
fn a_variable_that_is_no_setting_is_said() {
    let dir = tempfile::TempDir::new().unwrap();
    let base = ["--base-url", "https://sightline.example"];
    let listen = ["--listen", "192.0.2.1:1"];
    for (command, more) in [("serve", &listen[..]), ("descriptor", &[]), ("check", &[])] {
        let output = sightline(&[&[command][..], &base, more].concat())
            .current_dir(&dir)
            .env("SIGHTLINE_TENNANT_RATE", "7")
            .env("SIGHTLINE_SESSION_KEY", "5e".repeat(32))
            .env(
                "SIGHTLINE_MIGRATE_TO",
                "postgres://me:hunter2@host/database",
            )
            .output()
            .unwrap();
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(said.contains("SIGHTLINE_TENNANT_RATE"), "{command}: {said}");
        for known in ["SIGHTLINE_SESSION_KEY", "SIGHTLINE_MIGRATE_TO", "hunter2"] {
            assert!(!said.contains(known), "{command}: {said}");
        }
    }
}

#[test]
fn settings_that_cannot_work_are_one_clear_sentence() {
    let base = ["serve", "--base-url", "https://sightline.example"];
    for (arguments, sentence) in [
        (
            vec!["descriptor", "--base-url", "http://sightline.example"],
            "sightline: the descriptor's baseUrl",
        ),
        (
            [&base[..], &["--host-url", "https://bitbucket.org/x"]].concat(),
            "sightline: --host-url is",
        ),
        (
            [&base[..], &["--script-origins", "https://a.example;b"]].concat(),
            "sightline: --script-origins is",
        ),
        (
            [
                &base[..],
                &["--registration-secret-file", "/nowhere/secret"],
            ]
            .concat(),
            "sightline: /nowhere/secret cannot be read",
        ),
        (
            [&base[..], &["--registration-secret-file", "/dev/null"]].concat(),
            "sightline: the secret is missing: /dev/null is empty",
        ),
        (
            [&base[..], &["--secret-key-old-file", "/dev/null"]].concat(),
            "sightline: the secret is missing: /dev/null is empty",
        ),
    ] {
        let output = sightline(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let error = text(&output.stderr);
        assert!(error.starts_with(sentence), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
    for key in [
        "5e",
        &"5e".repeat(33),
        &format!("{}5", "5e".repeat(32)),
        &"zz".repeat(32),
    ] {
        let output = sightline(&base)
            .env("SIGHTLINE_SESSION_KEY", key)
            .output()
            .unwrap();
        let error = text(&output.stderr);
        assert!(error.contains("must be 64 hexadecimal digits"), "{error}");
        assert!(!error.contains(key), "{error}");
    }
}

#[test]
fn base_urls_that_no_route_can_have_are_one_clear_sentence() {
    let dir = tempfile::TempDir::new().unwrap();
    for path in ["{", "{*rest}", ":a", "*", "a//b", "/a"] {
        let url = format!("https://sightline.example/{path}");
        let serve = ["serve", "--base-url", &url, "--listen", "127.0.0.1:0"];
        let output = sightline(&serve).current_dir(&dir).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{path}");
        let error = text(&output.stderr);
        let last = error.lines().last().unwrap();
        let sentence = "sightline: the base URL has a path that";
        assert!(last.starts_with(sentence), "{error}");
        let check = [
            "check",
            "--base-url",
            &url,
            "--api-url",
            "http://127.0.0.1:9",
        ];
        let output = sightline(&check).current_dir(&dir).output().unwrap();
        let findings = text(&output.stdout);
        assert!(findings.contains("FAIL  base URL: "), "{findings}");
    }
}

#[test]
fn limits_beyond_reason_stop_no_server() {
    let dir = tempfile::TempDir::new().unwrap();
    let base = ["serve", "--base-url", "https://sightline.example"];
    // The address is none of this machine's (RFC 5737): a server that gets that far ends there.
    let listen = ["--listen", "192.0.2.1:1", "--max-connections"];
    for most in ["0", &usize::MAX.to_string()] {
        let arguments = [&base[..], &listen, &[most]].concat();
        let output = sightline(&arguments).current_dir(&dir).output().unwrap();
        let error = text(&output.stderr);
        assert!(error.contains("sightline: cannot listen on"), "{error}");
        assert!(!error.contains("panicked"), "{error}");
    }
    // Nobody could open anything.
    let arguments = [&base[..], &["--tenant-rate", "0"]].concat();
    let output = sightline(&arguments).current_dir(&dir).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn help_explains_every_setting_and_names_its_variable() {
    let help = text(&sightline(&["serve", "--help"]).output().unwrap().stdout);
    for flag in help
        .lines()
        .filter(|line| line.trim_start().starts_with("--"))
    {
        let name = flag.trim_start_matches([' ', '-']);
        let name = name.split([' ', '=']).next().unwrap();
        let variable = format!("SIGHTLINE_{}", name.to_uppercase().replace('-', "_"));
        assert!(
            help.contains(&format!("[env: {variable}")),
            "{flag}: {variable}"
        );
    }
    for secret in [
        "REGISTRATION_SECRET",
        "SESSION_KEY",
        "SECRET_KEY",
        "SECRET_KEY_OLD",
    ] {
        assert!(
            help.contains(&format!("SIGHTLINE_{secret} holds")),
            "{secret}"
        );
        assert!(
            !help.contains(&format!("[env: SIGHTLINE_{secret}=")),
            "{secret}"
        );
    }
}

#[test]
fn the_readme_has_a_row_for_every_setting_and_no_other() {
    let help = text(&sightline(&["serve", "--help"]).output().unwrap().stdout);
    let flags = help.lines().filter_map(|line| {
        let name = line.trim_start().strip_prefix("--")?;
        Some(name.split([' ', '=']).next().unwrap().to_owned())
    });
    let flags: BTreeSet<String> = flags.collect();
    assert!(flags.len() > 20, "{flags:?}");
    let readme = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let rows = readme.lines().filter(|line| line.starts_with("| `--"));
    let rows = rows.flat_map(|row| {
        let cells = row.split('|').map(str::trim);
        let words = |cell: &str| {
            let words = cell.split('`').skip(1).step_by(2);
            words.map(str::to_owned).collect::<Vec<_>>()
        };
        let cells: Vec<Vec<String>> = cells.skip(1).take(2).map(words).collect();
        cells[0].clone().into_iter().zip(cells[1].clone())
    });
    let rows: Vec<(String, String)> = rows.collect();
    for (flag, variable) in &rows {
        let named = flag
            .trim_start_matches('-')
            .to_uppercase()
            .replace('-', "_");
        assert_eq!(*variable, format!("SIGHTLINE_{named}"));
    }
    let rows = rows.iter().map(|(flag, _)| flag.trim_start_matches('-'));
    assert_eq!(rows.map(str::to_owned).collect::<BTreeSet<_>>(), flags);
}

#[test]
fn help_shows_no_password() {
    for command in ["serve", "forget", "tenants", "migrate"] {
        let output = sightline(&[command, "--help"])
            .env(
                "SIGHTLINE_DATABASE_URL",
                "postgres://me:hunter2@host/database",
            )
            .env(
                "SIGHTLINE_MIGRATE_TO",
                "postgres://me:hunter2@host/database",
            )
            .output()
            .unwrap();
        let help = text(&output.stdout);
        assert!(help.contains("SIGHTLINE_DATABASE_URL") && !help.contains("hunter2"));
    }
}

#[test]
fn help_lists_the_commands() {
    let help = text(&sightline(&["--help"]).output().unwrap().stdout);
    for command in ["serve", "descriptor", "forget", "qsh", "tenants", "migrate"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
    }
    let version = text(&sightline(&["--version"]).output().unwrap().stdout);
    assert_eq!(
        version,
        format!("sightline {}\n", env!("CARGO_PKG_VERSION"))
    );
}
