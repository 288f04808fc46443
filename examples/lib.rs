//! What the emulators that are programs have in common: their arguments, their log and their end. The examples themselves are
//! the binaries of this package.

use std::io::{Write, stderr};
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};
use schematic_api::Api;
use schematic_api::mock::Mock;

/// A program that serves an emulator.
pub struct Program {
    /// Its name, in front of messages.
    pub name: &'static str,
    /// The text of `--help`.
    pub help: &'static str,
    /// The port unless one is given.
    pub port: u16,
}

impl Program {
    /// Serves the mock of an emulator on a port until Ctrl-C, and logs each request to the standard error.
    pub async fn run<A: Api>(&self, mock: &Mock<A>) -> ExitCode {
        let (code, problem) = match self.port() {
            Ok(Some(port)) => match serve(mock, port).await {
                Ok(()) => return ExitCode::SUCCESS,
                Err(error) => (1, format!("port {port}: {error}")),
            },
            Ok(None) => {
                println!("{}", self.help);
                return ExitCode::SUCCESS;
            }
            Err(error) => (2, format!("{error}; --help shows the options")),
        };
        eprintln!("{}: {problem}", self.name);
        ExitCode::from(code)
    }

    /// Returns the port, or `None` if help is asked for.
    fn port(&self) -> Result<Option<u16>, lexopt::Error> {
        let mut port = self.port;
        let mut arguments = Parser::from_env();
        while let Some(argument) = arguments.next()? {
            match argument {
                Arg::Short('p') | Arg::Long("port") => port = arguments.value()?.parse()?,
                Arg::Short('h') | Arg::Long("help") => return Ok(None),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Some(port))
    }
}

async fn serve<A: Api>(mock: &Mock<A>, port: u16) -> std::io::Result<()> {
    mock.observe(|exchange| {
        let (method, path, status) = (exchange.method(), exchange.path(), exchange.status());
        let time = exchange.duration().as_millis();
        let _ = writeln!(stderr(), "{method} {path} {} {time} ms", status.as_u16());
    });
    let server = mock.listen_on(port).await?;
    println!("{}", server.base_url());
    tokio::signal::ctrl_c().await?;
    server.stop().await
}
