//! The log. It never holds a query string, a token or a secret.
//!
//! Lines are handed to a thread that writes them, so that a reader of standard error that stalls stops no
//! request. What does not fit into its queue is dropped and counted.

mod ascii;
mod fields;
mod request;

use std::{env, io::IsTerminal, panic, sync::OnceLock};

use tracing::{Level, Subscriber};
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::{
    filter::Targets,
    fmt::{MakeWriter, layer},
    layer::SubscriberExt,
    registry,
};

use self::{ascii::AsciiLines, fields::Quoted};

pub(crate) use request::{failed, span, without_odd_id};

/// Lines that wait to be written, at most.
const QUEUE: usize = 1_024;

/// Lines that were dropped. There is one logger in a process, and so one count.
static DROPPED: OnceLock<ErrorCounter> = OnceLock::new();

/// Format of log lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For reading.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

/// Colors of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogColors {
    /// Plain text.
    Off,
    /// Levels have colors.
    On,
}

/// Writes the lines that wait when it is dropped, for a second at most.
#[derive(Debug)]
#[must_use]
pub struct LogGuard(#[expect(dead_code, reason = "its end is its use")] WorkerGuard);

/// Starts logging to standard error; `RUST_LOG` filters. A second start keeps the first logger.
pub fn init(format: LogFormat) -> LogGuard {
    let filter = env::var("RUST_LOG").ok().and_then(|text| text.parse().ok());
    let filter = filter.unwrap_or_else(|| Targets::new().with_default(Level::INFO));
    let colors = match std::io::stderr().is_terminal() {
        true => LogColors::On,
        false => LogColors::Off,
    };
    let queue = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(QUEUE);
    let (writer, guard) = queue.finish(std::io::stderr());
    let dropped = writer.error_counter();
    let subscriber = subscriber(format, colors, filter, writer);
    if tracing::subscriber::set_global_default(subscriber).is_ok() {
        let _ = DROPPED.set(dropped);
        // The usual hook writes to standard error by itself.
        panic::set_hook(Box::new(
            |panic| tracing::error!(%panic, "a thread panicked"),
        ));
    }
    LogGuard(guard)
}

/// Lines that were dropped since the start, because nobody read standard error.
pub(crate) fn dropped_lines() -> u64 {
    let dropped = DROPPED.get().map_or(0, ErrorCounter::dropped_lines);
    u64::try_from(dropped).unwrap_or(u64::MAX)
}

/// The logger, for any writer. Lines are ASCII, and no value can look like another field.
pub fn subscriber<W>(
    format: LogFormat,
    colors: LogColors,
    filter: Targets,
    writer: W,
) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let registry = registry().with(filter);
    let lines = layer()
        .with_ansi(colors == LogColors::On)
        .with_writer(AsciiLines(writer));
    match format {
        LogFormat::Human => Box::new(registry.with(lines.fmt_fields(Quoted))),
        LogFormat::Json => Box::new(registry.with(lines.json())),
    }
}
