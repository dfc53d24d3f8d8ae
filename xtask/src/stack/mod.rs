//! Sandbox and server as child processes: the whole of Sightline on three ports of this machine.

mod address;
mod binary;
pub(crate) mod http;
mod launch;
mod ports;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    Error, bundle, forge,
    process::{Process, leashed},
    workspace,
};

pub use address::Addresses;
pub(crate) use binary::PREBUILT;
pub use binary::{Build, binary};
use launch::Launch;
pub use ports::Ports;

/// Time that the sandbox may take to start: a large clone is read first.
const SANDBOX_PATIENCE: Duration = Duration::from_secs(120);

/// State that a new stack reaches by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// The app is installed in the workspace.
    #[default]
    Installed,
    /// The app is registered but not installed.
    Registered,
    /// Both processes run and do not know each other.
    Started,
}

/// Registration that the server is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Registration {
    /// The secret that the sandbox shares with it.
    #[default]
    Known,
    /// Nothing, as if nobody had registered the app: first installations come unsigned.
    Unknown,
}

/// Presence of the app for Forge in the sandbox, beside that for Connect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Forge {
    /// It does not.
    #[default]
    Absent,
    /// It is installed, as `cargo xtask forge` builds it.
    Installed,
}

/// Database in which the server keeps its installations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Database {
    /// A PostgreSQL database at this URL.
    Postgres(String),
    /// A new file in the stack's temporary folder.
    #[default]
    Sqlite,
}

/// Options of a stack.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The built app, if not that of the folder `dist`.
    pub assets: Option<PathBuf>,
    /// Build of the sandbox and the server.
    pub build: Build,
    /// Database in which the server keeps its installations.
    pub database: Database,
    /// Facts about pull requests to make a repository of, instead of the built-in sample.
    pub facts: Option<PathBuf>,
    /// Presence of the app for Forge.
    pub forge: Forge,
    /// A clone to show instead of the built-in sample.
    pub git: Option<PathBuf>,
    /// Ports to listen on.
    pub ports: Ports,
    /// State to reach before [`Stack::start`] returns.
    pub reach: Reach,
    /// Registration that the server is told.
    pub registration: Registration,
    /// Further arguments of `sightline serve`.
    pub server_args: Vec<String>,
}

/// A running stack. Dropping it stops both processes and removes their files, except the logs.
///
/// The processes also end with the thread that started them: start a stack on a thread that lives
/// as long as the stack is needed.
#[derive(Debug)]
pub struct Stack {
    server: Process,
    sandbox: Process,
    addresses: Addresses,
    git: PathBuf,
    launch: Launch,
    _folder: TempDir,
}

impl Stack {
    /// Starts sandbox and server and waits until both answer.
    ///
    /// # Errors
    /// [`Error::PortTaken`], [`Error::Ended`], [`Error::Silent`], [`Error::Http`], [`Error::Missing`]
    /// when the app is not built, [`Error::Io`].
    pub fn start(options: &Options) -> Result<Self, Error> {
        let folder = tempfile::Builder::new().prefix("sightline-").tempdir();
        let folder = folder.map_err(Error::io("a temporary folder cannot be made"))?;
        if options.assets.is_none() && !bundle::is_built() {
            return Err(Error::Missing {
                what: "the built app".to_owned(),
                advice: "Build it with `cargo xtask build`.".to_owned(),
            });
        }
        let port = options.ports.first()?;

        let mut command = leashed(options.build.program("sightline-sandbox")?);
        command.arg("--port").arg(port.to_string());
        let git = match &options.git {
            Some(clone) => {
                command.arg("--git").arg(clone);
                clone.clone()
            }
            None => {
                let made = folder.path().join("sample.git");
                command.arg("--data").arg(&made);
                if let Some(facts) = &options.facts {
                    command.arg("--facts").arg(facts);
                }
                made
            }
        };
        if options.forge == Forge::Installed {
            command.arg("--forge").arg(forge::folder());
        }
        let mut sandbox = Process::start("the sandbox", command, log_file("sandbox")?)?;
        let ready = |output: &str| output.lines().find_map(Addresses::parse);
        let mut addresses = sandbox.wait_for(SANDBOX_PATIENCE, ready)?;
        addresses.app = format!("http://localhost:{}", port.saturating_add(2));

        let secret = random_secret()?;
        let mut settings = settings(&addresses);
        let assets = options.assets.clone().unwrap_or_else(workspace::dist);
        settings.extend(["--assets".to_owned(), assets.display().to_string()]);
        settings.extend(match &options.database {
            Database::Postgres(url) => ["--database-url".to_owned(), url.clone()],
            Database::Sqlite => {
                let file = folder.path().join("sightline.db");
                ["--database".to_owned(), file.display().to_string()]
            }
        });
        settings.extend(options.server_args.iter().cloned());
        let launch = Launch {
            build: options.build,
            registration: options.registration,
            secret,
            settings,
            origin: addresses.app.clone(),
        };

        let stack = Self {
            server: launch.serve()?,
            sandbox,
            addresses,
            git,
            launch,
            _folder: folder,
        };
        if options.reach != Reach::Started {
            stack.register()?;
        }
        if options.reach == Reach::Installed {
            stack.install()?;
        }
        Ok(stack)
    }

    /// Addresses of the sandbox and the server.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The git repository that the sandbox shows.
    pub fn git(&self) -> &Path {
        &self.git
    }

    /// The secret that server and sandbox share before anything is installed.
    pub fn registration_secret(&self) -> &str {
        &self.launch.secret
    }

    /// Registers the app in the sandbox's workspace, with the secret that the server knows.
    ///
    /// # Errors
    /// [`Error::Http`]
    pub fn register(&self) -> Result<(), Error> {
        let url = format!("{}/sandbox/apps", self.addresses.web);
        let body = json!({"descriptor_url": self.descriptor(), "secret": self.launch.secret});
        http::post(&url, &body).map(|_| ())
    }

    /// Installs the registered app as an admin would, and gives the `clientKey`.
    ///
    /// # Errors
    /// [`Error::Http`]
    pub fn install(&self) -> Result<String, Error> {
        let url = format!("{}/sandbox/apps/sightline/install", self.addresses.web);
        installed(&url, &Value::Null)
    }

    /// Installs the app by its descriptor, as an admin could before it was registered: the server is
    /// told unsigned. Gives the `clientKey`.
    ///
    /// # Errors
    /// [`Error::Http`], also when the server does not accept it.
    pub fn install_unregistered(&self) -> Result<String, Error> {
        let url = format!("{}/sandbox/installations", self.addresses.web);
        installed(&url, &json!({"descriptor_url": self.descriptor()}))
    }

    /// Runs `sightline COMMAND` with the server's settings and gives its output.
    ///
    /// # Errors
    /// [`Error::Failed`] with its output, [`Error::Io`].
    pub fn sightline(&self, command: &str) -> Result<String, Error> {
        self.launch.run(command)
    }

    /// Stops the server and starts it again with further arguments, which later commands get too.
    ///
    /// # Errors
    /// As [`Stack::start`].
    pub fn restart_server(&mut self, arguments: &[&str]) -> Result<(), Error> {
        self.server.stop();
        let more = arguments.iter().map(|&argument| argument.to_owned());
        self.launch.settings.extend(more);
        self.server = self.launch.serve()?;
        Ok(())
    }

    fn descriptor(&self) -> String {
        format!("{}/atlassian-connect.json", self.addresses.app)
    }

    /// The address of an open pull request, where the repository has one.
    pub fn some_pull_request(&self) -> Option<String> {
        let list = format!(
            "{}/2.0/repositories{}/pullrequests?state=OPEN&pagelen=1",
            self.addresses.api, self.addresses.repository
        );
        let answer: Value = serde_json::from_str(&http::get(&list).ok()?).ok()?;
        let number = answer.pointer("/values/0/id")?.as_u64()?;
        Some(self.addresses.pull_request(number))
    }

    /// Checks that both processes still run.
    ///
    /// # Errors
    /// [`Error::Ended`]
    pub fn alive(&mut self) -> Result<(), Error> {
        self.sandbox.alive()?;
        self.server.alive()
    }

    /// Log of the server so far.
    pub fn server_log(&self) -> String {
        self.server.output()
    }

    /// Log of the sandbox so far.
    pub fn sandbox_log(&self) -> String {
        self.sandbox.output()
    }
}

fn settings(addresses: &Addresses) -> Vec<String> {
    let listen = addresses.app.replace("http://localhost", "127.0.0.1");
    let settings = [
        ["--base-url", &addresses.app],
        ["--listen", &listen],
        ["--host-url", &addresses.web],
        ["--api-url", &addresses.api],
    ];
    settings.concat().into_iter().map(str::to_owned).collect()
}

fn installed(url: &str, body: &Value) -> Result<String, Error> {
    let answer = http::post(url, body)?;
    let key = answer.get("client_key").and_then(Value::as_str);
    key.map(str::to_owned).ok_or_else(|| Error::Http {
        request: format!("POST {url}"),
        problem: format!("no client_key in {answer}"),
    })
}

/// Logs outlive the stack, named so that they are found after a failed test.
fn log_file(service: &str) -> Result<PathBuf, Error> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let folder = workspace::target().join("e2e-logs");
    std::fs::create_dir_all(&folder).map_err(Error::io("the folder for logs cannot be made"))?;
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("main").replace("::", ".");
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let process = std::process::id();
    Ok(folder.join(format!("{test}-{process}-{count}-{service}.log")))
}

fn random_secret() -> Result<String, Error> {
    let mut bytes = [0; 24];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut file| std::io::Read::read_exact(&mut file, &mut bytes))
        .map_err(Error::io("the system gives no randomness"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
