//! Measures how much memory an open stream takes while it waits: `cargo run --release --bin stream_memory`.
//!
//! Options: `--only schematic-openai,async-openai`, `--streams 10000`. Over loopback each stream is a connection, so
//! the limit of open files must be above that number: `ulimit -n 12000`.

use std::io::{Error, Result};

use schematic_benches::arguments::{parsed, selected};
use schematic_benches::process::run;
use schematic_benches::program::{build, program};
use schematic_benches::server::Server;
use schematic_benches::table::Table;

const IN_PROCESS: [&str; 3] = ["async-openai", "schematic-openai", "snapshot"];
const LOOPBACK: [&str; 4] = ["reqwest", "async-openai", "schematic-openai", "snapshot"];

fn main() -> Result<()> {
    build("streaming", "release")?;
    let in_process = table(&IN_PROCESS, |peer| hold(peer, "memory"))?;
    println!("\n## Replies in the process\n\n{in_process}");
    // Each peer gets its own server, because the server keeps the connections even after the client is gone.
    let loopback = table(&LOOPBACK, |peer| hold(peer, &Server::start("stream_server")?.url))?;
    println!("\n## Replies over loopback\n\n{loopback}");
    Ok(())
}

fn table(peers: &[&str], hold: impl Fn(&str) -> Result<[f64; 3]>) -> Result<Table> {
    let mut table = Table::new(["", "KiB allocated", "KiB resident", "tasks"]);
    for peer in peers.iter().filter(|peer| selected(peer)) {
        let [allocated, resident, tasks] = hold(peer)?;
        table.row([
            (*peer).to_owned(),
            format!("{:.1}", allocated / 1024.0),
            format!("{:.1}", resident / 1024.0),
            format!("{tasks:.2}"),
        ]);
    }
    Ok(table)
}

/// What each stream adds.
fn hold(peer: &str, url: &str) -> Result<[f64; 3]> {
    let streams = parsed("streams", 10_000).to_string();
    let output = run(&mut program("waiting", &[peer, url, &streams]))?.stdout;
    let text = String::from_utf8_lossy(&output);
    let numbers = text.split_whitespace().map_while(|word| word.parse().ok()).collect::<Vec<_>>();
    numbers.try_into().map_err(|_| Error::other(format!("`waiting` printed `{text}`")))
}
