//! The servers that the programs call.

use std::io::{BufRead, BufReader, Error, Result};
use std::process::{Child, Stdio};

use crate::program::program;

/// A server in another process, which stops when this is dropped.
pub struct Server {
    process: Child,
    /// Its address, which it prints.
    pub url: String,
}

impl Server {
    /// Starts a program of this workspace that stops when its standard input ends.
    pub fn start(name: &str) -> Result<Self> {
        let mut command = program(name, &[]);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let output =
            process.stdout.take().ok_or_else(|| Error::other("the server has no output"))?;
        let mut url = String::new();
        BufReader::new(output).read_line(&mut url)?;
        Ok(Self { process, url: url.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        _ = self.process.wait();
    }
}
