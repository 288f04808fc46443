//! The reference of an API: one page of HTML, which a browser shows without a network and without a script.
//!
//! It is made from the document alone. Everything that comes from there is escaped.

mod html;
mod markdown;
mod operation;
mod part;
mod schema;

use std::fmt::Write;

use serde_json::{Map, Value};

use html::{Id, Text};
use operation::Operation;
use part::{list, object, part, string};

const STYLE: &str = include_str!("reference.css");

/// Nothing may be loaded, and nothing run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Writes the page of a document.
pub(super) fn page(document: &Value) -> String {
    let groups = groups(document);
    let schemas = object(part(document, "components"), "schemas");
    let title = Text(string(part(document, "info"), "title"));
    let (nav, main) = (nav(&groups, schemas), main(document, &groups, schemas));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{nav}{main}</body>\n</html>\n"
    )
}

/// A tag with its operations.
struct Group<'a> {
    name: &'a str,
    description: &'a str,
    operations: Vec<Operation<'a>>,
}

/// The operations without a tag, then those of each tag.
fn groups(document: &Value) -> Vec<Group<'_>> {
    let operations = Operation::all(document);
    let tags = list(document, "tags").iter();
    let tags = tags.map(|tag| (string(tag, "name"), string(tag, "description")));
    let groups = [("", "")].into_iter().chain(tags).map(|(name, description)| {
        let of_group = operations.iter().filter(|operation| operation.tag() == name);
        Group { name, description, operations: of_group.copied().collect() }
    });
    groups.filter(|group| !group.operations.is_empty()).collect()
}

fn nav(groups: &[Group<'_>], schemas: &Map<String, Value>) -> String {
    let mut html = "<nav>\n".to_owned();
    for group in groups {
        let name = if group.name.is_empty() { "operations" } else { group.name };
        let _ = writeln!(html, "<h2>{}</h2>\n<ul>", Text(name));
        for operation in &group.operations {
            let _ = writeln!(html, "<li>{}</li>", operation.link());
        }
        html += "</ul>\n";
    }
    if !schemas.is_empty() {
        html += "<h2>Types</h2>\n<ul>\n";
        for name in schemas.keys() {
            let _ = writeln!(html, "<li><a href=\"#{}\">{}</a></li>", Id("type", name), Text(name));
        }
        html += "</ul>\n";
    }
    html + "</nav>\n"
}

fn main(document: &Value, groups: &[Group<'_>], schemas: &Map<String, Value>) -> String {
    let mut html = format!("<main>\n{}", head(document));
    for group in groups {
        if !group.name.is_empty() {
            let _ = writeln!(html, "<h2>{}</h2>", Text(group.name));
        }
        html += &markdown::blocks(group.description);
        for operation in &group.operations {
            html += &operation.section(document);
        }
    }
    if !schemas.is_empty() {
        html += "<h2>Types</h2>\n";
    }
    for (name, schema) in schemas {
        html += &schema::section(name, schema);
    }
    html + "</main>\n"
}

/// What the document says of the API as a whole.
fn head(document: &Value) -> String {
    let info = part(document, "info");
    let (title, version) = (Text(string(info, "title")), Text(string(info, "version")));
    let mut html = format!("<h1>{title} <small>{version}</small></h1>\n");
    html += &markdown::blocks(string(info, "description"));
    for server in list(document, "servers") {
        let _ = writeln!(html, "<p>Server: <code>{}</code></p>", Text(string(server, "url")));
    }
    for (name, scheme) in object(part(document, "components"), "securitySchemes") {
        let _ =
            writeln!(html, "<p>Credential <code>{}</code>: {}</p>", Text(name), credential(scheme));
    }
    let omitted = list(part(document, "x-schematic"), "omitted");
    for omission in omitted.iter().filter_map(Value::as_str) {
        let _ = writeln!(html, "<p>Left out: {}</p>", markdown::inline(omission));
    }
    html
}

fn credential(scheme: &Value) -> String {
    let name = match (string(scheme, "scheme"), string(scheme, "name")) {
        (scheme, "") => format!("the HTTP scheme <code>{}</code>", Text(scheme)),
        (_, name) => format!("the {} <code>{}</code>", Text(string(scheme, "in")), Text(name)),
    };
    let variables = list(part(scheme, "x-schematic"), "env").iter();
    let variables = variables.filter_map(Value::as_str);
    let variables: Vec<_> = variables.map(|name| format!("<code>{}</code>", Text(name))).collect();
    if variables.is_empty() { name } else { format!("{name}, from {}", variables.join(" or ")) }
}
