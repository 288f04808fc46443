//! `schematic compare`

use super::arguments::Arguments;
use super::{CommandError, input, output};
use crate::compare::{Accepted, Comparison, Entry, compare, report};
use crate::facts::Options;

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<(), CommandError> {
    let known = ["accept", "at-least", "beside", "events"];
    let Some(given) = Arguments::read(parser, &known)? else { return Ok(()) };
    let least = least(given.option("at-least"))?;
    let accepted = accepted(given.option("accept"))?;
    let [ours, theirs] = given.documents("schematic compare ours.json theirs.json")?;
    let options = Options { events: given.option("events").map(str::to_owned) };
    let mut comparison = compare(&ours, &theirs, &options);
    if let Some(beside) = given.option("beside") {
        let beside = input::document(beside.as_ref())?;
        comparison = comparison.beside(&compare(&ours, &beside, &options));
    }
    output::print(&report(&comparison, &accepted))?;
    match failures(&comparison, &accepted, least).as_slice() {
        [] => Ok(()),
        failures => Err(CommandError::new(failures.join("\n"))),
    }
}

fn least(option: Option<&str>) -> Result<f64, CommandError> {
    let Some(text) = option else { return Ok(0.0) };
    let wrong =
        |_| CommandError::usage(format!("`{text}` is no percentage, as in `--at-least 99`"));
    text.trim_end_matches('%').parse().map_err(wrong)
}

fn accepted(path: Option<&str>) -> Result<Accepted, CommandError> {
    let Some(path) = path else { return Ok(Accepted::default()) };
    let text = input::text(path.as_ref())?;
    Accepted::read(&text).map_err(|error| CommandError::new(format!("{path}: {error}")))
}

/// Why the documents do not agree well enough.
fn failures(comparison: &Comparison, accepted: &Accepted, least: f64) -> Vec<String> {
    let mut failures = Vec::new();
    let differences = comparison.differences().filter(|fact| accepted.reason(fact).is_none());
    match differences.count() {
        0 => {}
        1 => failures.push("1 difference is not accepted".to_owned()),
        count => failures.push(format!("{count} differences are not accepted")),
    }
    let unused = |Entry { line, pattern, .. }: &Entry| {
        format!("line {line} of the list accepts nothing: {pattern}")
    };
    failures.extend(accepted.unused(comparison.differences()).into_iter().map(unused));
    let share = comparison.percentage();
    if share < least {
        failures
            .push(format!("the documents agree in {share:.2} % of the facts, not in {least} %"));
    }
    failures
}
