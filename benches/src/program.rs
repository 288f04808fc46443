//! The programs that a benchmark runs repeatedly.

use std::io::Result;
use std::path::PathBuf;
use std::process::Command;

use crate::dependencies::root;
use crate::process::{instructions, least_processor_time, run};

/// Builds a package of this workspace for release.
pub fn build(package: &str, profile: &str) -> Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "-j2", "--profile", profile, "-p", package])
        .current_dir(root());
    run(&mut cargo).map(drop)
}

/// A program of this workspace, built for release.
pub fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(file(name, "release"));
    command.args(arguments);
    command
}

/// Where cargo puts a program.
pub fn file(name: &str, profile: &str) -> PathBuf {
    root().join("target").join(profile).join(name)
}

/// Returns the instructions of one repetition, computed from runs of `count` repetitions and of
/// three times as many, so that the fixed cost cancels.
pub fn instructions_each(count: usize, command: impl Fn(usize) -> Command) -> Result<f64> {
    let (few, many) = (instructions(&command(count))?, instructions(&command(3 * count))?);
    Ok((many as f64 - few as f64) / (2 * count) as f64)
}

/// Returns the processor seconds of one repetition, computed in the same way.
pub fn seconds_each(
    repeats: usize,
    count: usize,
    command: impl Fn(usize) -> Command,
) -> Result<f64> {
    let few = least_processor_time(repeats, || command(count))?;
    let many = least_processor_time(repeats, || command(3 * count))?;
    Ok((many.as_secs_f64() - few.as_secs_f64()) / (2 * count) as f64)
}
