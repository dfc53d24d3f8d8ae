//! A PgBouncer in transaction mode, in front of the PostgreSQL server of a test run.

use std::{
    net::{Ipv4Addr, TcpStream},
    path::PathBuf,
    time::Duration,
};

use tempfile::TempDir;

use super::{
    Postgres,
    postgres::{Account, free_port},
};
use crate::{
    Error,
    process::{Process, leashed},
    setup::debian,
    workspace,
};

const PATIENCE: Duration = Duration::from_secs(30);

/// A pooler on a port of its own. Few connections of the server serve many of the clients, so that
/// transactions of one client meet what another one left.
#[derive(Debug)]
pub struct PgBouncer {
    // First, so that it has ended when its folder goes.
    _pooler: Process,
    _folder: TempDir,
    port: u16,
}

impl PgBouncer {
    /// Starts one from the system's package, which is installed on Debian as root.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Failed`], [`Error::Ended`], [`Error::Silent`], [`Error::Io`]
    pub fn start(postgres: &Postgres) -> Result<Self, Error> {
        let program = program()?;
        let folder = tempfile::Builder::new()
            .prefix("sightline-pgbouncer-")
            .tempdir();
        let folder = folder.map_err(Error::io("a temporary folder cannot be made"))?;
        let port = free_port()?;
        let settings = folder.path().join("pgbouncer.ini");
        let text = format!(
            "[databases]\n\
             * = host=127.0.0.1 port={} user=sightline\n\
             [pgbouncer]\n\
             listen_addr = 127.0.0.1\n\
             listen_port = {port}\n\
             unix_socket_dir =\n\
             auth_type = any\n\
             pool_mode = transaction\n\
             default_pool_size = 4\n",
            postgres.port()
        );
        std::fs::write(&settings, text)
            .map_err(Error::io("settings of PgBouncer cannot be written"))?;
        let account = Account::that_may_run_it()?;
        account.own(folder.path())?;
        account.own(&settings)?;
        let mut pgbouncer = leashed(program);
        pgbouncer.arg(&settings).current_dir(folder.path());
        account.run_as(&mut pgbouncer);
        let log = folder.path().join("log");
        let mut pooler = Process::start("PgBouncer", pgbouncer, log)?;
        pooler.wait_for(PATIENCE, |_| {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .is_ok()
                .then_some(())
        })?;
        Ok(Self {
            _pooler: pooler,
            _folder: folder,
            port,
        })
    }

    /// `postgres://sightline@127.0.0.1:PORT/postgres`
    pub fn url(&self) -> String {
        format!("postgres://sightline@127.0.0.1:{}/postgres", self.port)
    }
}

fn program() -> Result<PathBuf, Error> {
    if let Some(program) = present() {
        return Ok(program);
    }
    debian::install("PgBouncer", &["pgbouncer"])?;
    present().ok_or_else(|| Error::Missing {
        what: "PgBouncer".to_owned(),
        advice: "The system's package does not bring pgbouncer.".to_owned(),
    })
}

/// Debian keeps it in a folder that is in the `PATH` of root alone.
fn present() -> Option<PathBuf> {
    let debian = PathBuf::from("/usr/sbin/pgbouncer");
    workspace::find(&["pgbouncer"]).or_else(|| debian.is_file().then_some(debian))
}
