//! The emulator on a port, for programs in any language: `cargo run --example emulator -- --port 8080`.

use std::process::ExitCode;

use schematic_examples::Program;
use schematic_openai::emulator::Emulator;

const HELP: &str = "\
An Assistants v2 service in memory, on the loopback interface. It prints its base URL,
then one line for each request to the standard error, and stops on Ctrl-C.

Usage: emulator [--port PORT]

  -p, --port PORT  the port; 0 is any free one [default: 8080]
  -h, --help       prints this text

Let a program find it with the variable OPENAI_BASE_URL. Any OPENAI_API_KEY will do.
A request with the header `X-Emulator-Status: 429` fails with that status.";

#[tokio::main]
async fn main() -> ExitCode {
    let program = Program { name: "emulator", help: HELP, port: 8080 };
    program.run(Emulator::new().mock()).await
}
