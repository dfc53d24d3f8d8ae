//! Services: child processes that run until they are stopped.

use std::{
    ffi::OsStr,
    fs::File,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{Error, workspace};

/// Time that a service may take to end when it is asked to.
const GRACE: Duration = Duration::from_secs(3);
const PAUSE: Duration = Duration::from_millis(20);
/// Lines of a log that stand in an error.
const LAST_LINES: usize = 20;

/// A command that ends when the thread that starts it ends, however that comes about: util-linux's
/// `setpriv` sees to it, where there is one.
pub fn leashed(program: impl AsRef<OsStr>) -> Command {
    let Some(setpriv) = workspace::find(&["setpriv"]) else {
        return workspace::command(program);
    };
    let mut command = workspace::command(setpriv);
    command
        .args(["--pdeathsig", "TERM", "--"])
        .arg(program.as_ref());
    command
}

/// A running service. It is stopped when the value is dropped.
#[derive(Debug)]
pub struct Process {
    name: &'static str,
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts it in a process group of its own, so that Ctrl-C reaches only us. All output goes to
    /// the file `log`.
    ///
    /// # Errors
    /// [`Error::Io`]
    pub fn start(name: &'static str, mut command: Command, log: PathBuf) -> Result<Self, Error> {
        let failed = || Error::io(format!("{name} cannot be started"));
        let output = File::create(&log).map_err(failed())?;
        let errors = output.try_clone().map_err(failed())?;
        let command = command
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .process_group(0);
        let child = command.spawn().map_err(failed())?;
        Ok(Self { name, child, log })
    }

    /// The number by which the system knows it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The file that holds its output.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Output so far.
    pub fn output(&self) -> String {
        std::fs::read(&self.log)
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .unwrap_or_default()
    }

    /// Asks `ready` of the output until it has an answer.
    ///
    /// # Errors
    /// [`Error::Ended`], [`Error::Silent`]
    pub fn wait_for<T>(
        &mut self,
        patience: Duration,
        mut ready: impl FnMut(&str) -> Option<T>,
    ) -> Result<T, Error> {
        let started = Instant::now();
        loop {
            if let Some(answer) = ready(&self.output()) {
                return Ok(answer);
            }
            self.alive()?;
            if started.elapsed() > patience {
                return Err(Error::Silent {
                    name: self.name,
                    waited: patience,
                    log: last_lines(&self.output()),
                });
            }
            sleep(PAUSE);
        }
    }

    /// Checks that it still runs.
    ///
    /// # Errors
    /// [`Error::Ended`] with the end of its log when it does not.
    pub fn alive(&mut self) -> Result<(), Error> {
        match self.child.try_wait() {
            Ok(Some(status)) => Err(Error::Ended {
                name: self.name,
                status,
                log: last_lines(&self.output()),
            }),
            _ => Ok(()),
        }
    }

    /// Asks it to end, and ends it when it does not.
    pub fn stop(&mut self) {
        self.stop_by(Signal::TERM);
    }

    /// Asks it to end by the given signal, and ends it when it does not.
    pub(crate) fn stop_by(&mut self, signal: Signal) {
        if self.alive().is_err() {
            return;
        }
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        let asked = pid.map(|pid| kill_process(pid, signal));
        let until = Instant::now() + GRACE;
        while matches!(asked, Some(Ok(()))) && Instant::now() < until {
            if self.alive().is_err() {
                return;
            }
            sleep(PAUSE);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let skipped = lines.len().saturating_sub(LAST_LINES);
    lines.get(skipped..).unwrap_or_default().join("\n")
}
