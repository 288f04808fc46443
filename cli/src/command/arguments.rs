//! The arguments of commands that take files, and options with a value.

use super::{CommandError, HELP, input, output};
use crate::document::Document;
use lexopt::{Arg, ValueExt};
use std::ffi::OsString;

/// What a command is given.
pub(super) struct Arguments {
    pub(super) files: Vec<OsString>,
    options: Vec<(&'static str, String)>,
}

impl Arguments {
    /// Reads the arguments of a command with these options. Nothing, if the help was asked for, and printed.
    pub(super) fn read(
        parser: &mut lexopt::Parser,
        known: &[&'static str],
    ) -> Result<Option<Self>, CommandError> {
        let mut read = Self { files: Vec::new(), options: Vec::new() };
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Value(file) => read.files.push(file),
                Arg::Short('h') | Arg::Long("help") => return output::print(HELP).map(|()| None),
                Arg::Long(name) => match known.iter().find(|known| **known == name) {
                    Some(known) => read.options.push((known, parser.value()?.string()?)),
                    None => return Err(Arg::Long(name).unexpected().into()),
                },
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Some(read))
    }

    /// The value of an option; the last one, if there are several.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        let of = self.options.iter().rev().find(|(known, _)| *known == name);
        of.map(|(_, value)| value.as_str())
    }

    /// The two documents that a command is about.
    pub(super) fn documents(&self, example: &str) -> Result<[Document; 2], CommandError> {
        match self.files.as_slice() {
            [one, other] => Ok([input::document(one)?, input::document(other)?]),
            _ => {
                let message = format!("the command is about two documents, as in `{example}`");
                Err(CommandError::usage(message))
            }
        }
    }
}
