//! Measures how long a dependency takes to check from scratch:
//! `cargo run --release --bin closure_cost`.
//!
//! Each set is checked in an empty target folder. Options: `--only reqwest,ours`, `--repeats 1`.

use std::io::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

use schematic_benches::arguments::{parsed, selected};
use schematic_benches::dependencies::root;
use schematic_benches::process::{processor_time, run};
use schematic_benches::table::{Table, ratio};

const REQWEST: &str = r#"
reqwest = { version = "0.13.5", default-features = false, features = ["json", "query", "stream"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["rt", "macros"] }
"#;

const OURS: &str = r#"
schematic-api = { path = "ROOT/../runtime", default-features = false, features = ["reqwest"] }
tokio = { version = "1", features = ["rt", "macros"] }
"#;

const PROGENITOR: &str = r#"
progenitor = "0.15.1"
progenitor-client = "0.15.1"
"#;

const ASYNC_OPENAI: &str = r#"
async-openai = { version = "=0.41.3", default-features = false, features = ["assistant"] }
"#;

fn main() -> Result<()> {
    let mut table = Table::new(["", "crates", "over reqwest", "cpu s", "x reqwest"]);
    let mut first = None;
    for (name, extra, dependencies) in sets() {
        if !selected(name) {
            continue;
        }
        let folder = write(name, &dependencies)?;
        let (crates, seconds) = (crates(&folder)?, least_seconds(&folder)?);
        let (first_crates, first_seconds) = *first.get_or_insert((crates, seconds));
        let over = crates as i64 - first_crates as i64;
        table.row([
            format!("{name}{extra}"),
            crates.to_string(),
            format!("{over:+}"),
            format!("{seconds:.1}"),
            ratio(seconds, first_seconds),
        ]);
    }
    println!("{table}");
    Ok(())
}

fn sets() -> [(&'static str, &'static str, String); 5] {
    let reqwest = REQWEST.to_owned();
    let ours = OURS.replace("ROOT", &root().display().to_string());
    [
        ("reqwest", ", serde, serde_json, tokio", reqwest.clone()),
        ("ours", " and tokio", ours.clone()),
        (
            "ours-serde",
            " beside serde's derive",
            ours + "serde = { version = \"1\", features = [\"derive\"] }\n",
        ),
        ("progenitor", " beside reqwest", reqwest.clone() + PROGENITOR),
        ("async-openai", " beside reqwest", reqwest + ASYNC_OPENAI),
    ]
}

/// Creates a package with these dependencies as a workspace of its own, with the versions of this
/// workspace.
fn write(name: &str, dependencies: &str) -> Result<PathBuf> {
    let folder = root().join("target/closure").join(name);
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::write(folder.join("src/lib.rs"), "")?;
    let manifest = format!(
        "[workspace]\n[package]\nname = \"closure\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]{dependencies}"
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    run(&mut cargo(&folder, &["fetch"]))?;
    Ok(folder)
}

/// The number of compiled crates, without the package itself.
fn crates(folder: &Path) -> Result<usize> {
    let tree = ["tree", "--prefix=none", "--format={p}", "--edges=normal,build", "--no-dedupe"];
    let output = run(&mut cargo(folder, &tree))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut names = text.lines().map(|line| line.replace(" (proc-macro)", "")).collect::<Vec<_>>();
    names.sort();
    names.dedup();
    Ok(names.len() - 1)
}

fn least_seconds(folder: &Path) -> Result<f64> {
    let mut least = f64::INFINITY;
    for _ in 0..parsed("repeats", 1) {
        _ = std::fs::remove_dir_all(folder.join("target"));
        least = least
            .min(processor_time(&mut cargo(folder, &["check", "-j2", "--quiet"]))?.as_secs_f64());
    }
    std::fs::remove_dir_all(folder.join("target"))?;
    Ok(least)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(folder);
    command
}
