//! `schematic routes`

use super::{Arguments, CommandError, Outcome};
use crate::routes::routes;
use lexopt::Parser;

pub(super) const USAGE: &str = "\
schematic routes PATH…
    The routes of the `api!` blocks in source files and folders, as tables.
";

pub(super) fn run(parser: Parser) -> Result<Outcome, CommandError> {
    let arguments = Arguments::read(parser)?;
    if arguments.paths.is_empty() {
        return Err(CommandError::Arguments(USAGE.to_owned()));
    }
    match routes(&arguments.paths) {
        Ok(text) => Ok(Outcome { text, failure: None }),
        Err(error) => Err(CommandError::Failed(error.to_string())),
    }
}
