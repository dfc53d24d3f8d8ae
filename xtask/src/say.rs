//! Progress in words, on standard error.

use std::{
    env,
    fmt::Display,
    io::{IsTerminal, stderr},
    time::{Duration, Instant},
};

/// Returns whether standard error takes escape sequences for colours.
pub fn colours() -> bool {
    stderr().is_terminal() && env::var_os("NO_COLOR").is_none()
}

/// A line above a longer piece of work.
pub fn heading(text: impl Display) {
    eprintln!("{}", styled("\u{1b}[1m", &format!("── {text}")));
}

/// A line about one thing.
pub fn line(text: impl Display) {
    eprintln!("   {text}");
}

/// A line of somebody else's output.
pub fn aside(text: impl Display) {
    eprintln!("{}", styled("\u{1b}[2m", &format!("   │ {text}")));
}

/// Says how long `work` took, unless that was no time at all.
pub fn timed<T>(what: impl Display, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = work();
    let elapsed = started.elapsed();
    if elapsed > Duration::from_millis(500) {
        line(format_args!("{what}: {}", seconds(elapsed)));
    }
    result
}

/// `0.4 s`, `71 s`.
pub fn seconds(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(10) {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{:.0} s", elapsed.as_secs_f64())
    }
}

fn styled(style: &str, text: &str) -> String {
    if colours() {
        format!("{style}{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}
