//! Measures how fast a stream of events is read: `cargo run --release --bin stream_speed`.
//!
//! Options: `--only ours,async-openai`, `--repeats 5`, `--no-instructions`, `--deltas 2000` (of the streamed run).

use std::io::{Error, Result};
use std::process::Command;

use schematic_benches::arguments::{flag, parsed, selected};
use schematic_benches::process::{processor_time, run};
use schematic_benches::program::{build, instructions_each, program};
use schematic_benches::table::{Comparison, Table};

/// The cuts of a stream, as column heads and as arguments of the program.
const CUTS: [(&str, &str); 2] =
    [("chunks of 16 KiB", "16384"), ("chunks of 1 to 64 bytes", "small")];
const DECODERS: [&str; 4] = ["eventsource-stream", "sse-stream", "ours", "ours-calls"];
const TYPED: [&str; 4] = ["async-openai", "async-openai-types", "schematic-openai", "snapshot"];
/// How many times a stream is read for one measurement.
const PASSES: usize = 200;
/// The sizes of the large events, in KiB.
const SIZES: [usize; 4] = [64, 256, 1024, 4096];

/// The decoders to which events of all sizes are fed, each with the largest size, in KiB, for chunks of 16 KiB and for
/// small ones. Above it, a decoder of quadratic cost takes minutes.
const GROWTH: [(&str, [usize; 2]); 3] =
    [("eventsource-stream", [4096, 256]), ("sse-stream", [4096, 4096]), ("ours", [4096, 4096])];

fn main() -> Result<()> {
    build("streaming", "release")?;
    for (heading, cut) in CUTS {
        println!("\n## Bytes to events, {heading}\n\n{}", speeds(&DECODERS, cut)?);
        println!("\n## Bytes to typed events, {heading}\n\n{}", speeds(&TYPED, cut)?);
    }
    for (index, (heading, cut)) in CUTS.into_iter().enumerate() {
        println!("\n## One large event, {heading}: instructions a byte\n\n{}", growth(index, cut)?);
    }
    Ok(())
}

/// Compares the peers on one run.
fn speeds(peers: &[&str], cut: &str) -> Result<Table> {
    let input = format!("run:{}", parsed("deltas", 2_000));
    let peers = peers.iter().filter(|peer| selected(peer));
    let streams = peers.map(|peer| Stream { peer, input: &input, cut }).collect::<Vec<_>>();
    let of = streams.first().map(|stream| stream.peer).unwrap_or_default();
    let (faster, cheaper) = (format!("x {of}"), format!("{of}'s over these"));
    let mut table = Table::new(["", "MB/s", &faster, "instructions/byte", &cheaper, "events"]);
    let mut compared = Comparison::default();
    for (stream, seconds) in streams.iter().zip(seconds(&streams)?) {
        let [bytes, events] = stream.size()?;
        let speed = bytes / seconds / 1e6;
        let cost = if flag("no-instructions") { 0.0 } else { stream.instructions(2)? / bytes };
        let cells = compared.cells(stream.peer, speed, cost);
        table.row(cells.into_iter().chain([events.to_string()]));
    }
    Ok(table)
}

/// Returns the processor seconds of one pass of each peer. The peers take turns, so that other load affects all of them
/// alike.
fn seconds(streams: &[Stream<'_>]) -> Result<Vec<f64>> {
    let mut least = vec![[f64::INFINITY; 2]; streams.len()];
    for _ in 0..parsed("repeats", 5) {
        for (stream, least) in streams.iter().zip(&mut least) {
            for (passes, least) in [PASSES, 3 * PASSES].into_iter().zip(least) {
                *least = least.min(processor_time(&mut stream.read(passes))?.as_secs_f64());
            }
        }
    }
    Ok(least.iter().map(|[few, many]| (many - few) / (2 * PASSES) as f64).collect())
}

/// Measures the cost per byte for events of each size.
fn growth(column: usize, cut: &str) -> Result<Table> {
    let mut table = Table::new(["", "64 KiB", "256 KiB", "1 MiB", "4 MiB"]);
    for (peer, largest) in GROWTH.into_iter().filter(|(peer, _)| selected(peer)) {
        let mut cells = vec![peer.to_owned()];
        for size in SIZES {
            cells.push(match size <= largest[column] {
                true => format!("{:.1}", per_byte(peer, size * 1024, cut)?),
                false => "-".to_owned(),
            });
        }
        table.row(cells);
    }
    Ok(table)
}

fn per_byte(peer: &str, size: usize, cut: &str) -> Result<f64> {
    let stream = Stream { peer, input: &format!("event:{size}"), cut };
    Ok(stream.instructions(1)? / stream.size()?[0])
}

/// A stream as read by one peer.
struct Stream<'a> {
    peer: &'a str,
    input: &'a str,
    cut: &'a str,
}

impl Stream<'_> {
    /// The number of its bytes and events.
    fn size(&self) -> Result<[f64; 2]> {
        let output = run(&mut self.read(1))?.stdout;
        let text = String::from_utf8_lossy(&output);
        let mut numbers = text.split_whitespace().map_while(|word| word.parse().ok());
        match (numbers.next(), numbers.next()) {
            (Some(bytes), Some(events)) => Ok([bytes, events]),
            _ => Err(Error::other(format!("`streaming` printed `{text}`"))),
        }
    }

    fn instructions(&self, passes: usize) -> Result<f64> {
        instructions_each(passes, |passes| self.read(passes))
    }

    fn read(&self, passes: usize) -> Command {
        program("streaming", &[self.peer, self.input, self.cut, &passes.to_string()])
    }
}
