//! Measures how fast the stream of a message of the Claude API is read: `cargo run --release --bin message_speed`.
//!
//! Options: `--only rust-claude-sdk-types,snapshot`, `--repeats 5`, `--no-instructions`, `--deltas 3000`.

use std::io::{Error, Result};
use std::process::Command;

use schematic_benches::arguments::{flag, parsed, selected};
use schematic_benches::process::run;
use schematic_benches::program::{build, instructions_each, program, seconds_each};
use schematic_benches::table::{Comparison, Table};

const PEERS: [&str; 3] = ["rust-claude-sdk-types", "schematic-anthropic", "snapshot"];
/// How many times a stream is read for one measurement.
const PASSES: usize = 100;

fn main() -> Result<()> {
    build("messages", "release")?;
    let mut table =
        Table::new(["", "MB/s", "x the first", "instructions/byte", "the first's over these"]);
    let mut compared = Comparison::default();
    for peer in PEERS.into_iter().filter(|peer| selected(peer)) {
        let bytes = size(peer)?;
        let read = |passes| read(peer, passes);
        let speed = bytes / seconds_each(parsed("repeats", 5), PASSES, read)? / 1e6;
        let cost = if flag("no-instructions") { 0.0 } else { instructions_each(2, read)? / bytes };
        table.row(compared.cells(peer, speed, cost));
    }
    println!("{table}");
    Ok(())
}

fn size(peer: &str) -> Result<f64> {
    let output = run(&mut read(peer, 1))?.stdout;
    let text = String::from_utf8_lossy(&output);
    let bytes = text.split_whitespace().next().and_then(|word| word.parse().ok());
    bytes.ok_or_else(|| Error::other(format!("`messages` printed `{text}`")))
}

fn read(peer: &str, passes: usize) -> Command {
    let deltas = parsed("deltas", 3_000).to_string();
    program("messages", &[peer, &deltas, &passes.to_string()])
}
