//! Measures how fast JSON Lines are read: `cargo run --release --bin lines_speed`.
//!
//! Options: `--only by-hand,ours`, `--repeats 5`, `--no-instructions`, `--entries 2000`.

use std::io::{Error, Result};
use std::process::Command;

use schematic_benches::arguments::{flag, parsed, selected};
use schematic_benches::process::run;
use schematic_benches::program::{build, instructions_each, program, seconds_each};
use schematic_benches::table::{Comparison, Table};

const PEERS: [&str; 5] = ["by-hand", "serde-json", "ours", "ours-calls", "ours-framing"];
/// The sizes of chunks, as headings and as arguments of the program.
const CUTS: [(&str, &str); 2] = [("chunks of 16 KiB", "16384"), ("chunks of 64 bytes", "64")];
/// How many times the text is read for one measurement of time.
const PASSES: usize = 100;

fn main() -> Result<()> {
    build("lines", "release")?;
    for (heading, cut) in CUTS {
        println!("\n## {heading}\n\n{}", table(cut)?);
    }
    Ok(())
}

fn table(cut: &str) -> Result<Table> {
    let peers = PEERS.into_iter().filter(|peer| selected(peer)).collect::<Vec<_>>();
    let first_peer = peers.first().copied().unwrap_or_default();
    let (faster, cheaper) = (format!("x {first_peer}"), format!("{first_peer}'s over these"));
    let mut table = Table::new(["", "MB/s", &faster, "instructions/byte", &cheaper]);
    let mut compared = Comparison::default();
    for peer in peers {
        let bytes = size(peer, cut)?;
        let read = |passes| read(peer, cut, passes);
        let speed = bytes / seconds_each(parsed("repeats", 5), PASSES, read)? / 1e6;
        let cost = if flag("no-instructions") { 0.0 } else { instructions_each(2, read)? / bytes };
        table.row(compared.cells(peer, speed, cost));
    }
    Ok(table)
}

fn size(peer: &str, cut: &str) -> Result<f64> {
    let output = run(&mut read(peer, cut, 0))?.stdout;
    let text = String::from_utf8_lossy(&output);
    let bytes = text.split_whitespace().next().and_then(|word| word.parse().ok());
    bytes.ok_or_else(|| Error::other(format!("`lines` printed `{text}`")))
}

fn read(peer: &str, cut: &str, passes: usize) -> Command {
    let entries = parsed("entries", 2_000).to_string();
    program("lines", &[peer, cut, &entries, &passes.to_string()])
}
