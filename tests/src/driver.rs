//! A chromedriver process for one test.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running chromedriver, killed with its browsers when dropped.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    /// `http://127.0.0.1:<port>`
    pub address: String,
}

impl Driver {
    /// Starts chromedriver on a port of its own choice.
    ///
    /// # Panics
    /// When there is no chromedriver on `PATH` (`CHROMEDRIVER` names another).
    pub fn start() -> Self {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program} cannot be started: {error}"));
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut lines = output.lines().map_while(Result::ok);
        let port: u16 = lines
            .find_map(|line| {
                let (_, rest) = line.split_once("started successfully on port ")?;
                rest.trim_end_matches('.').parse().ok()
            })
            .expect("chromedriver says which port it listens on");
        // Keeps the pipe drained: a full one would stop chromedriver.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
