//! What an editor offers: each question, and the answer that is right.
//!
//! All of them are asked in a sound line, and in a broken one where it still has the tokens in question.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::{Document, written};
use crate::scene::Scene;
use crate::server::{Result, Server};

/// The severity of a diagnostic.
const ERROR: u64 = 1;

/// A question; an error says what is wrong with the answer.
pub(crate) struct Feature {
    pub(crate) name: &'static str,
    pub(crate) ask: fn(&mut Server, &Scene<'_>) -> Result<()>,
}

pub(crate) const FEATURES: &[Feature] = &[
    Feature { name: "methods", ask: methods },
    Feature { name: "hover", ask: hover },
    Feature { name: "go-to", ask: go_to },
    Feature { name: "rename call", ask: rename_call },
    Feature { name: "rename line", ask: rename_line },
    Feature { name: "types", ask: types },
    Feature { name: "messages", ask: messages },
];

/// Completion after the dot offers the methods of all lines, broken ones among them.
fn methods(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    let Scene { subject, caller, .. } = scene;
    let place = in_caller(scene, &format!("{}.|{}(", subject.receiver, subject.sound_name))?;
    offers(server, caller, place, subject.methods)
}

/// Hovering over a path parameter shows the argument with its type.
fn hover(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    let (name, ty) = scene.subject.param;
    for line in lines_with_param(scene) {
        let place = scene.declaration.place(line, &format!("<|{name}: {ty}>"))?;
        let answer = server.request("textDocument/hover", &scene.declaration.at(place))?;
        let shown = answer["contents"]["value"].as_str().unwrap_or_default();
        if !shown.contains(&format!("{name}: &{ty}")) {
            return Err(on(scene, line, &format!("shows {shown:?}")));
        }
    }
    Ok(())
}

/// From a path parameter to itself, and from its type to the type.
fn go_to(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    let (name, ty) = scene.subject.param;
    for line in lines_with_param(scene) {
        for (piece, to) in [(format!("<|{name}: {ty}>"), name), (format!("<{name}: |{ty}>"), ty)] {
            let place = scene.declaration.place(line, &piece)?;
            let answer = server.request("textDocument/definition", &scene.declaration.at(place))?;
            let targets = answer.as_array().into_iter().flatten();
            if !targets.into_iter().any(|target| leads_to(scene, target, to)) {
                return Err(on(scene, line, &format!("from {to} to {answer}")));
            }
        }
    }
    Ok(())
}

/// Renaming from a call also renames the line.
fn rename_call(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    for (line, name) in lines(scene) {
        let call = in_caller(scene, &format!(".|{name}("))?;
        let answer = rename(server, &scene.caller, call);
        let both = [(&scene.caller, call), (&scene.declaration, line.start)];
        check_rename(scene, answer, &both).map_err(|error| on(scene, line, &error.to_string()))?;
    }
    Ok(())
}

/// Renaming a path parameter, and renaming from the name of the line, which also renames the call.
fn rename_line(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    let (param, ty) = scene.subject.param;
    for line in lines_with_param(scene) {
        let place = scene.declaration.place(line, &format!("<|{param}: {ty}>"))?;
        let answer = rename(server, &scene.declaration, place);
        check_rename(scene, answer, &[(&scene.declaration, place)])
            .map_err(|error| on(scene, line, &format!("{param}: {error}")))?;
    }
    for (line, name) in lines(scene) {
        let call = in_caller(scene, &format!(".|{name}("))?;
        let answer = rename(server, &scene.declaration, line.start);
        let both = [(&scene.caller, call), (&scene.declaration, line.start)];
        check_rename(scene, answer, &both).map_err(|error| on(scene, line, &error.to_string()))?;
    }
    Ok(())
}

/// Completion after `->` offers the types in scope.
fn types(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    let Scene { subject, declaration, .. } = scene;
    for (line, _) in lines(scene) {
        let text = &declaration.text[line.clone()];
        if text.contains("->") {
            let place = line.start + text.trim_end_matches(';').len();
            offers(server, declaration, place, subject.types)
                .map_err(|error| on(scene, line, &error.to_string()))?;
        }
    }
    Ok(())
}

/// A broken line has one message, and the code that calls its method has none.
fn messages(server: &mut Server, scene: &Scene<'_>) -> Result<()> {
    let Scene { declaration, caller, mistakes, .. } = scene;
    for (document, right) in [(declaration, *mistakes), (caller, 0)] {
        let document = json!({ "textDocument": { "uri": document.uri() } });
        let answer = server.request("textDocument/diagnostic", &document)?;
        let all = answer["items"].as_array().into_iter().flatten();
        let errors = all.filter(|item| item["severity"] == ERROR).map(|item| &item["message"]);
        let errors: Vec<_> = errors.filter_map(Value::as_str).collect();
        if errors.len() != right {
            return Err(format!("{errors:?}, where {right} is right").into());
        }
    }
    Ok(())
}

// ===== lines =====

/// The sound line and the broken ones, with the names of their methods.
fn lines<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = (&'a Range<usize>, &'static str)> {
    let broken = scene.broken.iter().map(|(line, name)| (line, *name));
    std::iter::once((&scene.sound, scene.subject.sound_name)).chain(broken)
}

/// Those that have the parameter.
fn lines_with_param<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = &'a Range<usize>> {
    let (name, ty) = scene.subject.param;
    let param = format!("<{name}: {ty}>");
    let text = &scene.declaration.text;
    lines(scene).map(|(line, _)| line).filter(move |line| text[(*line).clone()].contains(&param))
}

fn in_caller(scene: &Scene<'_>, piece: &str) -> Result<usize> {
    scene.caller.place(&(0..scene.caller.text.len()), piece)
}

fn on(scene: &Scene<'_>, line: &Range<usize>, what: &str) -> Box<dyn std::error::Error> {
    let kind = if *line == scene.sound { "sound" } else { "broken" };
    format!("in the {kind} line: {what}").into()
}

// ===== answers =====

fn offers(server: &mut Server, document: &Document, place: usize, names: &[&str]) -> Result<()> {
    let answer = server.request("textDocument/completion", &document.at(place))?;
    let items = answer["items"].as_array().or(answer.as_array());
    let label = |item: &Value| item["label"].as_str().map(identifier);
    let offered: BTreeSet<String> = items.into_iter().flatten().filter_map(label).collect();
    let missing: Vec<_> = names.iter().filter(|name| !offered.contains(**name)).collect();
    match missing.as_slice() {
        [] => Ok(()),
        missing => Err(format!("{missing:?} not among {} offers", offered.len()).into()),
    }
}

/// `retrieve(…)` -> `retrieve`
fn identifier(label: &str) -> String {
    label.chars().take_while(|next| next.is_alphanumeric() || *next == '_').collect()
}

/// Whether a target of go-to has this name, in whichever file it is.
fn leads_to(scene: &Scene<'_>, target: &Value, name: &str) -> bool {
    let Some(uri) = target["targetUri"].as_str().or(target["uri"].as_str()) else { return false };
    let range = target.get("targetSelectionRange").unwrap_or(&target["range"]);
    text_of(scene, uri).is_some_and(|text| written(&text, range) == Some(name))
}

/// The text of a file: as it is open, or as it is on disk.
fn text_of(scene: &Scene<'_>, uri: &str) -> Option<String> {
    let open = [&scene.declaration, &scene.caller].into_iter().find(|open| open.uri() == uri);
    match open {
        Some(document) => Some(document.text.clone()),
        None => std::fs::read_to_string(uri.strip_prefix("file://")?).ok(),
    }
}

fn rename(server: &mut Server, document: &Document, place: usize) -> Result<Value> {
    let mut params = document.at(place);
    params["newName"] = json!("another");
    server.request("textDocument/rename", &params)
}

/// Asserts that a rename changes these places, and nothing that has another name.
fn check_rename(scene: &Scene<'_>, answer: Result<Value>, at: &[(&Document, usize)]) -> Result<()> {
    let edits = edits(&answer?);
    let (first, place) = at[0];
    let old = identifier(&first.text[place..]);
    for (document, place) in at {
        let position = document.at(*place)["position"].clone();
        let uri = document.uri();
        if !edits.iter().any(|(file, range)| *file == uri && range["start"] == position) {
            let file = uri.rsplit('/').next().unwrap_or_default();
            return Err(format!("`{old}` in {file} keeps its name").into());
        }
    }
    for (uri, range) in &edits {
        let text = text_of(scene, uri).ok_or("an edit of an unknown file")?;
        if written(&text, range) != Some(&old) {
            return Err(format!("`{old}`: changes {:?}", written(&text, range)).into());
        }
    }
    Ok(())
}

/// The edits of all files: their addresses and ranges.
fn edits(answer: &Value) -> Vec<(String, Value)> {
    let files = answer["documentChanges"].as_array().into_iter().flatten();
    let changes = files.flat_map(|file| {
        let uri = file["textDocument"]["uri"].as_str().unwrap_or_default();
        let edits = file["edits"].as_array().into_iter().flatten();
        edits.map(move |edit| (uri.to_owned(), edit["range"].clone()))
    });
    let files = answer["changes"].as_object().into_iter().flatten();
    let plain = files.flat_map(|(uri, edits)| {
        let edits = edits.as_array().into_iter().flatten();
        edits.map(move |edit| (uri.clone(), edit["range"].clone()))
    });
    changes.chain(plain).collect()
}
