//! The commands of the program, and their arguments.

mod error;
mod routes;

pub use error::CommandError;

use lexopt::{Arg, Parser};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// What a command has to say.
#[derive(Debug)]
pub struct Outcome {
    /// What was asked for.
    pub text: String,
    /// What is wrong, if that shows something wrong.
    pub failure: Option<String>,
}

/// A command: its name, how it is used, and what it does with its arguments.
struct Command {
    name: &'static str,
    usage: &'static str,
    run: fn(Parser) -> Result<Outcome, CommandError>,
}

const COMMANDS: [Command; 1] = [Command { name: "routes", usage: routes::USAGE, run: routes::run }];

/// Runs the command that the arguments name, and prints what it has to say. The code is 0 if all is well, 1 if something is
/// wrong with what the command reads, and 2 if the arguments are not those of a command.
#[must_use]
pub fn run(arguments: Parser) -> ExitCode {
    match outcome(arguments) {
        Ok(Outcome { text, failure }) => {
            print(&mut std::io::stdout(), &text);
            failure.map_or(ExitCode::SUCCESS, |failure| say(&failure, 1))
        }
        Err(error) => say(&error.to_string(), error.code()),
    }
}

fn say(message: &str, code: u8) -> ExitCode {
    print(&mut std::io::stderr(), &format!("{}\n", message.trim_end()));
    ExitCode::from(code)
}

/// A reader that has gone away, such as `head`, wants no more.
fn print(to: &mut impl Write, text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

/// What the command that the arguments name has to say.
///
/// # Errors
///
/// The arguments are not those of a command, or it cannot be carried out.
pub fn outcome(mut arguments: Parser) -> Result<Outcome, CommandError> {
    let said = |text: String| Ok(Outcome { text, failure: None });
    match arguments.next()? {
        Some(Arg::Value(name)) => match COMMANDS.iter().find(|command| *command.name == *name) {
            Some(command) => (command.run)(arguments),
            None => {
                Err(CommandError::Arguments(format!("there is no command {name:?}\n\n{}", help())))
            }
        },
        Some(Arg::Long("version") | Arg::Short('V')) => {
            said(format!("schematic {}\n", env!("CARGO_PKG_VERSION")))
        }
        Some(Arg::Long("help") | Arg::Short('h')) | None => said(help()),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn help() -> String {
    COMMANDS.map(|command| command.usage).join("\n")
}

/// The arguments of a command.
struct Arguments {
    paths: Vec<PathBuf>,
}

impl Arguments {
    /// Reads what is left of the arguments.
    fn read(mut parser: Parser) -> Result<Self, CommandError> {
        let mut read = Self { paths: Vec::new() };
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Value(path) => read.paths.push(path.into()),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(read)
    }
}
