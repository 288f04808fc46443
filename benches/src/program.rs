//! The programs that a benchmark runs repeatedly.

use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

use serde_json::Value;

use crate::dependencies::root;
use crate::process::{instructions, least_processor_time, run};

/// Where cargo put the programs that [`build`] built, by profile and name.
static BUILT: Mutex<BTreeMap<(String, String), PathBuf>> = Mutex::new(BTreeMap::new());

/// Builds a package of this workspace.
pub fn build(package: &str, profile: &str) -> Result<()> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "-j2", "--profile", profile, "-p", package])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(root());
    let messages = run(&mut cargo)?.stdout;
    let executables =
        String::from_utf8_lossy(&messages).lines().filter_map(executable).collect::<Vec<_>>();
    let mut built = BUILT.lock().map_err(|_| Error::other("a build panicked"))?;
    built.extend(executables.into_iter().map(|(name, file)| ((profile.to_owned(), name), file)));
    Ok(())
}

/// Reads a message of cargo about a program: its name and file.
fn executable(message: &str) -> Option<(String, PathBuf)> {
    let message: Value = serde_json::from_str(message).ok()?;
    let name = message["target"]["name"].as_str()?.to_owned();
    Some((name, message["executable"].as_str()?.into()))
}

/// A program of this workspace, built for release.
///
/// # Panics
///
/// It has not been built.
pub fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(file(name, "release"));
    command.args(arguments);
    command
}

/// Where cargo put a program.
///
/// # Panics
///
/// It has not been built.
pub fn file(name: &str, profile: &str) -> PathBuf {
    let built = BUILT.lock().ok();
    let found = built.and_then(|built| built.get(&(profile.to_owned(), name.to_owned())).cloned());
    found.unwrap_or_else(|| panic!("`{name}` has not been built with the profile `{profile}`"))
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
