//! Feeds generated input to everything that reads what others wrote.
//!
//! `cargo run -p schematic-fuzz -- TARGET|all [--seconds 10] [--seed 1] [--case N]`
//!
//! The input of a case comes from the seed and the number of the case alone. A failure prints both, so that it can be
//! repeated; `--case` runs that case only.

mod arguments;
mod run;
mod source;
mod targets;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match arguments::Arguments::of(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(mistake) => {
            eprintln!("{mistake}\nusage: fuzz TARGET|all [--seconds 10] [--seed 1] [--case N]");
            return ExitCode::FAILURE;
        }
    };
    match run::all(&arguments.targets, &arguments.plan) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
