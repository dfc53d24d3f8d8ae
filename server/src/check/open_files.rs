//! Files that the process may have open, against the connections that it may hold.

use rustix::process::{Resource, getrlimit};

use super::{Finding, doubtful, good};

/// Open files besides those of connections: listeners, the store's connections, the log.
const OWN: u64 = 64;

/// Connections of those asked for that the limit on open files leaves room for: others would take the
/// store's files, and those of the listener for operators.
pub(crate) fn affordable(connections: usize) -> usize {
    let Some(limit) = getrlimit(Resource::Nofile).current else {
        return connections;
    };
    let room = limit.saturating_sub(OWN) / 2;
    connections
        .min(usize::try_from(room).unwrap_or(usize::MAX))
        .max(1)
}

/// Compares the limit on this process's open files with what `connections` at a time may need: a
/// socket each, and a file of the app that is being sent.
pub fn open_files(connections: usize) -> Finding {
    let needed = u64::try_from(connections)
        .unwrap_or(u64::MAX)
        .saturating_mul(2)
        .saturating_add(OWN);
    match getrlimit(Resource::Nofile).current {
        Some(limit) if limit < needed => doubtful(
            "open files",
            &format!("this process may have {limit} open, {connections} connections need {needed}"),
            "raise the limit (`ulimit -n`, LimitNOFILE= of the unit), or lower --max-connections",
        ),
        Some(limit) => good(
            "open files",
            &format!("{limit} are allowed, {needed} needed"),
        ),
        None => good("open files", &"have no limit"),
    }
}
