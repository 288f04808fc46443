//! What rust-analyzer offers in and around a declaration while one of its lines is being typed.
//!
//! `tests/editor/run` installs the server, lays out the workspace that it opens, and runs this.

mod document;
mod feature;
mod scene;
mod server;
mod state;
mod subject;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use feature::FEATURES;
use scene::Scene;
use server::{Result, Server};
use state::{BROKEN, SOUND, State};
use subject::{SUBJECTS, Subject};

/// So many of the broken states have to keep every feature.
const ENOUGH: usize = 9;

fn main() -> ExitCode {
    match measure() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a table for each subject. The result is whether enough states keep every feature.
fn measure() -> Result<bool> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(program), Some(root), Some(std)) =
        (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: schematic-editor <rust-analyzer> <workspace> <sources of std>".into());
    };
    let mut server = Server::start(&program)?;
    open(&mut server, &root, &std)?;
    let mut enough = true;
    for subject in SUBJECTS {
        enough &= measure_subject(&mut server, &root, subject)?;
    }
    Ok(enough)
}

/// Opens the workspace and waits until it is loaded and its macros are built.
fn open(server: &mut Server, root: &Path, std: &Path) -> Result<()> {
    let target = root.with_file_name("cargo");
    let settings = json!({
        "cachePriming": { "enable": false },
        "cargo": { "noDefaultFeatures": true, "sysrootSrc": std, "targetDir": target },
        "checkOnSave": false,
        "completion": { "autoimport": { "enable": false } },
        "numThreads": 2,
    });
    let uri = document::uri(root);
    server.request(
        "initialize",
        &json!({
            "processId": std::process::id(),
            "rootUri": uri,
            "capabilities": {
                "experimental": { "serverStatusNotification": true },
                "textDocument": { "diagnostic": {}, "hover": { "contentFormat": ["markdown"] } },
                "workspace": { "workspaceEdit": { "documentChanges": true } },
            },
            "initializationOptions": settings,
        }),
    )?;
    server.notify("initialized", &json!({}))?;
    for subject in SUBJECTS {
        let Scene { declaration, caller, .. } = Scene::new(root, subject, &SOUND)?;
        for document in [declaration, caller] {
            server.notify("textDocument/didOpen", &document.open())?;
        }
    }
    server.wait("experimental/serverStatus", is_ready)
}

fn is_ready(status: &Value) -> bool {
    let (health, message) = (&status["health"], &status["message"]);
    if health != "ok" {
        eprintln!("rust-analyzer: {health} {message}");
    }
    status["quiescent"] == true
}

fn measure_subject(server: &mut Server, root: &Path, subject: &Subject) -> Result<bool> {
    println!("\n{}\n", subject.name);
    let names: Vec<_> = FEATURES.iter().map(|feature| feature.name).collect();
    println!("| state | {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(names.len()));
    let mut reasons = Vec::new();
    let sound = row(server, root, subject, &SOUND, &mut reasons)?;
    let mut whole = 0;
    for state in BROKEN {
        whole += usize::from(row(server, root, subject, state, &mut reasons)?);
    }
    println!("\n{whole} of {} broken states keep every one", BROKEN.len());
    for reason in reasons {
        println!("- {reason}");
    }
    Ok(sound && whole >= ENOUGH)
}

/// Prints the row of a state. The result is whether it keeps every feature.
fn row(
    server: &mut Server,
    root: &Path,
    subject: &Subject,
    state: &State,
    reasons: &mut Vec<String>,
) -> Result<bool> {
    let scene = Scene::new(root, subject, state)?;
    change(server, &scene)?;
    let mut cells = Vec::new();
    for feature in FEATURES {
        let answer = (feature.ask)(server, &scene);
        cells.push(if answer.is_ok() { "yes" } else { "no" });
        reasons.extend(answer.err().map(|why| format!("{}, {}: {why}", state.name, feature.name)));
    }
    println!("| {} | {} |", state.name, cells.join(" | "));
    Ok(!cells.contains(&"no"))
}

/// Types the state into the declaration.
fn change(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    let (document, version) = (&scene.declaration, server.count());
    server.notify(
        "textDocument/didChange",
        &json!({
            "textDocument": { "uri": document.uri(), "version": version },
            "contentChanges": [{ "text": document.text }],
        }),
    )
}
