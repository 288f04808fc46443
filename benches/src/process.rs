//! The cost of running a process: processor seconds, or instructions under cachegrind.

use std::io::{Error, Result};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

/// Returns the user and system time of one run.
pub fn processor_time(command: &mut Command) -> Result<Duration> {
    let before = time_of_children()?;
    run(command)?;
    Ok(time_of_children()? - before)
}

/// Returns the lowest processor time of several runs, because other load can only add to it.
pub fn least_processor_time(
    repeats: usize,
    mut command: impl FnMut() -> Command,
) -> Result<Duration> {
    let times =
        (0..repeats.max(1)).map(|_| processor_time(&mut command())).collect::<Result<Vec<_>>>()?;
    Ok(times.into_iter().min().unwrap_or_default())
}

/// Returns the instructions of one run. They do not depend on the load of the machine.
pub fn instructions(command: &Command) -> Result<u64> {
    let log = log_file();
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    valgrind
        .arg(format!("--log-file={}", log.display()))
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => valgrind.env(name, value),
            None => valgrind.env_remove(name),
        };
    }
    run(&mut valgrind)?;
    let text = std::fs::read_to_string(&log)?;
    std::fs::remove_file(&log)?;
    total(&text).ok_or_else(|| Error::other(format!("valgrind gave no count:\n{text}")))
}

/// Runs a command to its end. Shows its output only if it fails.
pub fn run(command: &mut Command) -> Result<Output> {
    let output =
        command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if output.status.success() {
        return Ok(output);
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let beginning = stderr
        .lines()
        .skip_while(|line| !line.starts_with("error"))
        .take(20)
        .collect::<Vec<_>>()
        .join("\n");
    let program = command.get_program().to_string_lossy();
    Err(Error::other(format!("{program} failed with {}:\n{beginning}", output.status)))
}

/// Adds the name of a program that could not be started.
fn not_started(command: &Command, error: &Error) -> Error {
    let program = command.get_program().to_string_lossy();
    Error::new(error.kind(), format!("{program} cannot be started: {error}"))
}

/// Reads the number in cachegrind's `I refs: 1,234`.
fn total(log: &str) -> Option<u64> {
    let (_, rest) = log.split_once("I refs:").or_else(|| log.split_once("I   refs:"))?;
    rest.lines().next()?.trim().replace(',', "").parse().ok()
}

fn log_file() -> PathBuf {
    std::env::temp_dir().join(format!("schematic-benches-{}.log", std::process::id()))
}

fn time_of_children() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn duration(time: TimeVal) -> Duration {
    Duration::from_micros((time.tv_sec() * 1_000_000 + time.tv_usec()).unsigned_abs())
}
