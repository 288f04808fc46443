//! Measures whether the cost of a byte grows with the input, for everything of ours that reads what others wrote:
//! `cargo run --release --bin growth`.
//!
//! Options: `--only "path: dots,events: ids"`. It fails if a byte of the largest input costs more than 1.5 times what a
//! byte of the smallest does.

use std::io::{Error, Result};
use std::process::{Command, ExitCode};

use schematic_benches::arguments::selected;
use schematic_benches::process::run;
use schematic_benches::program::{build, instructions_each, program};
use schematic_benches::table::Table;

/// The sizes, as parts of the largest input.
const PARTS: [usize; 3] = [64, 8, 1];

/// What is still called linear.
const MOST: f64 = 1.5;

fn main() -> Result<ExitCode> {
    build("growing", "release")?;
    let mut table = Table::new(["instructions a byte", "largest", "1/64", "1/8", "1", "growth"]);
    let mut worse = Vec::new();
    for (reader, largest) in readers()?.into_iter().filter(|(name, _)| selected(name)) {
        let costs = PARTS.map(|part| cost(&reader, largest / part));
        let [few, some, many] = costs;
        let (few, some, many) = (few?, some?, many?);
        let cells = [few, some, many].map(|cost| format!("{cost:.1}"));
        let [few_text, some_text, many_text] = cells;
        let growth = many / few;
        if growth > MOST {
            worse.push(reader.clone());
        }
        let size = format!("{} KiB", largest / 1024);
        table.row([reader, size, few_text, some_text, many_text, format!("{growth:.2}")]);
    }
    println!("{table}");
    Ok(verdict(&worse))
}

fn verdict(worse: &[String]) -> ExitCode {
    if worse.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("the cost of a byte grows with the input: {}", worse.join("; "));
    ExitCode::FAILURE
}

/// The readers, each with the largest input that it takes.
fn readers() -> Result<Vec<(String, usize)>> {
    let output = run(&mut program("growing", &[]))?.stdout;
    let text = String::from_utf8_lossy(&output);
    let lines = text.lines().map(|line| {
        let (name, largest) = line.rsplit_once(' ')?;
        Some((name.to_owned(), largest.parse().ok()?))
    });
    lines.collect::<Option<_>>().ok_or_else(|| Error::other(format!("`growing` printed `{text}`")))
}

/// The instructions that one byte costs.
fn cost(reader: &str, size: usize) -> Result<f64> {
    let read = |passes: usize| read(reader, size, passes);
    let output = run(&mut read(0))?.stdout;
    let bytes: f64 = String::from_utf8_lossy(&output).trim().parse().map_err(Error::other)?;
    Ok(instructions_each(1, read)? / bytes)
}

fn read(reader: &str, size: usize, passes: usize) -> Command {
    program("growing", &[reader, &size.to_string(), &passes.to_string()])
}
