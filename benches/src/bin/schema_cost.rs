//! Measures how long the schema of each further wire type takes to check and to build:
//! `cargo run --release --bin schema_cost`.
//!
//! Types have eight documented fields, one of them of another type. The cost of a schema is what a type with it costs more than one
//! without: ours under the feature `openapi`, the peers' beside serde's derives. Options: `--only ours,serde`, `--sizes 100,400`,
//! `--repeats 3`.

use std::fmt::Write;
use std::io::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

use schematic_benches::arguments::{parsed, selected, value};
use schematic_benches::dependencies::{Compiler, root};
use schematic_benches::process::least_processor_time;
use schematic_benches::table::Table;

/// What a type derives, the features with which it is compiled, and the row without the schema.
const ROWS: [(&str, &str, &[&str], Option<&str>); 5] = [
    ("serde", "serde::Serialize, serde::Deserialize", &[], None),
    ("schemars", "serde::Serialize, serde::Deserialize, schemars::JsonSchema", &[], Some("serde")),
    ("utoipa", "serde::Serialize, serde::Deserialize, utoipa::ToSchema", &[], Some("serde")),
    ("ours", "schematic_api::Object", &[], None),
    ("ours-openapi", "schematic_api::Object", &["--features", "openapi"], Some("ours")),
];

const FIELDS: [(&str, &str); 8] = [
    ("id", "String"),
    ("parent", "Option<Box<Type0>>"),
    ("is_open", "bool"),
    ("tags", "Vec<String>"),
    ("note", "Option<String>"),
    ("count", "Option<u64>"),
    ("strict", "Option<bool>"),
    ("score", "Option<f64>"),
];

fn main() {
    if let Err(error) = compare() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn compare() -> Result<()> {
    let mut table = Table::new(["", "check, ms", "of the schema", "build, ms", "of the schema"]);
    let mut known: Vec<(&str, [f64; 2])> = Vec::new();
    for (name, derives, features, without) in ROWS.into_iter().filter(|row| selected(row.0)) {
        let costs = costs(name, derives, features)?;
        let base = known.iter().find(|(known, _)| Some(*known) == without).map(|(_, base)| *base);
        let more = |index: usize| {
            base.map_or_else(String::new, |base| format!("{:.2}", costs[index] - base[index]))
        };
        table.row([
            name.to_owned(),
            format!("{:.2}", costs[0]),
            more(0),
            format!("{:.2}", costs[1]),
            more(1),
        ]);
        known.push((name, costs));
    }
    println!("{table}");
    Ok(())
}

/// The milliseconds to check and to build one more type.
fn costs(name: &str, derives: &str, features: &[&str]) -> Result<[f64; 2]> {
    let sizes = sizes();
    let files = [write(name, derives, sizes[0])?, write(name, derives, sizes[1])?];
    let check = Compiler::of("schemas", &[&["check"], features].concat())?;
    let build = Compiler::of("schemas", &[&["build"], features].concat())?;
    Ok([
        marginal(&sizes, &files, |file| check.check(file))?,
        marginal(&sizes, &files, |file| build.build(file))?,
    ])
}

fn marginal(
    sizes: &[usize; 2],
    files: &[PathBuf; 2],
    compile: impl Fn(&Path) -> Command,
) -> Result<f64> {
    let milliseconds = |file: &Path| {
        least_processor_time(parsed("repeats", 3), || compile(file))
            .map(|time| time.as_secs_f64() * 1e3)
    };
    let [few, many] = files;
    Ok((milliseconds(many)? - milliseconds(few)?) / (sizes[1] - sizes[0]) as f64)
}

fn sizes() -> [usize; 2] {
    let list = value("sizes").unwrap_or_else(|| "100,400".to_owned());
    let sizes: Vec<_> =
        list.split(',').map(|size| size.parse().expect("--sizes takes numbers")).collect();
    sizes.try_into().expect("--sizes takes two numbers")
}

/// Writes a crate of so many types.
fn write(name: &str, derives: &str, count: usize) -> Result<PathBuf> {
    let folder = root().join("target/generated").join(format!("schemas-{name}-{count}"));
    std::fs::create_dir_all(&folder)?;
    let mut source = String::new();
    for number in 0..count {
        _ = writeln!(
            source,
            "/// The type number {number} of the service.\n#[derive(Clone, Debug, {derives})]\npub struct Type{number} {{"
        );
        for (name, ty) in FIELDS {
            _ = writeln!(
                source,
                "    /// The `{name}` of the value, as the service sends it.\n    pub {name}: {ty},"
            );
        }
        source += "}\n\n";
    }
    let file = folder.join("lib.rs");
    std::fs::write(&file, source)?;
    Ok(file)
}
