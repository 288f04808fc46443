//! Declarations and types from an OpenAPI document, as a person would have written them.

mod absent;
mod bodies;
mod case;
mod client;
mod components;
mod content;
mod docs;
mod errors;
mod events;
mod fields;
mod files;
mod finish;
mod groups;
mod html;
mod ids;
mod inputs;
mod item;
mod limits;
mod line;
mod lines;
mod literal;
mod media;
mod members;
mod names;
mod namespaces;
mod notices;
mod own;
mod paging;
mod path;
mod polling;
mod print;
mod replies;
mod report;
mod rust_type;
mod said;
mod selection;
mod spelling;
mod statuses;
mod types;
mod unions;
mod uses;
mod words;

pub use report::Report;
pub use selection::Selection;

use crate::document::Document;
use crate::operation::{Api, Operation};
use crate::schema::Schemas;
use files::Declared;
use ids::Ids;
use item::Content;
use names::Names;
use namespaces::Namespaces;
use types::Types;
use uses::Uses;

/// What to import, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The operations to import; all, if it is empty.
    pub only: Selection,
    /// Where the service is, if the document does not say it.
    pub base_url: Option<String>,
    /// Whether each group has a file of its own.
    pub several_files: bool,
    /// Whether to write the types alone, without a client: those of the operations, and without a selection all components. Ids are
    /// strings, since a client declares them.
    pub types_only: bool,
    /// The name of the module that the files make up, which none of them can have.
    pub module: Option<String>,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The names and texts of the files. Of one file, the name is `api.rs`.
    pub files: Vec<(String, String)>,
    /// What was guessed and lost.
    pub report: Report,
}

/// Whether a URL can be the base URL of a client.
#[must_use]
pub fn is_base_url(url: &str) -> bool {
    client::sound(url).is_some()
}

/// Writes the declarations of an API.
#[must_use]
pub fn import(document: &Document, options: &Options) -> Imported {
    let schemas = Schemas::new(document);
    let mut api = Api::read(document, &schemas);
    // The names of lines are better than what was made of them.
    for operation in &mut api.operations {
        operation.id = own::name(operation).or(operation.id);
    }
    let api = api;
    let operations: Vec<&Operation<'_>> =
        api.operations.iter().filter(|operation| options.only.has(operation)).collect();
    let mut client = client::shape(document, &api, &operations, options.base_url.as_deref());
    let namespaces = Namespaces::of(document);
    let division = groups::divide(&schemas, &namespaces, &operations, &api.tags, &mut client.name);
    let mut names = reserved(&client, &division);
    let with_ids = if options.types_only { &[] } else { operations.as_slice() };
    let ids = Ids::of(&schemas, with_ids, &mut names);
    let mut uses = Uses::of(&schemas, &operations);
    let everything = options.only == Selection::default();
    let components = match options.types_only && everything {
        true => components::unused(document, &schemas, &mut uses),
        false => Vec::new(),
    };
    let mut types = Types::new(&schemas, content::shape, uses, (names, namespaces), ids);
    changes(&operations, &mut types);
    let places: Vec<_> = operations.iter().map(|operation| operation.at.clone()).collect();
    let notices = notices::chosen(&mut types, &api, &places, everything);
    let mut lines = lines::shape(&mut types, &api, &operations, &division, &client);
    notices::shape(&mut types, &notices, &mut client, &mut lines);
    components::shape(&mut types, &components);
    finish::finish(&mut types);
    if options.types_only {
        // What calls need of them.
        types.items.iter_mut().for_each(|item| item.impls.clear());
    }
    let report = report(&api, &operations, &client, &division, &lines, &mut types);
    let declared = Declared {
        client: &client,
        division: &division,
        lines: &lines,
        types: &types,
        title: title(&api),
    };
    let files = match options.several_files {
        _ if options.types_only => vec![("api.rs".to_owned(), declared.types_alone())],
        true => declared.several_files(options.module.as_deref().unwrap_or("api")),
        false => vec![("api.rs".to_owned(), declared.one_file())],
    };
    Imported { files, report }
}

fn title(api: &Api<'_>) -> String {
    let title = if api.title.is_empty() { "An API" } else { api.title };
    format!(
        "{title}, as its OpenAPI document describes it.\n\n\
         `schematic import` wrote this file once. It is yours from here on: comments that begin with \"lost\" tell what the \
         declarations do not say, and those that begin with \"a guess\" what to check."
    )
}

/// The names that the expansion of `api!` declares.
fn reserved(client: &client::Client, division: &groups::Division) -> Names {
    let mut names = Names::of_types();
    let owners =
        || division.groups.iter().map(|group| group.ty.clone()).chain([client.name.clone()]);
    for owner in owners() {
        names.take(&format!("{owner}Call"));
        names.take(&owner);
    }
    for (group, method) in &division.places {
        let owner = &division.groups[*group].ty;
        names.take(&format!("{owner}{}Request", groups::group_type(method)));
    }
    names
}

/// The bodies that change something that is there: what they leave out stays, and what is null is cleared.
fn changes(operations: &[&Operation<'_>], types: &mut Types<'_>) {
    let mut found = std::collections::BTreeMap::new();
    for operation in operations {
        let words = words::words(operation.id.unwrap_or_default());
        let verb = words
            .iter()
            .any(|word| ["modify", "update", "patch"].contains(&word.to_lowercase().as_str()));
        let changes = operation.method == "PATCH" || (operation.method == "POST" && verb);
        let content = operation.body.iter().flat_map(|body| &body.content);
        for schema in content.filter_map(|media| media.schema.as_ref()) {
            let at = types.schemas.resolve(schema).at.clone();
            *found.entry(at).or_insert(true) &= changes;
        }
    }
    let only_changes =
        found.into_iter().filter(|(at, changes)| *changes && !types.uses.get(at).received);
    let only_changes: Vec<_> = only_changes.map(|(at, _)| at).collect();
    types.changes.extend(only_changes);
}

fn report(
    api: &Api<'_>,
    operations: &[&Operation<'_>],
    client: &client::Client,
    division: &groups::Division,
    lines: &lines::Lines,
    types: &mut Types<'_>,
) -> Report {
    let mut report = std::mem::take(&mut types.report);
    report.operations = operations.len();
    report.lines = lines.lines.iter().filter(|line| line.omitted.is_none()).count();
    // Two operations that differ in a fragment are one line.
    report.lines += operations.len() - lines.lines.len();
    report.types = types.items.len();
    report.fields = types.items.iter().map(|item| item.fields().len()).sum();
    report.untyped.clear();
    for item in types.items.iter().filter(|item| matches!(item.content, Content::Struct(_))) {
        let untyped = item.fields().iter().filter(|field| field.ty.is_untyped());
        report.untyped.extend(untyped.map(|field| format!("{}.{}", item.name, field.name)));
    }
    report.guesses.splice(0..0, client.guesses.iter().cloned());
    report.guesses.extend(division.renamed.iter().map(|renamed| format!("the name {renamed}")));
    for (at, loss) in &api.losses {
        report.lose(at, loss.clone());
    }
    for line in &lines.lines {
        let at = &line.at;
        if let Some(reason) = &line.omitted {
            report.lose(at, format!("left out: {reason}"));
        }
        for comment in line.comments.iter().filter_map(|comment| comment.strip_prefix("lost: ")) {
            report.lose(at, comment.to_owned());
        }
    }
    report
}
