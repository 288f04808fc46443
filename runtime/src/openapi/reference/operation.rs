//! An operation: its parameters, its body and its replies.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::html::{Id, Text};
use super::part::{is, list, object, part, string};
use super::{markdown, schema};

/// An operation of a document.
#[derive(Clone, Copy)]
pub(super) struct Operation<'a> {
    method: &'a str,
    path: &'a str,
    value: &'a Value,
}

impl<'a> Operation<'a> {
    /// All of a document, in its order.
    pub(super) fn all(document: &'a Value) -> Vec<Self> {
        let paths = object(document, "paths").iter();
        let all = paths.flat_map(|(path, item)| {
            let fields = item.as_object().into_iter().flatten();
            let standard = fields.filter(|(field, _)| *field != "additionalOperations");
            let all = standard.chain(object(item, "additionalOperations"));
            all.map(move |(method, value)| Self { method, path, value })
        });
        all.collect()
    }

    pub(super) fn tag(self) -> &'a str {
        self.value.pointer("/tags/0").and_then(Value::as_str).unwrap_or_default()
    }

    fn id(self) -> Id<'a> {
        Id("operation", string(self.value, "operationId"))
    }

    /// A link to the section.
    pub(super) fn link(self) -> String {
        let name = match part(part(self.value, "x-schematic"), "name") {
            Value::Array(names) => names.first().and_then(Value::as_str),
            name => name.as_str(),
        };
        let name = name.unwrap_or_else(|| string(self.value, "operationId"));
        format!("<a href=\"#{}\">{}</a>", self.id(), Text(name))
    }

    /// The section of the operation.
    pub(super) fn section(self, document: &Value) -> String {
        let deprecated = if is(self.value, "deprecated") { " <b>deprecated</b>" } else { "" };
        let mut html = format!(
            "<details id=\"{}\">\n<summary><b>{}</b> <code>{}</code> {}{deprecated}</summary>\n{}",
            self.id(),
            Text(&self.method.to_ascii_uppercase()),
            Text(self.path),
            markdown::inline(string(self.value, "summary")),
            markdown::blocks(string(self.value, "description"))
        );
        html += &self.parameters(document);
        html += &self.body();
        for (status, response) in object(self.value, "responses") {
            let description = markdown::inline(string(response, "description"));
            let _ = writeln!(html, "<h4>Reply {}: {description}</h4>", Text(status));
            html += &content(object(response, "content"));
        }
        html + "</details>\n"
    }

    fn parameters(self, document: &Value) -> String {
        let parameters = list(self.value, "parameters").iter();
        let parameters = parameters.map(|parameter| resolved(parameter, document));
        let table = schema::table(parameters.map(|parameter| {
            let (name, place) = (string(parameter, "name"), string(parameter, "in"));
            let is_required = is(parameter, "required");
            schema::row(
                name,
                place,
                is_required,
                part(parameter, "schema"),
                string(parameter, "description"),
            )
        }));
        if table.is_empty() { table } else { format!("<h4>Parameters</h4>\n{table}") }
    }

    fn body(self) -> String {
        let Some(body) = self.value.get("requestBody") else { return String::new() };
        let mark = if is(body, "required") { "" } else { " (optional)" };
        format!("<h4>Body{mark}</h4>\n{}", content(object(body, "content")))
    }
}

/// The parameter that a reference means.
fn resolved<'a>(parameter: &'a Value, document: &'a Value) -> &'a Value {
    let pointer = string(parameter, "$ref").strip_prefix('#');
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(parameter)
}

fn content(content: &Map<String, Value>) -> String {
    let media = content.iter().map(|(media_type, media)| {
        let (before, schema) = match media.get("itemSchema") {
            Some(item) => ("each ", item),
            None => ("", part(media, "schema")),
        };
        format!(
            "<p><code>{}</code>: {before}{}</p>\n",
            Text(media_type),
            schema::expression(schema)
        )
    });
    media.collect()
}
