//! The commands of the program.

mod arguments;
mod compare;
mod diff;
mod import;
mod input;
mod output;
mod routes;

use lexopt::Arg;
use std::fmt;

/// What the program says when it is asked for help.
const HELP: &str = "\
Declarations for the Rust crate schematic-api from OpenAPI documents.

Usage:
  schematic import DOCUMENT [OPTIONS] > api.rs
  schematic import DOCUMENT [OPTIONS] --out DIR
  schematic routes FILE|DIR...
  schematic compare OURS THEIRS [OPTIONS]
  schematic diff OLD NEW [--fail-on breaking|warning]

`import` writes `api!` declarations and types, once; the file is yours from there on.
`routes` shows the routes of the declarations in source files, as tables.
`compare` counts in how many facts the document OURS agrees with THEIRS about the
operations of OURS, and shows every difference.
`diff` shows what has changed for callers, the worst first; with `--fail-on`, it
fails if a change breaks callers, or if one may.

Documents are JSON or YAML, of OpenAPI 3.0, 3.1 or 3.2; `-` is the standard input.

Options of `import`:
  --out DIR        one file for each tag, in a new folder that becomes a module
  --only WORD      only operations with this tag, under this path (`/users`,
                   `POST /users`), or with this operationId; may be repeated
  --base-url URL   where the service is, if the document does not say it
  --types-only     only the types, without a client
  --quiet          no summary of what was guessed and lost

Options of `compare`:
  --accept LIST    a file of differences that do not matter: on each line a place
                   and an aspect, as they are shown, in which `*` is any text,
                   and behind ` # ` the reason
  --at-least PERCENT
                   fail if the documents agree in fewer of the facts
  --beside FILE    one more document of the API of THEIRS, such as that of what is in
                   beta: OURS may have what is only in FILE
  --events NAME    the component of THEIRS that describes events, if its streams
                   are strings

  -h, --help       this text
  -V, --version    the version
";

/// Why a command has not done what it was asked for.
#[derive(Debug)]
pub struct CommandError {
    message: String,
    /// Whether the arguments are wrong, rather than what they name.
    usage: bool,
}

impl CommandError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), usage: false }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), usage: true }
    }

    /// The status with which the program ends: 2 if its arguments are wrong, else 1.
    #[must_use]
    pub fn status(&self) -> u8 {
        if self.usage { 2 } else { 1 }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        match self.usage {
            true => formatter.write_str("\n`schematic --help` tells what there is"),
            false => Ok(()),
        }
    }
}

impl std::error::Error for CommandError {}

impl From<lexopt::Error> for CommandError {
    fn from(error: lexopt::Error) -> Self {
        Self::usage(error.to_string())
    }
}

/// Does what the arguments ask for.
///
/// # Errors
///
/// The arguments are wrong, or what they name cannot be read or written.
pub fn run(mut arguments: lexopt::Parser) -> Result<(), CommandError> {
    match arguments.next()? {
        None => output::print(HELP),
        Some(Arg::Short('h') | Arg::Long("help")) => output::print(HELP),
        Some(Arg::Short('V') | Arg::Long("version")) => {
            output::print(concat!("schematic ", env!("CARGO_PKG_VERSION"), "\n"))
        }
        Some(Arg::Value(command)) => match command.to_str() {
            Some("import") => import::run(&mut arguments),
            Some("compare") => compare::run(&mut arguments),
            Some("diff") => diff::run(&mut arguments),
            Some("routes") => routes::run(&mut arguments),
            Some("help") => output::print(HELP),
            _ => Err(CommandError::usage(format!(
                "there is no command `{}`",
                command.to_string_lossy()
            ))),
        },
        Some(other) => Err(other.unexpected().into()),
    }
}
