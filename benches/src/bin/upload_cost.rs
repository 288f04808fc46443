//! Measures what it costs to send a file as a part of a form: `cargo run --release --bin upload_cost`.
//!
//! The server is another process, over plain TCP on the loopback interface. Options: `--only ours,reqwest`, `--mib 64`,
//! `--repeats 5` for the times.

use std::fs::{self, File};
use std::io::{Error, Result};
use std::path::Path;

use schematic_benches::arguments::{parsed, selected};
use schematic_benches::process::run;
use schematic_benches::program::{build, instructions_each, program, seconds_each};
use schematic_benches::server::Server;
use schematic_benches::table::{Table, ratio};

const PEERS: [&str; 3] = ["reqwest", "async-openai", "ours"];

fn main() -> Result<()> {
    build("uploads", "release")?;
    let file = std::env::temp_dir().join(format!("schematic-benches-{}.bin", std::process::id()));
    let length = parsed::<u64>("mib", 64) << 20;
    File::create(&file)?.set_len(length)?;
    let table = compare(&file, length);
    fs::remove_file(&file)?;
    println!("{}", table?);
    Ok(())
}

fn compare(file: &Path, length: u64) -> Result<Table> {
    let server = Server::start("upload_server")?;
    let file = file.to_string_lossy();
    let mut table = Table::new([
        "",
        "instructions/KiB",
        "x reqwest",
        "ms",
        "x reqwest",
        "KiB at most",
        "x reqwest",
    ]);
    let mut first = None;
    for peer in PEERS.into_iter().filter(|peer| selected(peer)) {
        let upload =
            |count: usize| program("uploads", &[peer, &server.url, &file, &count.to_string()]);
        let cost = instructions_each(1, upload)? / (length / 1024) as f64;
        let time = seconds_each(parsed("repeats", 5), 1, upload)? * 1e3;
        let output = run(&mut upload(1))?.stdout;
        let peak = String::from_utf8_lossy(&output);
        let peak: f64 = peak.trim().parse().map_err(Error::other)?;
        let (first_cost, first_time, first_peak) = *first.get_or_insert((cost, time, peak));
        table.row([
            peer.to_owned(),
            format!("{cost:.0}"),
            ratio(cost, first_cost),
            format!("{time:.1}"),
            ratio(time, first_time),
            format!("{peak:.0}"),
            ratio(peak, first_peak),
        ]);
    }
    Ok(table)
}
