//! Headless Chromium, told what to do in the DevTools protocol over a pair of pipes.

use std::{
    cell::{Cell, RefCell},
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::problem;
use crate::{Error, process::leashed, setup, workspace};

const PATIENCE: Duration = Duration::from_secs(60);
/// All frames stay in the page's process, so that what slows the page slows the app.
const ARGUMENTS: [&str; 14] = [
    "--remote-debugging-pipe",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,OriginKeyedProcessesByDefault",
    "--window-size=1280,1000",
    "about:blank",
];
/// Chromium reads commands from descriptor 3 and writes answers to descriptor 4.
const PIPES: &str = "exec \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null";

/// A running browser. Dropping it ends it.
pub(super) struct Chromium {
    child: Child,
    commands: RefCell<ChildStdin>,
    messages: Receiver<Value>,
    next: Cell<u64>,
    _profile: TempDir,
}

impl Chromium {
    /// Starts a browser with a new profile.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Io`]
    pub(super) fn start() -> Result<Self, Error> {
        setup::chromium::driver()?;
        let program = workspace::find(&setup::chromium::BROWSERS);
        let program = program.ok_or_else(|| problem("there is no Chromium on PATH"))?;
        let profile = tempfile::tempdir().map_err(Error::io("a profile cannot be made"))?;
        let mut command = leashed("sh");
        command
            .args(["-c", PIPES, "sh"])
            .arg(program)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(ARGUMENTS)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let failed = || Error::io("Chromium cannot be started");
        let mut child = command.spawn().map_err(failed())?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let missing = || failed()(std::io::Error::other("no pipes"));
        let (commands, answers) = pipes.ok_or_else(missing)?;
        let (send, messages) = channel();
        thread::spawn(move || {
            for message in BufReader::new(answers).split(0).map_while(Result::ok) {
                let message = serde_json::from_slice::<Value>(&message).unwrap_or_default();
                // Events are not needed, and pages make many.
                if message.get("id").is_some() && send.send(message).is_err() {
                    break;
                }
            }
        });
        Ok(Self {
            child,
            commands: RefCell::new(commands),
            messages,
            next: Cell::new(1),
            _profile: profile,
        })
    }

    /// Makes a call to the browser itself.
    ///
    /// # Errors
    /// As [`Chromium::call_in`].
    pub(super) fn call(&self, method: &str, params: Value) -> Result<Value, Error> {
        self.answer(json!({"method": method, "params": params}))
    }

    /// Makes a call to the page of a session.
    ///
    /// # Errors
    /// [`Error::Bench`] when the browser refuses or does not answer, [`Error::Io`] when it is gone.
    pub(super) fn call_in(
        &self,
        session: &str,
        method: &str,
        params: Value,
    ) -> Result<Value, Error> {
        self.answer(json!({"method": method, "params": params, "sessionId": session}))
    }

    fn answer(&self, mut message: Value) -> Result<Value, Error> {
        let id = self.next.get();
        self.next.set(id + 1);
        if let Some(message) = message.as_object_mut() {
            message.insert("id".to_owned(), id.into());
        }
        let line = format!("{message}\0");
        let mut commands = self.commands.borrow_mut();
        commands
            .write_all(line.as_bytes())
            .map_err(Error::io("Chromium is gone"))?;
        loop {
            let answer = self.messages.recv_timeout(PATIENCE);
            let mut answer =
                answer.map_err(|_| problem(format!("Chromium does not answer {message}")))?;
            if answer.get("id").and_then(Value::as_u64) != Some(id) {
                continue;
            }
            return match answer.get("error") {
                Some(error) => Err(problem(format!("Chromium refuses {message}: {error}"))),
                None => Ok(answer.get_mut("result").map_or(Value::Null, Value::take)),
            };
        }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.call("Browser.close", json!({}));
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
