//! The program `schematic`.

use std::process::ExitCode;

fn main() -> ExitCode {
    schematic_cli::commands::run(lexopt::Parser::from_env())
}
