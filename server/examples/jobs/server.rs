//! The server's binary, and how much memory it takes.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    sync::{Arc, Mutex},
    time::{Duration, SystemTime},
};

use serde_json::Value;
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    task::JoinHandle,
};

/// The key of the store.
pub(crate) const KEY: [u8; 32] = [7; 32];

/// Resident megabytes.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Memory {
    pub(crate) first: f64,
    pub(crate) last: f64,
    pub(crate) most: f64,
}

/// The binary, and the surroundings that it is started in, again and again.
pub(crate) struct Program<'a> {
    /// Path of the binary.
    pub(crate) path: &'a str,
    /// Place of its logs and of the app.
    pub(crate) folder: &'a Path,
    /// `sqlite` or `postgres`.
    pub(crate) kind: &'a str,
    /// File or URL of the store.
    pub(crate) place: &'a str,
    /// Origin of Bitbucket.
    pub(crate) bitbucket: &'a str,
    /// Address that it listens on.
    pub(crate) address: SocketAddr,
}

/// A server that runs.
pub(crate) struct Server {
    child: Child,
    log: PathBuf,
    memory: Arc<Mutex<Memory>>,
    watch: JoinHandle<()>,
}

/// An address that nothing listens on.
pub(crate) fn free_address() -> SocketAddr {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("an address")
}

impl Program<'_> {
    /// Starts it, for the `nth` time.
    pub(crate) async fn start(&self, nth: u32) -> Server {
        let log = self.folder.join(format!("log-{nth}"));
        let store = match self.kind {
            "sqlite" => "SIGHTLINE_DATABASE",
            _ => "SIGHTLINE_DATABASE_URL",
        };
        let key: String = KEY.iter().map(|byte| format!("{byte:02x}")).collect();
        let child = Command::new(self.path)
            .args(["serve", "--reports", "--log", "json"])
            .env("SIGHTLINE_BASE_URL", format!("http://{}", self.address))
            .env("SIGHTLINE_LISTEN", self.address.to_string())
            .env("SIGHTLINE_HOST_URL", self.bitbucket)
            .env("SIGHTLINE_API_URL", self.bitbucket)
            .env("SIGHTLINE_ASSETS", assets(self.folder))
            .env("SIGHTLINE_SECRET_KEY", key)
            .env(store, self.place)
            .stderr(Stdio::from(fs::File::create(&log).expect("a log")))
            .kill_on_drop(true)
            .spawn()
            .expect("the server starts");
        while TcpStream::connect(self.address).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let memory = Arc::new(Mutex::new(Memory::default()));
        let watch = tokio::spawn(watch(child.id().expect("it runs"), memory.clone()));
        Server {
            child,
            log,
            memory,
            watch,
        }
    }
}

impl Server {
    /// SIGKILL. Gives its log, and how much memory it took.
    pub(crate) async fn kill(mut self) -> (String, Memory) {
        self.watch.abort();
        self.child.kill().await.expect("it was running");
        let log = fs::read_to_string(&self.log).expect("a log");
        (log, *self.memory.lock().expect("no panic"))
    }
}

async fn watch(pid: u32, memory: Arc<Mutex<Memory>>) {
    loop {
        // Caches are filled within the first seconds.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let Some(now) = resident(pid) else {
            continue;
        };
        let mut memory = memory.lock().expect("no panic");
        if memory.first == 0.0 {
            memory.first = now;
        }
        memory.last = now;
        memory.most = memory.most.max(now);
    }
}

fn resident(pid: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some((kilobytes / 102.4).round() / 10.0)
}

/// An app as if it was built.
fn assets(folder: &Path) -> PathBuf {
    let assets = folder.join("dist");
    for program in ["panel", "repository"] {
        let folder = assets.join(program);
        fs::create_dir_all(&folder).expect("a folder");
        let html = "<!doctype html><!-- sightline:host --><main></main>";
        fs::write(folder.join("index.html"), html).expect("a file");
    }
    assets
}

/// The most calls that a job made, by the log.
pub(crate) fn most_calls(log: &str) -> u64 {
    let lines = log
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let calls = lines.filter_map(|line: Value| find(&line, "calls"));
    calls.max().unwrap_or_default()
}

fn find(value: &Value, name: &str) -> Option<u64> {
    let members = value.as_object()?;
    let here = members.get(name).and_then(Value::as_u64);
    here.or_else(|| members.values().find_map(|member| find(member, name)))
}

/// Seconds since the Unix epoch.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.expect("after 1970").as_secs()
}
