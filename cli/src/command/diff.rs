//! `schematic diff`

use super::arguments::Arguments;
use super::{CommandError, output};
use crate::diff::{Severity, diff, report};

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<(), CommandError> {
    let Some(given) = Arguments::read(parser, &["fail-on"])? else { return Ok(()) };
    let worst = worst(given.option("fail-on"))?;
    let [old, new] = given.documents("schematic diff old.json new.json")?;
    let changes = diff(&old, &new);
    output::print(&report(&changes))?;
    let fails = |severity| worst.is_some_and(|worst| severity <= worst);
    match changes.iter().filter(|change| fails(change.severity)).count() {
        0 => Ok(()),
        1 => Err(CommandError::new("1 change breaks callers, or may")),
        count => Err(CommandError::new(format!("{count} changes break callers, or may"))),
    }
}

/// The least severity that fails.
fn worst(option: Option<&str>) -> Result<Option<Severity>, CommandError> {
    match option {
        None => Ok(None),
        Some("breaking") => Ok(Some(Severity::Breaking)),
        Some("warning") => Ok(Some(Severity::Warning)),
        Some(other) => {
            let message = format!("`--fail-on` is `breaking` or `warning`, not `{other}`");
            Err(CommandError::usage(message))
        }
    }
}
