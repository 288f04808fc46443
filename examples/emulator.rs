//! The emulator on a port, for programs in any language: `cargo run --example emulator -- --port 8080`.

use std::io::{Write, stderr};
use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};
use schematic_openai::emulator::Emulator;

const HELP: &str = "\
An Assistants v2 service in memory, on the loopback interface. It prints its base URL,
then one line for each request to the standard error, and stops on Ctrl-C.

Usage: emulator [--port PORT]

  -p, --port PORT  the port; 0 is any free one [default: 8080]
  -h, --help       prints this text

Let a program find it with the variable OPENAI_BASE_URL. Any OPENAI_API_KEY will do.
A request with the header `X-Emulator-Status: 429` fails with that status.";

/// Returns the port, or `None` if help is asked for.
fn port() -> Result<Option<u16>, lexopt::Error> {
    let mut port = 8080;
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

async fn serve(port: u16) -> std::io::Result<()> {
    let emulator = Emulator::new();
    emulator.mock().observe(|exchange| {
        let (method, path, status) = (exchange.method(), exchange.path(), exchange.status());
        let time = exchange.duration().as_millis();
        let _ = writeln!(stderr(), "{method} {path} {} {time} ms", status.as_u16());
    });
    let server = emulator.listen_on(port).await?;
    println!("{}", server.base_url());
    tokio::signal::ctrl_c().await?;
    server.stop().await
}

#[tokio::main]
async fn main() -> ExitCode {
    let (code, problem) = match port() {
        Ok(Some(port)) => match serve(port).await {
            Ok(()) => return ExitCode::SUCCESS,
            Err(error) => (1, format!("port {port}: {error}")),
        },
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => (2, format!("{error}; --help shows the options")),
    };
    eprintln!("emulator: {problem}");
    ExitCode::from(code)
}
