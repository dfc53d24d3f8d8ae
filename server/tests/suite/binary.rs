//! The real binary, listening.

use std::{
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::{Child, Command},
};

use crate::{
    place::Place,
    support::{self, Call, REGISTRATION},
};

pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    child: Child,
    dir: TempDir,
}

impl Running {
    /// Starts it registered, over this store, and waits until it is ready.
    pub(crate) async fn start(place: &Place, flags: &[&str]) -> Self {
        Self::start_under(&[], place, flags).await
    }

    /// Starts it by another command.
    pub(crate) async fn start_under(wrapper: &[&str], place: &Place, flags: &[&str]) -> Self {
        Self::start_with(wrapper, place, flags, None).await
    }

    /// Starts it, with a standard error that goes elsewhere than to [`Self::log`].
    pub(crate) async fn start_with(
        wrapper: &[&str],
        place: &Place,
        flags: &[&str],
        stderr: Option<Stdio>,
    ) -> Self {
        let address = free_address();
        let dir = TempDir::new().unwrap();
        let binary = env!("CARGO_BIN_EXE_sightline");
        let line: Vec<&str> = [wrapper, &[binary, "serve"], flags].concat();
        let log = std::fs::File::create(dir.path().join("log")).unwrap();
        let child = Command::new(line[0])
            .args(&line[1..])
            .env("SIGHTLINE_BASE_URL", format!("http://{address}"))
            .env("SIGHTLINE_LISTEN", address.to_string())
            .env("SIGHTLINE_ASSETS", support::app(dir.path()))
            .env("SIGHTLINE_REGISTRATION_SECRET", REGISTRATION)
            .envs(place.variables())
            .stdout(Stdio::null())
            .stderr(stderr.unwrap_or_else(|| log.into()))
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut running = Self {
            address,
            child,
            dir,
        };
        let started = Instant::now();
        while running.get("/healthz").await != Some(200) {
            let ended = running.child.try_wait().unwrap();
            let waited = started.elapsed();
            assert!(
                ended.is_none() && waited < Duration::from_secs(30),
                "{ended:?} after {waited:?}: {}",
                running.log()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        running
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id().unwrap()
    }

    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.log_path()).unwrap()
    }

    fn log_path(&self) -> PathBuf {
        self.dir.path().join("log")
    }

    /// SIGKILL.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.pid().to_string();
        let sent = std::process::Command::new("kill")
            .args([signal, &pid])
            .status();
        assert!(sent.unwrap().success());
    }

    pub(crate) async fn ended(&mut self) -> ExitStatus {
        self.child.wait().await.unwrap()
    }

    pub(crate) async fn connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(self.address).await
    }

    /// Status, where an answer came.
    pub(crate) async fn get(&self, path: &str) -> Option<u16> {
        let host = self.address;
        let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        ask(self.address, &request).await
    }

    pub(crate) async fn call(&self, call: &Call) -> Option<u16> {
        post(self.address, call).await
    }
}

/// An address of this machine on which nobody listens.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

/// Status, where an answer came.
pub(crate) async fn post(address: SocketAddr, call: &Call) -> Option<u16> {
    let body = call.body.to_string();
    let request = format!(
        "POST {} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nauthorization: {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        call.path,
        call.authorization.as_deref().unwrap_or("none"),
        body.len(),
    );
    ask(address, &request).await
}

async fn ask(address: SocketAddr, request: &str) -> Option<u16> {
    let answer = whole(address, request).await?;
    let (status, _) = answer.strip_prefix("HTTP/1.1 ")?.split_once(' ')?;
    status.parse().ok()
}

/// Head and body of the answer to a GET.
pub(crate) async fn read(address: SocketAddr, path: &str) -> Option<String> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    whole(address, &request).await
}

async fn whole(address: SocketAddr, request: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    // What came before the connection broke has been answered all the same.
    let _ = stream.read_to_end(&mut answer).await;
    Some(String::from_utf8_lossy(&answer).into_owned())
}

/// Seconds since the Unix epoch, for those who cannot be told the time.
pub(crate) fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_secs()
}
