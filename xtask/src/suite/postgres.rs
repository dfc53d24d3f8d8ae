//! A PostgreSQL server that lives as long as one test run.

use std::{
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::{fs::chown, process::CommandExt},
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::{
    Error,
    process::{Process, leashed},
    run,
    setup::debian,
    workspace,
};

const PATIENCE: Duration = Duration::from_secs(30);

/// A server on a port of its own, with a superuser `sightline` who needs no password.
#[derive(Debug)]
pub struct Postgres {
    server: Process,
    folder: TempDir,
    port: u16,
}

impl Postgres {
    /// Starts one from the system's packages, which are installed on Debian as root.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Failed`], [`Error::Ended`], [`Error::Silent`], [`Error::Io`]
    pub fn start() -> Result<Self, Error> {
        let programs = programs()?;
        let folder = tempfile::Builder::new()
            .prefix("sightline-postgres-")
            .tempdir();
        let folder = folder.map_err(Error::io("a temporary folder cannot be made"))?;
        let account = Account::that_may_run_it()?;
        account.own(folder.path())?;
        let data = folder.path().join("data");

        let mut initdb = workspace::command(programs.join("initdb"));
        initdb.args(["--username=sightline", "--auth=trust", "--no-sync"]);
        initdb
            .args(["--encoding=UTF8", "--locale=C", "--pgdata"])
            .arg(&data);
        account.run_as(&mut initdb);
        initdb.current_dir(folder.path());
        run::quietly(initdb)?;

        let port = free_port()?;
        let server = serve(folder.path(), port)?;
        Ok(Self {
            server,
            folder,
            port,
        })
    }

    /// Stops it, as an administrator would: open connections are closed.
    pub fn stop(&mut self) {
        self.server.stop_by(Signal::INT);
    }

    /// Starts it again after [`Postgres::stop`], with what it held.
    ///
    /// # Errors
    /// Those of [`Postgres::start`].
    pub fn start_again(&mut self) -> Result<(), Error> {
        self.server = serve(self.folder.path(), self.port)?;
        Ok(())
    }

    /// Port on 127.0.0.1 that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// `postgres://sightline@127.0.0.1:PORT/postgres`
    pub fn url(&self) -> String {
        format!("postgres://sightline@127.0.0.1:{}/postgres", self.port)
    }
}

fn serve(folder: &Path, port: u16) -> Result<Process, Error> {
    let mut postgres = leashed(programs()?.join("postgres"));
    postgres.arg("-D").arg(folder.join("data"));
    postgres.args(["-p", &port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
    // Only a machine that crashes would need it, and then nobody reads this data.
    postgres.args(["-c", "fsync=off", "-c", "unix_socket_directories="]);
    Account::that_may_run_it()?.run_as(&mut postgres);
    postgres.current_dir(folder);
    let log = folder.join("log");
    let mut server = Process::start("PostgreSQL", postgres, log)?;
    server.wait_for(PATIENCE, |log| {
        let ready = log.contains("database system is ready to accept connections");
        (ready && TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()).then_some(())
    })?;
    Ok(server)
}

/// The folder that holds `initdb` and `postgres`.
fn programs() -> Result<PathBuf, Error> {
    if let Some(folder) = present() {
        return Ok(folder);
    }
    debian::install("PostgreSQL", &["postgresql"])?;
    present().ok_or_else(|| Error::Missing {
        what: "PostgreSQL".to_owned(),
        advice: "The system's packages do not bring initdb.".to_owned(),
    })
}

/// Debian keeps them by version, away from `PATH`.
fn present() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let by_version = versions
        .flatten()
        .map(|version| version.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .max();
    let on_path = || Some(workspace::find(&["initdb"])?.parent()?.to_owned());
    by_version.or_else(on_path)
}

/// PostgreSQL refuses to run as root.
#[derive(Debug, Clone, Copy)]
pub(super) enum Account {
    Ours,
    Postgres { user: u32, group: u32 },
}

impl Account {
    pub(super) fn that_may_run_it() -> Result<Self, Error> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self::Ours);
        }
        let accounts = std::fs::read_to_string("/etc/passwd")
            .map_err(Error::io("/etc/passwd cannot be read"))?;
        let mut fields = accounts.lines().map(|line| line.split(':'));
        let ids = fields.find_map(|mut fields| {
            (fields.next() == Some("postgres")).then_some(())?;
            let mut number = || fields.by_ref().find_map(|field| field.parse().ok());
            Some((number()?, number()?))
        });
        let (user, group) = ids.ok_or_else(|| Error::Missing {
            what: "the account `postgres`, which runs PostgreSQL for root".to_owned(),
            advice: "Your system's PostgreSQL package makes it.".to_owned(),
        })?;
        Ok(Self::Postgres { user, group })
    }

    pub(super) fn own(self, folder: &Path) -> Result<(), Error> {
        match self {
            Self::Ours => Ok(()),
            Self::Postgres { user, group } => chown(folder, Some(user), Some(group))
                .map_err(Error::io("a temporary folder cannot be given to postgres")),
        }
    }

    pub(super) fn run_as(self, command: &mut Command) {
        if let Self::Postgres { user, group } = self {
            command.uid(user).gid(group);
        }
    }
}

pub(super) fn free_port() -> Result<u16, Error> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(Error::io("there is no free port"))
}
