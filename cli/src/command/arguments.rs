//! The arguments of commands that take files.

use super::{CommandError, HELP, output};
use lexopt::Arg;
use std::ffi::OsString;

/// What a command is given.
pub(super) struct Arguments {
    pub(super) files: Vec<OsString>,
}

impl Arguments {
    /// Reads the arguments of a command. Nothing, if the help was asked for, and printed.
    pub(super) fn read(parser: &mut lexopt::Parser) -> Result<Option<Self>, CommandError> {
        let mut read = Self { files: Vec::new() };
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Value(file) => read.files.push(file),
                Arg::Short('h') | Arg::Long("help") => return output::print(HELP).map(|()| None),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Some(read))
    }
}
