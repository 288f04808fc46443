//! Measures how fast a page of messages with unions is decoded: `cargo run --release --bin decode_speed`.
//!
//! Options: `--only ours,serde`, `--repeats 5`, `--no-instructions`, `--messages 100` (the most that the service puts
//! on a page; with thousands, fresh memory dominates the result).

use std::io::Result;
use std::process::Command;

use schematic_benches::arguments::{flag, parsed, selected};
use schematic_benches::process::run;
use schematic_benches::program::{build, instructions_each, program, seconds_each};
use schematic_benches::table::{Comparison, Table};

const PEERS: [&str; 6] =
    ["serde", "serde-text", "async-openai", "ours", "schematic-openai", "syntax"];
const PLACES: [&str; 3] = ["first", "middle", "last"];

fn main() -> Result<()> {
    build("decoding", "release")?;
    for tag in PLACES {
        println!("\n## Tag {tag}\n\n{}", table(tag)?);
    }
    Ok(())
}

fn table(tag: &str) -> Result<Table> {
    let mut table = Table::new(["", "MB/s", "x serde", "instructions/byte", "serde's over these"]);
    let mut compared = Comparison::default();
    for peer in PEERS.into_iter().filter(|peer| selected(peer)) {
        let speed = megabytes_per_second(peer, tag)?;
        let cost = if flag("no-instructions") { 0.0 } else { instructions_per_byte(peer, tag)? };
        table.row(compared.cells(peer, speed, cost));
    }
    Ok(table)
}

fn megabytes_per_second(peer: &str, tag: &str) -> Result<f64> {
    let seconds =
        seconds_each(parsed("repeats", 5), passes(50_000), |passes| decode(peer, tag, passes))?;
    Ok(size(peer, tag)? / seconds / 1e6)
}

fn instructions_per_byte(peer: &str, tag: &str) -> Result<f64> {
    Ok(instructions_each(passes(1_000), |passes| decode(peer, tag, passes))? / size(peer, tag)?)
}

fn size(peer: &str, tag: &str) -> Result<f64> {
    let output = run(&mut decode(peer, tag, 0))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(f64::NAN))
}

fn decode(peer: &str, tag: &str, passes: usize) -> Command {
    program("decoding", &[peer, tag, &messages().to_string(), &passes.to_string()])
}

fn messages() -> usize {
    parsed("messages", 100)
}

/// The number of passes that decode this many messages.
fn passes(total: usize) -> usize {
    (total / messages()).max(1)
}
