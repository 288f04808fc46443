//! How fast a page of messages with unions is decoded: `cargo run --release --bin decode_speed`.
//!
//! `--only ours,serde`, `--repeats 5`, `--no-instructions`.

use std::io::Result;

use schematic_benches::arguments::{flag, parsed, selected};
use schematic_benches::process::run;
use schematic_benches::program::{build, instructions_each, program, seconds_each};
use schematic_benches::table::{Table, ratio};

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
    let mut first = None;
    for peer in PEERS.into_iter().filter(|peer| selected(peer)) {
        let speed = megabytes_per_second(peer, tag)?;
        let cost = if flag("no-instructions") { 0.0 } else { instructions_per_byte(peer, tag)? };
        let (first_speed, first_cost) = *first.get_or_insert((speed, cost));
        table.row([
            peer.to_owned(),
            format!("{speed:.0}"),
            ratio(speed, first_speed),
            format!("{cost:.1}"),
            ratio(first_cost, cost),
        ]);
    }
    Ok(table)
}

fn megabytes_per_second(peer: &str, tag: &str) -> Result<f64> {
    let decode = |passes: usize| program("decoding", &[peer, tag, "10000", &passes.to_string()]);
    let seconds = seconds_each(parsed("repeats", 5), 5, decode)?;
    Ok(size(peer, tag, "10000")? / seconds / 1e6)
}

fn instructions_per_byte(peer: &str, tag: &str) -> Result<f64> {
    let decode = |passes: usize| program("decoding", &[peer, tag, "500", &passes.to_string()]);
    Ok(instructions_each(2, decode)? / size(peer, tag, "500")?)
}

fn size(peer: &str, tag: &str, messages: &str) -> Result<f64> {
    let output = run(&mut program("decoding", &[peer, tag, messages, "0"]))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(f64::NAN))
}
