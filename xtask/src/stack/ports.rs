//! Three neighbouring ports: pages, REST API, app.

use std::net::{Ipv4Addr, TcpListener};

use crate::Error;

/// Which ports a stack listens on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ports {
    /// Three free ones.
    #[default]
    Free,
    /// This one and the two after it.
    From(u16),
}

/// Free ports are sought below the range that Linux gives to outgoing connections.
const LOWEST: u32 = 20_000;
const TRIPLES: u32 = 4_000;

impl Ports {
    /// The first of three ports that nobody listens on now.
    ///
    /// # Errors
    /// [`Error::PortTaken`]
    pub fn first(self) -> Result<u16, Error> {
        match self {
            Self::From(first) => all_free(first).map(|()| first),
            Self::Free => free(),
        }
    }
}

/// Tests run at the same time in processes of their own: each begins to seek at another place.
fn free() -> Result<u16, Error> {
    let start = std::process::id();
    let mut taken = Error::PortTaken { port: 0 };
    for attempt in 0..TRIPLES {
        let triple = start.wrapping_add(attempt) % TRIPLES;
        let first = u16::try_from(LOWEST + triple * 3).unwrap_or(u16::MAX - 2);
        match all_free(first) {
            Ok(()) => return Ok(first),
            Err(error) => taken = error,
        }
    }
    Err(taken)
}

fn all_free(first: u16) -> Result<(), Error> {
    for port in first..=first.saturating_add(2) {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|_| Error::PortTaken { port })?;
    }
    Ok(())
}
