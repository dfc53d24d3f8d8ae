use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// A running box whose temporary folders lie in a folder of the test.
struct Running {
    child: Child,
    web: u16,
    api: u16,
    ready: String,
}

fn command(temporary: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sightline-sandbox"));
    command.args(arguments).env("TMPDIR", temporary);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

impl Running {
    fn start(temporary: &Path) -> Self {
        let mut child = command(temporary, &["--port", "0"]).spawn().unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut ready)
            .unwrap();
        let port = |name: &str| -> u16 {
            let rest = ready
                .split_once(&format!("{name}=http://localhost:"))
                .unwrap()
                .1;
            rest.split_whitespace().next().unwrap().parse().unwrap()
        };
        let (web, api) = (port("web"), port("api"));
        Self {
            child,
            web,
            api,
            ready,
        }
    }

    fn stop(&mut self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone if the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream
}

fn get(port: u16, path: &str) -> String {
    get_with(port, path, "")
}

/// Calls with more headers, each ended by CR and LF.
fn get_with(port: u16, path: &str, headers: &str) -> String {
    let mut stream = connect(port);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// `trunk serve` shows a page that finds the repository, and follows a redirect within the API.
fn a_page_of_another_port_reads(api: u16) {
    let page = "Origin: http://localhost:8080\r\n";
    let found = get_with(api, "/2.0/repositories", page);
    assert!(found.contains("access-control-allow-origin: *"), "{found}");
    assert!(
        found.contains("\"full_name\":\"tidewater/freightline\""),
        "{found}"
    );
    let diff = "/2.0/repositories/tidewater/freightline/pullrequests/1/diff";
    let moved = get_with(api, diff, page);
    assert!(moved.starts_with("HTTP/1.1 302"), "{moved}");
    assert!(moved.contains("access-control-allow-origin: *"), "{moved}");
    let start = format!("location: http://localhost:{api}");
    let (_, location) = moved.split_once(&start).unwrap();
    let (location, _) = location.split_once('\r').unwrap();
    let moved = get_with(api, location, page);
    assert!(moved.starts_with("HTTP/1.1 200 OK"), "{moved}");
    assert!(moved.contains("access-control-allow-origin: *"), "{moved}");
}

#[test]
fn the_box_comes_up_answers_and_leaves_nothing_behind() {
    let temporary = tempfile::tempdir().unwrap();
    let mut running = Running::start(temporary.path());
    assert!(
        running.ready.starts_with("ready web=http://localhost:"),
        "{}",
        running.ready
    );
    assert!(
        running
            .ready
            .ends_with(" repository=/tidewater/freightline\n"),
        "{}",
        running.ready
    );
    for port in [running.web, running.api] {
        assert!(get(port, "/healthz").starts_with("HTTP/1.1 200 OK"));
    }
    let answer = get(
        running.api,
        "/2.0/repositories/tidewater/freightline/pullrequests/1",
    );
    assert!(
        answer.starts_with("HTTP/1.1 200 OK") && answer.contains("\"id\":1"),
        "{answer}"
    );
    a_page_of_another_port_reads(running.api);
    let peer = get(running.api, "/sandbox/requests");
    assert!(peer.starts_with("HTTP/1.1 200 OK"), "{peer}");
    assert!(fs::read_dir(&temporary).unwrap().next().is_some());

    // A request that never ends must not keep the box up.
    let mut endless = connect(running.web);
    endless.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    let idle = connect(running.api);
    let told = Instant::now();
    running.stop("-TERM");
    let status = running.child.wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(
        told.elapsed() < Duration::from_secs(2),
        "{:?}",
        told.elapsed()
    );
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
    drop((endless, idle));
}

#[test]
fn a_taken_port_is_told_in_one_sentence() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let temporary = tempfile::tempdir().unwrap();
    let output = command(temporary.path(), &["--port", &port])
        .output()
        .unwrap();
    assert!(!output.status.success());
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        format!(
            "sightline-sandbox: port {port} is taken: stop what runs there, or choose another one \
             with --port\n"
        ),
    );
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}
