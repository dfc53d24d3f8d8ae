//! The server's program: how it is started, and its other commands with the same settings.

use std::{process::Command, time::Duration};

use super::{Build, Registration, http, log_file};
use crate::{
    Error,
    process::{Process, leashed},
    run, workspace,
};

const PATIENCE: Duration = Duration::from_secs(20);

/// Arguments of the server.
#[derive(Debug)]
pub(super) struct Launch {
    pub(super) build: Build,
    pub(super) registration: Registration,
    /// Secret of the app's registration.
    pub(super) secret: String,
    /// Arguments of `serve` and of other commands.
    pub(super) settings: Vec<String>,
    /// Origin of the server.
    pub(super) origin: String,
}

impl Launch {
    /// Starts the server and waits until it answers.
    ///
    /// # Errors
    /// [`Error::Ended`], [`Error::Silent`], [`Error::Io`].
    pub(super) fn serve(&self) -> Result<Process, Error> {
        let mut command = leashed(self.build.program("sightline")?);
        self.fill(command.arg("serve"));
        let mut server = Process::start("the server", command, log_file("server")?)?;
        let health = format!("{}/healthz", self.origin);
        server.wait_for(PATIENCE, |_| http::get(&health).ok())?;
        Ok(server)
    }

    /// Runs another command to its end, and gives its output.
    ///
    /// # Errors
    /// [`Error::Failed`] with its output, [`Error::Io`].
    pub(super) fn run(&self, name: &str) -> Result<String, Error> {
        let mut command = workspace::command(self.build.program("sightline")?);
        self.fill(command.arg(name));
        run::quietly(command)
    }

    fn fill(&self, command: &mut Command) {
        command.args(&self.settings);
        if self.registration == Registration::Known {
            command.env("SIGHTLINE_REGISTRATION_SECRET", &self.secret);
        }
    }
}
