//! What one process takes: time and memory.

use std::io::{Error, Result};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};

/// The processor time and the memory of a process.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// User and system time.
    pub time: Duration,
    /// The largest resident size, in MiB.
    pub memory: f64,
}

/// The argument that makes a benchmark run another program, and say what it took.
///
/// The system keeps the largest size of all the processes that one has started, so each is started by one of its own.
const MEASURE: &str = "--measure";

/// Runs what `command` is, and tells what it took, with its standard error.
pub fn usage(command: &Command) -> Result<(Usage, String)> {
    let mut measured = Command::new(std::env::current_exe()?);
    measured.arg(MEASURE).arg(command.get_program()).args(command.get_args());
    let output = measured.output()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(Error::other(text));
    }
    let (said, last) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
    let mut numbers = last.split(' ').map(|number| number.parse::<f64>().unwrap_or_default());
    let (time, memory) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    Ok((Usage { time: Duration::from_secs_f64(time), memory }, said.to_owned()))
}

/// Does what `usage` has started this process for, if it has.
pub fn measure() -> Option<Result<()>> {
    let mut arguments = std::env::args().skip_while(|argument| argument != MEASURE).skip(1);
    let mut command = Command::new(arguments.next()?);
    command.args(arguments);
    Some(run(&mut command))
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if !status.success() {
        return Err(failed(status));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    let time = seconds(usage.user_time()) + seconds(usage.system_time());
    eprintln!("{time} {}", usage.max_rss() as f64 / 1024.0);
    Ok(())
}

fn failed(status: ExitStatus) -> Error {
    Error::other(format!("failed with {status}"))
}
