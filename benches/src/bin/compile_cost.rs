//! Measures how long each further endpoint and wire type takes to check: `cargo run --release --bin compile_cost`.
//!
//! The cost is the difference between a crate of N and one of M declarations, divided by M - N, which cancels the fixed
//! cost of a crate. Options: `--only ours,handwritten`, `--sizes 25,100,400`, `--repeats 3`, `--no-instructions`,
//! `--no-types`, `--no-endpoints`.

use std::io::Result;
use std::path::{Path, PathBuf};
use std::time::Duration;

use schematic_benches::arguments::{flag, parsed, selected, value};
use schematic_benches::declare::{Declaration, Type, Types};
use schematic_benches::dependencies::{Compiler, root};
use schematic_benches::peer::{Codec, Peer, write_types};
use schematic_benches::process::{instructions, least_processor_time};
use schematic_benches::table::{Table, ratio};

/// The cost of one more declaration.
#[derive(Clone, Copy, Default)]
struct Marginal {
    instructions: f64,
    seconds: f64,
    lines: f64,
}

fn main() {
    if let Err(error) = compare() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn compare() -> Result<()> {
    let compiler = Compiler::of_peers()?;
    if !flag("no-types") {
        wire_types(&compiler)?;
    }
    if !flag("no-endpoints") {
        endpoints(&compiler, Types::Shared)?;
        endpoints(&compiler, Types::Own)?;
    }
    Ok(())
}

fn endpoints(compiler: &Compiler, types: Types) -> Result<()> {
    println!("\n## One more endpoint, {types:?} types\n");
    let mut results = Vec::new();
    for peer in Peer::ALL.into_iter().filter(|peer| selected(peer.name())) {
        let write = |count| {
            peer.write(
                &Declaration::new(count, types),
                &folder(&format!("{}-{types:?}-{count}", peer.name())),
            )
        };
        results.push((peer.name(), marginal(compiler, write)?));
    }
    print_table(&results);
    Ok(())
}

fn wire_types(compiler: &Compiler) -> Result<()> {
    println!("\n## One more wire type (4.7 fields), both directions\n");
    let mut results = Vec::new();
    for codec in Codec::ALL.into_iter().filter(|codec| selected(codec.name())) {
        let write = |count| {
            write_types(
                codec,
                &Type::many(count),
                &folder(&format!("types-{}-{count}", codec.name())),
            )
        };
        results.push((codec.name(), marginal(compiler, write)?));
    }
    print_table(&results);
    Ok(())
}

/// The cost per declaration between the smallest size and the next (instructions, lines) or the largest (seconds).
fn marginal(compiler: &Compiler, write: impl Fn(usize) -> Result<PathBuf>) -> Result<Marginal> {
    let sizes = sizes();
    let files = sizes.iter().map(|size| write(*size)).collect::<Result<Vec<_>>>()?;
    let (Some((first, rest)), Some(last)) = (files.split_first(), files.last()) else {
        return Ok(Marginal::default());
    };
    let step = (sizes[1] - sizes[0]) as f64;
    let lines = |file: &Path| compiler.expanded_lines(file).map(|lines| lines as f64);
    let seconds = |file: &Path| processor_seconds(compiler, file);
    let count = |file: &Path| {
        if flag("no-instructions") { Ok(0) } else { instructions(&compiler.check(file)) }
    };
    Ok(Marginal {
        lines: (lines(&rest[0])? - lines(first)?) / step,
        seconds: (seconds(last)? - seconds(first)?) / (sizes[sizes.len() - 1] - sizes[0]) as f64,
        instructions: (count(&rest[0])? as f64 - count(first)? as f64) / step,
    })
}

fn processor_seconds(compiler: &Compiler, file: &Path) -> Result<f64> {
    least_processor_time(parsed("repeats", 3), || compiler.check(file))
        .map(|time: Duration| time.as_secs_f64())
}

fn sizes() -> Vec<usize> {
    let list = value("sizes").unwrap_or_else(|| "25,100,400".to_owned());
    list.split(',').map(|size| size.parse().expect("--sizes takes numbers")).collect()
}

fn folder(name: &str) -> PathBuf {
    root().join("target/generated").join(name)
}

/// Prints every cost, and its ratio to the cost in the first row.
fn print_table(results: &[(&str, Marginal)]) {
    let mut table =
        Table::new(["", "M instructions", "x first", "ms", "x first", "expanded lines"]);
    let Some((_, first)) = results.first() else { return };
    for (name, cost) in results {
        table.row([
            (*name).to_owned(),
            format!("{:.2}", cost.instructions / 1e6),
            ratio(cost.instructions, first.instructions),
            format!("{:.2}", cost.seconds * 1e3),
            ratio(cost.seconds, first.seconds),
            format!("{:.1}", cost.lines),
        ]);
    }
    println!("{table}");
}
