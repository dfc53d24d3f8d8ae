//! Four neighbouring ports: pages, REST API, app, frames of the app for Forge.

use std::net::{Ipv4Addr, TcpListener};

use crate::Error;

/// Ports that a stack listens on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ports {
    /// Four free ones.
    #[default]
    Free,
    /// This one and the three after it.
    From(u16),
}

/// Free ports are sought below the range that Linux gives to outgoing connections.
const LOWEST: u32 = 20_000;
const GROUPS: u32 = 3_000;

impl Ports {
    /// The first of four ports that nobody listens on now.
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
    for attempt in 0..GROUPS {
        let group = start.wrapping_add(attempt) % GROUPS;
        let first = u16::try_from(LOWEST + group * 4).unwrap_or(u16::MAX - 3);
        match all_free(first) {
            Ok(()) => return Ok(first),
            Err(error) => taken = error,
        }
    }
    Err(taken)
}

fn all_free(first: u16) -> Result<(), Error> {
    for port in first..=first.saturating_add(3) {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|_| Error::PortTaken { port })?;
    }
    Ok(())
}
