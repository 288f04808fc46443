//! The bodies of errors.

use super::item::{Content, Field, Impl, Item};
use super::line::{Clause, Line};
use super::media;
use super::names::type_name;
use super::rust_type::RustType;
use super::types::Types;
use super::uses::Use;
use crate::document::Node;
use crate::operation::{Operation, Reply, Status};
use crate::schema::Kind;
use std::collections::BTreeMap;

/// The errors of an operation: the statuses and the type of the body, by its name.
pub(crate) struct Errors {
    typed: Vec<(Status, String)>,
    /// What follows the type in a clause: its media types, if they are not JSON alone.
    media: BTreeMap<String, String>,
    /// Those without a body.
    empty: Vec<Status>,
}

/// Reads the errors of an operation.
pub(crate) fn of(types: &mut Types<'_>, operation: &Operation<'_>, hint: &str) -> Errors {
    let mut found = Errors { typed: Vec::new(), media: BTreeMap::new(), empty: Vec::new() };
    let document = types.schemas.document();
    for reply in operation.errors() {
        let Some(media) = media::json(&reply.content) else {
            found.empty.extend(reply.content.is_empty().then_some(reply.status));
            continue;
        };
        let hint = named(reply).unwrap_or_else(|| format!("{hint}Error"));
        let ty = media.schema.as_ref().map(|schema| types.ty(schema, &hint, Use::RECEIVED));
        match ty {
            Some(RustType::Named(name)) => {
                let media_types =
                    media::of_reply(media) + &media::also(document, &reply.content, media);
                found.media.entry(name.clone()).or_insert(media_types);
                found.typed.push((reply.status, name));
            }
            // Of an empty object, nothing is said either.
            _ => found.typed.push((reply.status, ANY.to_owned())),
        }
    }
    found
}

/// The type of a body of which nothing is said but that it is JSON.
const ANY: &str = "Value";

/// The name of a reply that operations share.
fn named(reply: &Reply) -> Option<String> {
    reply.at.reply().map(type_name)
}

/// The type that most operations have.
pub(crate) fn most_frequent(errors: &[Errors]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for errors in errors {
        let named = errors.typed.iter().map(|(_, name)| name.as_str());
        let mut names: Vec<_> = named.filter(|name| *name != ANY).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    // Of the most frequent, the first by name, so that it is the same each time. Where each operation has its own, none is the
    // client's.
    let best = counts.values().max().copied().filter(|best| *best > 1 || errors.len() == 1)?;
    let first = counts.into_iter().find(|(_, count)| *count == best);
    first.map(|(name, _)| name.to_owned())
}

/// What follows the type of the client's errors in its clause, as in most operations.
pub(crate) fn media_of(errors: &[Errors], name: &str) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let found = errors.iter().filter_map(|errors| errors.media.get(name));
    found.for_each(|media| *counts.entry(media).or_default() += 1);
    let best = counts.into_iter().max_by_key(|(_, count)| *count);
    best.map(|(media, _)| media.to_owned()).unwrap_or_default()
}

/// Adds the types of errors to a line that are others than the client's.
pub(crate) fn shape(types: &Types<'_>, errors: &Errors, of_client: Option<&str>, line: &mut Line) {
    if let [(Status::Default, name)] = errors.typed.as_slice() {
        if let Some(condition) = condition(types, name).filter(|_| of_client != Some(name.as_str()))
        {
            line.types.push(RustType::Named(name.clone()));
            let clause = format!("error 4xx 5xx: {name} when {condition}");
            return line.clauses.push(Clause::Own(clause));
        }
    }
    let is_default_other = errors
        .typed
        .iter()
        .any(|(status, name)| *status == Status::Default && Some(name.as_str()) != of_client);
    let mut by_type: Vec<(String, Vec<String>)> = Vec::new();
    for (status, name) in &errors.typed {
        if Some(name.as_str()) == of_client && !is_default_other {
            continue;
        }
        // That of the client may be what nothing is said of.
        if name == ANY && of_client.is_some() {
            continue;
        }
        let statuses = match status {
            Status::Default if Some(name.as_str()) == of_client => continue,
            Status::Default => vec!["4xx".to_owned(), "5xx".to_owned()],
            status => vec![status.to_string()],
        };
        match by_type.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => known.extend(statuses),
            None => by_type.push((name.clone(), statuses)),
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for (name, statuses) in by_type {
        let mut statuses: Vec<_> =
            statuses.into_iter().filter(|status| !seen.contains(status)).collect();
        statuses.dedup();
        seen.extend(statuses.iter().cloned());
        if !statuses.is_empty() {
            line.types.push(if name == ANY {
                RustType::Value
            } else {
                RustType::Named(name.clone())
            });
            let media = errors.media.get(&name).map_or("", String::as_str);
            line.clauses.push(Clause::Error(statuses, format!("{name}{media}")));
        }
    }
    if of_client.is_none() {
        empty(errors, &seen, line);
    }
}

/// The statuses of errors without a body. Where the client has a type for all others, it may be theirs.
fn empty(errors: &Errors, seen: &[String], line: &mut Line) {
    let statuses = errors.empty.iter().flat_map(|status| match status {
        Status::Default => vec!["4xx".to_owned(), "5xx".to_owned()],
        status => vec![status.to_string()],
    });
    let statuses: Vec<_> = statuses.filter(|status| !seen.contains(status)).collect();
    if !statuses.is_empty() {
        line.clauses.push(Clause::Error(statuses, "empty".to_owned()));
    }
}

/// Gives all types of errors their message and code.
pub(crate) fn implement(types: &mut Types<'_>, errors: &[Errors]) {
    let mut names: Vec<_> =
        errors.iter().flat_map(|errors| &errors.typed).map(|(_, name)| name.clone()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let message = expression(types, &name, &MESSAGES);
        let code = expression(types, &name, &CODES);
        types.implement(&name, Impl::ApiError { message, code });
    }
}

const MESSAGES: [&str; 12] = [
    "message",
    "error_message",
    "errorMessage",
    "error_description",
    "detail",
    "details",
    "title",
    "description",
    "reason",
    "msg",
    "error",
    "text",
];

const CODES: [&str; 10] =
    ["code", "error_code", "errorCode", "type", "reason", "status", "name", "kind", "key", "error"];

/// The expression of a text in an error, of the type `Option<&str>`.
fn expression(types: &Types<'_>, name: &str, wanted: &[&str]) -> Option<String> {
    let item = types.get(name)?;
    if let Content::StringEnum(_) = item.content {
        return Some("Some(self.as_str())".to_owned());
    }
    text_of(types, item, "self", wanted).or_else(|| {
        let nested = ["error", "status", "detail", "errors"];
        let fields =
            nested.iter().filter_map(|name| item.fields().iter().find(|field| field.wire == *name));
        fields.filter_map(|field| within(types, field, wanted)).next()
    })
}

fn text_of(types: &Types<'_>, item: &Item, of: &str, wanted: &[&str]) -> Option<String> {
    let fields =
        wanted.iter().filter_map(|name| item.fields().iter().find(|field| field.wire == *name));
    let mut texts = fields.filter_map(|field| text(types, of, field));
    texts.next()
}

fn text(types: &Types<'_>, of: &str, field: &Field) -> Option<String> {
    let name = format!("{of}.{}", field.name);
    let is_enum =
        |ty: &str| matches!(types.get(ty).map(|item| &item.content), Some(Content::StringEnum(_)));
    Some(match &field.ty {
        RustType::Plain("String") => format!("Some(&{name})"),
        RustType::Id(_) => format!("Some({name}.as_str())"),
        RustType::Named(ty) if is_enum(ty) => format!("Some({name}.as_str())"),
        RustType::Option(inner) => match &**inner {
            RustType::Plain("String") => format!("{name}.as_deref()"),
            RustType::Named(ty) if is_enum(ty) => format!("{name}.as_ref().map(|it| it.as_str())"),
            _ => return None,
        },
        _ => return None,
    })
}

fn within(types: &Types<'_>, field: &Field, wanted: &[&str]) -> Option<String> {
    let (inner, open) = match &field.ty {
        RustType::Named(name) => (name, None),
        RustType::Option(inner) => match &**inner {
            RustType::Named(name) => (name, Some("as_ref()")),
            _ => return None,
        },
        RustType::Vec(inner) => match &**inner {
            RustType::Named(name) => (name, Some("first()")),
            _ => return None,
        },
        _ => return None,
    };
    let item = types.get(inner)?;
    match open {
        None => text_of(types, item, &format!("self.{}", field.name), wanted),
        Some(open) => {
            let text = text_of(types, item, "error", wanted)?;
            let text = text
                .replace("Some(&error.", "Some(error.")
                .replace(".message)", ".message.as_str())");
            Some(format!(
                "self.{}.{open}.{}",
                field.name,
                super::paging::within("error", &as_str(&text))
            ))
        }
    }
}

/// `Some(error.detail)` of a `String` borrows it by its method.
fn as_str(text: &str) -> String {
    match text.strip_prefix("Some(").and_then(|rest| rest.strip_suffix(')')) {
        Some(field) if !field.ends_with("as_str()") => format!("Some({field}.as_str())"),
        _ => text.to_owned(),
    }
}

/// The condition by which an error comes with the status of success: a flag that is always `false` in it.
pub(crate) fn condition(types: &Types<'_>, name: &str) -> Option<String> {
    let item = types.get(name)?;
    let field =
        item.fields().iter().find(|field| ["ok", "success"].contains(&field.wire.as_str()))?;
    let schema = types.schemas.get(&item.at);
    let schema = schema
        .fields()
        .iter()
        .find(|it| it.name == field.wire)
        .map(|it| types.schemas.resolve(&it.schema))?;
    let node = types.schemas.document().get(&schema.at)?;
    let only_false =
        node.items("enum") == [Node::Bool(false)] || node.get("const") == Some(&Node::Bool(false));
    (schema.kind == Kind::Bool && only_false).then(|| format!("{} = false", field.wire))
}
