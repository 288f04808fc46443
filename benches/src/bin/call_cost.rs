//! Measures the cost of a call on top of plain reqwest: `cargo run --release --bin call_cost`.
//!
//! One run is retrieved from a server in another process, over plain TCP on the loopback interface. Options:
//! `--only ours,reqwest`.

use std::io::Result;
use std::process::Command;

use schematic_benches::arguments::{parsed, selected};
use schematic_benches::process::run;
use schematic_benches::program::{build, instructions_each, program};
use schematic_benches::server::Server;
use schematic_benches::table::{Table, ratio};

const PEERS: [&str; 7] = [
    "reqwest",
    "progenitor",
    "async-openai",
    "ours-serde",
    "ours",
    "ours-words",
    "schematic-openai",
];

fn main() -> Result<()> {
    build("calls", "release")?;
    let server = Server::start("server")?;
    let mut table =
        Table::new(["", "instructions/call", "x reqwest", "allocations", "bytes allocated"]);
    let mut first = None;
    for peer in PEERS.into_iter().filter(|peer| selected(peer)) {
        let call = |count: usize| program("calls", &[peer, &server.url, &count.to_string()]);
        let cost = instructions_each(parsed("count", 300), call)?;
        let [allocations, bytes] = allocations(&mut call(300))?;
        let first = *first.get_or_insert(cost);
        table.row([peer.to_owned(), format!("{cost:.0}"), ratio(cost, first), allocations, bytes]);
    }
    println!("{table}");
    Ok(())
}

/// The numbers that the program itself counted.
fn allocations(command: &mut Command) -> Result<[String; 2]> {
    let output = run(command)?.stdout;
    let text = String::from_utf8_lossy(&output);
    let mut words = text.split_whitespace().map(str::to_owned);
    Ok([words.next().unwrap_or_default(), words.next().unwrap_or_default()])
}
