//! Operations as lines.

use super::client::Client;
use super::errors::{self, Errors};
use super::groups::Division;
use super::inputs::{self, Common, Inputs};
use super::line::{Clause, Line, Reply};
use super::names::Names;
use super::path::{self, Piece};
use super::types::Types;
use super::{bodies, paging, polling, replies};
use crate::operation::{Api, Operation, Place};
use std::collections::{BTreeMap, BTreeSet};

/// The lines of an API, and the type of its errors.
pub(crate) struct Lines {
    pub(crate) lines: Vec<Line>,
    pub(crate) error: Option<String>,
    /// What follows that type in its clause.
    pub(crate) error_media: String,
    /// By what an error is known in a reply of success.
    pub(crate) condition: Option<String>,
}

/// Shapes all operations.
pub(crate) fn shape(
    types: &mut Types<'_>,
    api: &Api<'_>,
    operations: &[&Operation<'_>],
    division: &Division,
    client: &Client,
) -> Lines {
    let common = Common {
        shared: inputs::shared(operations),
        of_client: client.headers.iter().cloned().collect(),
        credentials: client.carriers.iter().cloned().collect(),
    };
    let mut lines = Vec::new();
    let mut all_errors = Vec::new();
    for (index, (operation, (group, name))) in operations.iter().zip(&division.places).enumerate() {
        types.in_operation(index);
        let group_name = division.groups[*group].name.clone().unwrap_or_default();
        let hint = inputs::hint(operation, &group_name, name);
        let mut line = line(types, operation, &common, &hint, (*group, name));
        let errors = errors::of(types, operation, &hint);
        if let Some(auth) = client.auth_of(api, operation) {
            line.clauses.push(Clause::Auth(auth));
        }
        if operation.deprecated {
            line.clauses.push(Clause::Own("deprecated".to_owned()));
        }
        line.clauses.extend(super::own::clauses(operation.node).into_iter().map(Clause::Own));
        elsewhere(operation, api, client, &mut line);
        lines.push(line);
        all_errors.push(errors);
    }
    types.finish_waiting();
    let error = with_errors(types, &all_errors, &mut lines);
    with_repetition(types, operations, &mut lines);
    let error_media = error.as_ref().map(|error| errors::media_of(&all_errors, error));
    let error_media = error_media.unwrap_or_default();
    let condition = error.as_ref().and_then(|error| errors::condition(types, error));
    merge_fragments(operations, &mut lines);
    leave_out_repeated(&mut lines);
    Lines { lines, error, error_media, condition }
}

fn with_errors(types: &mut Types<'_>, all: &[Errors], lines: &mut [Line]) -> Option<String> {
    let error = errors::most_frequent(all);
    for (line, errors) in lines.iter_mut().zip(all) {
        errors::shape(types, errors, error.as_deref(), line);
    }
    errors::implement(types, all);
    error
}

/// Paging and polling, which need the fields of all types.
fn with_repetition(types: &mut Types<'_>, operations: &[&Operation<'_>], lines: &mut [Line]) {
    for (line, operation) in lines.iter_mut().zip(operations) {
        if line.omitted.is_some() {
            continue;
        }
        let before = line.clauses.len();
        paging::shape(types, operation, line);
        if line.clauses.len() == before {
            polling::shape(types, operation, line);
        }
    }
}

fn line(
    types: &mut Types<'_>,
    operation: &Operation<'_>,
    common: &Common,
    hint: &str,
    (group, name): (usize, &str),
) -> Line {
    let template = path::read(operation.path);
    let mut line = Line {
        group,
        name: name.to_owned(),
        at: operation.at.clone(),
        route: operation.path.to_owned(),
        method: operation.method.clone(),
        path: String::new(),
        query: Vec::new(),
        inputs: Vec::new(),
        params: Vec::new(),
        body: None,
        reply: Reply::default(),
        clauses: Vec::new(),
        docs: String::new(),
        comments: operation.losses.iter().map(|loss| format!("lost: {loss}")).collect(),
        types: Vec::new(),
        omitted: obstacle(operation, &template),
    };
    let has_body = operation.body.is_some();
    let names = if has_body { Names::with(&["body"]) } else { Names::with(&[]) };
    let mut inputs = Inputs { types, common, hint, names };
    inputs.path(operation, &template, &mut line);
    let in_path = line.params.len();
    inputs.query(operation, &template, &mut line);
    inputs.headers(operation, &mut line);
    line.docs = docs(operation, &line);
    // From here on, the parameters are those that may be left out.
    line.params.drain(..in_path);
    bodies::shape(types, operation, hint, &mut line);
    replies::shape(types, operation, hint, &mut line);
    line
}

/// Why an operation cannot be a line.
fn obstacle(operation: &Operation<'_>, template: &path::Template) -> Option<String> {
    let method = operation.method.as_str();
    let token = !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !token || method == "CONNECT" {
        return Some(format!("`{method}` is no method of an endpoint"));
    }
    let rests = template
        .pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Param(name) if name.ends_with(['+', '*'])));
    if rests.count() > 1 {
        return Some("two parameters of its path are the rest of it".to_owned());
    }
    path::obstacle(template)
}

/// A server of its own.
fn elsewhere(operation: &Operation<'_>, api: &Api<'_>, client: &Client, line: &mut Line) {
    let own: BTreeSet<_> =
        operation.servers.iter().filter_map(|it| super::client::sound(&it.url)).collect();
    if own.is_empty() || operation.servers == api.servers || own.contains(&client.url) {
        return;
    }
    let Some(url) = own.first() else { return };
    match url.strip_prefix(&client.url).filter(|rest| rest.starts_with('/')) {
        // The same host, and further down.
        Some(prefix) => line.path = format!("{}{}", path::text(prefix), line.path),
        None => {
            let url = super::literal::one_line(url);
            line.omitted = Some(format!(
                "it is at another address, {url}; `--only` and `--base-url` make a client of its own for it"
            ));
        }
    }
}

fn docs(operation: &Operation<'_>, line: &Line) -> String {
    let summary = operation.summary.map(|text| match text.ends_with(['.', '!', '?', ':']) {
        true => text.to_owned(),
        false => format!("{text}."),
    });
    let description = operation.description.map(str::to_owned);
    let summary = summary.filter(|summary| {
        !description.as_ref().is_some_and(|text| begins_with(text, summary.trim_end_matches('.')))
    });
    let items: Vec<_> =
        line.params.iter().filter(|param| !param.docs.trim().is_empty()).map(item).collect();
    let parameters = Some(items.join("\n")).filter(|items| !items.is_empty());
    let parts = [summary, description, parameters].into_iter().flatten();
    parts.map(|part| part.trim().to_owned()).collect::<Vec<_>>().join("\n\n")
}

/// Whether the first sentence, or the first paragraph, of a description says what the summary does.
fn begins_with(description: &str, summary: &str) -> bool {
    let [description, summary] = [description, summary].map(super::literal::one_line);
    let rest = description.strip_prefix(&summary);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '!', '?', ':', ' ']))
}

/// A parameter in the documentation of a line.
fn item(param: &super::line::Param) -> String {
    let sentences = param.docs.split("\n\n").map(super::literal::one_line).map(|text| {
        match text.ends_with(['.', ':', '!', '?', ')']) {
            true => text,
            false => format!("{text}."),
        }
    });
    let text = sentences.collect::<Vec<_>>().join(" ");
    format!("- `{}`: {text}", param.name)
}

/// `/conversations` and `/conversations#stream`: the second is the first, with events for a reply.
fn merge_fragments(operations: &[&Operation<'_>], lines: &mut Vec<Line>) {
    let fragment = |index: usize| path::read(operations[index].path).fragment;
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        if line.omitted.is_none() && fragment(index).is_none() {
            first.entry(format!("{} {}", line.method, line.path)).or_insert(index);
        }
    }
    let mut merged = BTreeSet::new();
    for index in 0..lines.len() {
        if fragment(index).is_none() || lines[index].omitted.is_some() {
            continue;
        }
        let Some(&other) = first.get(&format!("{} {}", lines[index].method, lines[index].path))
        else {
            continue;
        };
        let events = lines[index].reply.text.strip_prefix("sse ").map(str::to_owned);
        let in_json = lines[other].body.as_ref().is_some_and(|body| body.word == "json");
        let has_flag = in_json && operations[other].parameters_in(Place::Query).next().is_none();
        if let (Some(events), Some(json), true) =
            (events, lines[other].reply.json.clone(), has_flag)
        {
            let when = match events.split_once(' ') {
                Some((ty, ends)) => format!("{ty} when stream {ends}"),
                None => format!("{events} when stream"),
            };
            let json = super::replies::written(&json);
            lines[other].reply.text = format!("{json} | sse {when}");
            lines[other].reply.json = None;
            let types = lines[index].types.clone();
            lines[other].types.extend(types);
            let route = lines[index].route.clone();
            lines[other]
                .comments
                .push(format!("a guess: `{route}` is the same, with events for a reply"));
            lines[other].clauses.retain(|clause| !matches!(clause, Clause::Own(text) if text.starts_with("pa") || text.starts_with("po")));
            merged.insert(index);
        }
    }
    let mut index = 0;
    lines.retain(|_| {
        index += 1;
        !merged.contains(&(index - 1))
    });
}

/// A line that nothing tells from an earlier one is a comment.
fn leave_out_repeated(lines: &mut [Line]) {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for line in lines.iter_mut().filter(|line| line.omitted.is_none()) {
        match seen.get(&line.shape()) {
            Some(first) => {
                line.omitted = Some(format!("nothing tells its requests from those of `{first}`"));
            }
            None => drop(seen.insert(line.shape(), line.name.clone())),
        }
    }
}
