//! Measures what it costs to check the crate of an API, once all that it depends on is built:
//! `cargo run --release --bin crate_cost`.
//!
//! The cost is that of the compiler for this crate less that for an empty one in its place. Options:
//! `--only schematic-openai,async-openai`, `--repeats 3`, `--no-instructions`.

use std::io::Result;

use schematic_benches::arguments::{flag, parsed, selected};
use schematic_benches::dependencies::root;
use schematic_benches::invocation::Invocation;
use schematic_benches::process::{instructions, least_processor_time};
use schematic_benches::table::{Table, ratio};

/// A crate, and how many operations of its service it has: pairs of a method and a path, counted in its source.
struct Subject {
    name: &'static str,
    package: &'static str,
    dependency: &'static str,
    operations: usize,
}

/// The crates, of each service ours first.
const SERVICES: [&[Subject]; 2] = [
    &[
        Subject {
            name: "schematic-openai",
            package: "schematic-openai",
            dependency: r#"schematic-openai = { path = "ROOT/../apis/openai", default-features = false, features = ["reqwest"] }"#,
            operations: 51,
        },
        Subject {
            name: "async-openai",
            package: "async-openai",
            dependency: r#"async-openai = { version = "=0.41.3", default-features = false, features = ["assistant"] }"#,
            operations: 23,
        },
        Subject {
            name: "async-openai-wide",
            package: "async-openai",
            dependency: r#"async-openai = { version = "=0.41.3", default-features = false, features = ["assistant", "file", "model", "upload", "vectorstore"] }"#,
            operations: 51,
        },
    ],
    &[
        Subject {
            name: "schematic-anthropic",
            package: "schematic-anthropic",
            dependency: r#"schematic-anthropic = { path = "ROOT/../apis/anthropic", default-features = false, features = ["reqwest"] }"#,
            operations: 24,
        },
        Subject {
            name: "rust-claude-sdk",
            package: "rust-claude-sdk",
            dependency: r#"rust-claude-sdk = { version = "=0.4.0" }"#,
            operations: 15,
        },
    ],
];

/// What both of ours stand on: it is checked once, whatever the number of APIs.
const RUNTIME: Subject = Subject {
    name: "schematic-api",
    package: "schematic-api",
    dependency: r#"schematic-api = { path = "ROOT/../runtime", default-features = false, features = ["reqwest", "multipart"] }"#,
    operations: 0,
};

/// What a crate costs, and what is in it.
struct Cost {
    instructions: f64,
    seconds: f64,
    operations: f64,
    types: f64,
    fields: f64,
}

fn main() {
    if let Err(error) = compare() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn compare() -> Result<()> {
    for service in SERVICES {
        let mut costs = Vec::new();
        for subject in service.iter().filter(|subject| selected(subject.name)) {
            costs.push((subject.name, cost(subject)?));
        }
        print_tables(&costs);
    }
    if selected(RUNTIME.name) {
        let Cost { instructions, seconds, .. } = cost(&RUNTIME)?;
        println!("{}: {:.0} M instructions, {seconds:.2} s", RUNTIME.name, instructions / 1e6);
    }
    Ok(())
}

fn cost(subject: &Subject) -> Result<Cost> {
    let dependency = subject.dependency.replace("ROOT", &root().display().to_string());
    let invocation = Invocation::of(subject.name, subject.package, &dependency)?;
    let count = || -> Result<f64> {
        let (all, nothing) = (invocation.check(), invocation.check_nothing());
        Ok(instructions(&all)? as f64 - instructions(&nothing)? as f64)
    };
    let repeats = parsed("repeats", 3);
    let all = least_processor_time(repeats, || invocation.check())?;
    let nothing = least_processor_time(repeats, || invocation.check_nothing())?;
    let source = invocation.expanded()?;
    Ok(Cost {
        instructions: if flag("no-instructions") { 0.0 } else { count()? },
        seconds: all.saturating_sub(nothing).as_secs_f64(),
        operations: subject.operations as f64,
        types: source.lines().filter(|line| is_type(line)).count() as f64,
        fields: source.lines().filter(|line| is_field(line)).count() as f64,
    })
}

/// Whether a line declares a public type that is not the builder of another one.
fn is_type(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
    let name =
        rest.and_then(|rest| rest.split(|end: char| !end.is_alphanumeric() && end != '_').next());
    name.is_some_and(|name| {
        !["Args", "Builder", "BuilderError"].iter().any(|end| name.ends_with(end))
    })
}

/// Whether a line declares a public field.
fn is_field(line: &str) -> bool {
    let name = line.trim_start().strip_prefix("pub ").and_then(|rest| rest.split_once(": "));
    name.is_some_and(|(name, _)| {
        name.trim_start_matches("r#").chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Prints what the crates cost in all, and for each of what is in them, beside the first.
fn print_tables(costs: &[(&str, Cost)]) {
    let Some((first, reference)) = costs.first() else { return };
    let mut contents = Table::new(["", "M instructions", "s", "operations", "types", "fields"]);
    let of_first = format!("x {first}");
    let mut shares = Table::new([
        "M instructions",
        "an operation",
        &of_first,
        "a type",
        &of_first,
        "a field",
        &of_first,
    ]);
    for (name, cost) in costs {
        let counts = [cost.operations, cost.types, cost.fields].map(|count| format!("{count:.0}"));
        let totals = [format!("{:.0}", cost.instructions / 1e6), format!("{:.2}", cost.seconds)];
        contents.row([(*name).to_owned()].into_iter().chain(totals).chain(counts));
        let each = |count: fn(&Cost) -> f64| {
            let (own, other) =
                (cost.instructions / count(cost), reference.instructions / count(reference));
            [format!("{:.1}", own / 1e6), ratio(own, other)]
        };
        let cells =
            [each(|cost| cost.operations), each(|cost| cost.types), each(|cost| cost.fields)];
        shares.row([(*name).to_owned()].into_iter().chain(cells.into_iter().flatten()));
    }
    println!("{contents}\n{shares}");
}
