//! `schematic routes`

use super::arguments::Arguments;
use super::{CommandError, output};
use crate::routes::{RoutesError, routes};
use std::path::PathBuf;

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<(), CommandError> {
    let Some(given) = Arguments::read(parser, &[])? else { return Ok(()) };
    let paths: Vec<_> = given.files.into_iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        let message = "the name of a file or a folder is missing, as in `schematic routes src`";
        return Err(CommandError::usage(message));
    }
    match routes(&paths) {
        Ok(tables) => output::print(&tables),
        Err(error) => {
            if let RoutesError::Mistakes { text, .. } = &error {
                eprintln!("{text}\n");
            }
            Err(CommandError::new(error.to_string()))
        }
    }
}
