//! Measures how large a program with one call is: `cargo run --release --bin binary_size`.
//!
//! Options: `--only base,ours`, and `--profile size` for one profile only.

use std::io::Result;
use std::path::Path;
use std::process::Command;

use schematic_benches::arguments::{selected, value};
use schematic_benches::process::run;
use schematic_benches::program::{build, file};
use schematic_benches::table::{Table, ratio};

const PEERS: [&str; 4] = ["base", "ours", "progenitor", "async-openai"];

/// `size`: opt-level s, fat LTO, one codegen unit, abort on panic.
const PROFILES: [&str; 2] = ["release", "size"];

fn main() -> Result<()> {
    for profile in
        PROFILES.into_iter().filter(|profile| value("profile").is_none_or(|only| only == *profile))
    {
        println!("\n## Profile `{profile}`, stripped\n\n{}", table(profile)?);
    }
    Ok(())
}

fn table(profile: &str) -> Result<Table> {
    let mut table = Table::new(["", "bytes", "x base"]);
    let mut first = None;
    for peer in PEERS.into_iter().filter(|peer| selected(peer)) {
        let name = format!("hello-{peer}");
        build(&name, profile)?;
        let size = stripped_size(&file(&name, profile))?;
        let first = *first.get_or_insert(size);
        table.row([peer.to_owned(), size.to_string(), ratio(size as f64, first as f64)]);
    }
    Ok(table)
}

fn stripped_size(program: &Path) -> Result<u64> {
    let stripped = program.with_extension("stripped");
    run(Command::new("strip").arg("-o").arg(&stripped).arg(program))?;
    Ok(std::fs::metadata(stripped)?.len())
}
