//! Commands that come to an end by themselves.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader, pipe},
    process::{Command, ExitStatus, Stdio},
};

use crate::{Error, say};

/// Number of lines of a failed command's output that are kept.
const KEPT: usize = 60;

/// Runs silently and gives standard output.
///
/// # Errors
/// [`Error::Failed`] with what it printed; [`Error::Io`] when it cannot be started.
pub fn quietly(mut command: Command) -> Result<String, Error> {
    let name = name(&command);
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(Error::io(format!("`{name}` cannot be started")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    Err(Error::Failed {
        command: name,
        status: output.status,
        output: text + &String::from_utf8_lossy(&output.stderr),
    })
}

/// Runs and shows the output dimmed, line by line.
///
/// # Errors
/// As [`quietly`].
pub fn aloud(command: Command) -> Result<(), Error> {
    let name = name(&command);
    let mut last = VecDeque::new();
    let status = each_line(command, |line| {
        say::aside(line);
        if last.len() == KEPT {
            last.pop_front();
        }
        last.push_back(line.to_owned());
    })?;
    if status.success() {
        return Ok(());
    }
    let output = Vec::from(last).join("\n");
    Err(Error::Failed {
        command: name,
        status,
        output,
    })
}

/// Runs and hands on each line of standard output and standard error, in the order of printing.
///
/// # Errors
/// [`Error::Io`] when it cannot be started or read.
pub fn each_line(mut command: Command, mut each: impl FnMut(&str)) -> Result<ExitStatus, Error> {
    let name = name(&command);
    let failed = || Error::io(format!("`{name}` cannot be started"));
    let (reader, writer) = pipe().map_err(failed())?;
    let both = writer.try_clone().map_err(failed())?;
    command.stdin(Stdio::null()).stdout(writer).stderr(both);
    let mut child = command.spawn().map_err(failed())?;
    // The command holds our ends of the pipe: with them open, reading would never end.
    drop(command);
    let mut reader = BufReader::new(reader);
    let mut line = Vec::new();
    while let Ok(1..) = reader.read_until(b'\n', &mut line) {
        each(String::from_utf8_lossy(&line).trim_end());
        line.clear();
    }
    child
        .wait()
        .map_err(Error::io(format!("`{name}` got lost")))
}

/// The command as it would be typed.
pub fn name(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(|word| word.to_string_lossy()));
    words.join(" ")
}
