//! The paths of a document, with the operations of each.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::build::Build;
use super::declared::Line;
use super::operation::{Operation, Shared};
use super::types::Types;
use super::version::Version;
use crate::declaration::Endpoint;

/// The paths, in the order of the declaration.
#[derive(Default)]
pub(super) struct Paths(Vec<Path>);

struct Path {
    template: Template,
    operations: Vec<(&'static str, Operation)>,
}

/// A path with parameters. Two that differ only in their names are one path to OpenAPI.
struct Template {
    /// What is between the parameters.
    texts: Vec<String>,
    names: Vec<String>,
}

impl Template {
    fn of(endpoint: &Endpoint) -> Self {
        let (mut texts, mut names) = (Vec::new(), Vec::new());
        let mut rest = endpoint.path();
        while let Some((text, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            texts.push(text.to_owned());
            names.push(name.trim_end_matches("..").to_owned());
            rest = after;
        }
        texts.push(rest.to_owned());
        Self { texts, names }
    }

    /// `/threads/{thread}/runs`
    fn text(&self) -> String {
        let names = self.names.iter().map(|name| format!("{{{name}}}")).chain([String::new()]);
        self.texts.iter().zip(names).map(|(text, name)| format!("{text}{name}")).collect()
    }
}

impl Paths {
    /// Adds a line, or says why it cannot be said.
    pub(super) fn add(&mut self, line: &Line, types: Types, build: &mut Build) {
        let endpoint = line.endpoint;
        if endpoint.takes_url() {
            return build
                .omit(endpoint, "the service gives the URL of the request, so there is no path");
        }
        let method = endpoint.method_name();
        if build.version == Version::V3_1 && build.version.field_of(method).is_none() {
            return build.omit(
                endpoint,
                format!("OpenAPI 3.1 has no word for the method `{method}`; 3.2 has"),
            );
        }
        let mut operation = Operation::of(line, types, build);
        let Some(path) = self.path(endpoint) else { return };
        operation.rename(&Template::of(endpoint).names, &path.template.names);
        let known = path.operations.iter_mut().find(|(known, _)| *known == method);
        let Some((_, known)) = known else {
            path.operations.push((method, operation));
            return;
        };
        let first = known.lines.first().map(|line| line.id).unwrap_or_default();
        if let Err(difference) = known.merge(operation, &build.sent_always) {
            build.omit(
                endpoint,
                format!("it has the method and the path of `{first}`, and {difference}"),
            );
        }
    }

    /// The path of a line, which is there from now on.
    fn path(&mut self, endpoint: &Endpoint) -> Option<&mut Path> {
        let template = Template::of(endpoint);
        let texts = template.texts.clone();
        if !self.0.iter().any(|path| path.template.texts == texts) {
            self.0.push(Path { template, operations: Vec::new() });
        }
        self.0.iter_mut().find(|path| path.template.texts == texts)
    }

    /// The groups that have operations.
    pub(super) fn tags(&self) -> BTreeSet<&'static str> {
        let operations = self.0.iter().flat_map(|path| &path.operations);
        operations.map(|(_, operation)| operation.tag).collect()
    }

    pub(super) fn into_value(self, build: &Build, shared: &Shared) -> Value {
        let mut ids = Ids::default();
        let paths = self.0.into_iter().map(|path| {
            let template = path.template.text();
            let (mut fields, mut additional) = (Map::new(), Map::new());
            for (method, operation) in path.operations {
                let id = ids.of(&operation);
                let operation = operation.into_value(id, build, shared);
                match build.version.field_of(method) {
                    Some(field) => fields.insert(field.to_owned(), operation),
                    None => additional.insert(method.to_owned(), operation),
                };
            }
            if !additional.is_empty() {
                fields.insert("additionalOperations".to_owned(), additional.into());
            }
            (template, fields.into())
        });
        Value::Object(paths.collect())
    }
}

/// The names of the operations, which have to differ.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    /// `runs_create`: generators want an identifier.
    fn of(&mut self, operation: &Operation) -> String {
        let name = operation.lines.first().map(|line| line.id).unwrap_or_default();
        let name = name.replace('.', "_");
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = [name.clone()].into_iter().chain(numbered);
        names.find(|name| self.0.insert(name.clone())).unwrap_or(name)
    }
}
