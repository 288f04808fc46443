//! The program `schematic`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match schematic_cli::command::run(lexopt::Parser::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(error.status())
        }
    }
}
