//! The Claude API in memory on a port, for programs in any language: `cargo run --example anthropic_emulator -- --port 8081`.

use std::process::ExitCode;

use schematic_anthropic::emulator::Emulator;
use schematic_examples::Program;

const HELP: &str = "\
The Claude API in memory, on the loopback interface. It prints its base URL,
then one line for each request to the standard error, and stops on Ctrl-C.

Usage: anthropic_emulator [--port PORT]

  -p, --port PORT  the port; 0 is any free one [default: 8081]
  -h, --help       prints this text

Let a program find it with the variable ANTHROPIC_BASE_URL. Any ANTHROPIC_API_KEY
but \"bad-key\" will do.";

#[tokio::main]
async fn main() -> ExitCode {
    let program = Program { name: "anthropic_emulator", help: HELP, port: 8081 };
    program.run(Emulator::new().mock()).await
}
