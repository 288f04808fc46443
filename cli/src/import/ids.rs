//! Ids: the parameters of paths that name one of several things, and the fields and components that are the same.

use super::names::{Names, type_name, type_name_of, value_name};
use super::path;
use super::words::{singular_words, snake, words};
use crate::operation::{Operation, Parameter, Place};
use crate::schema::{IntegerFormat, Kind, Schema, Schemas};
use std::collections::BTreeMap;

/// The ids of an API.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// The types by their names; `None` is text.
    declared: BTreeMap<String, Option<&'static str>>,
    /// The names of parameters and fields that are ids.
    by_name: BTreeMap<String, String>,
}

impl Ids {
    /// The ids that operations and components show. A name that is in use is left alone.
    pub(crate) fn of(
        schemas: &Schemas<'_>,
        operations: &[&Operation<'_>],
        names: &mut Names,
    ) -> Self {
        let mut found: BTreeMap<String, (Option<&'static str>, Option<String>, bool)> =
            BTreeMap::new();
        let mut add = |name: String, text: Option<&'static str>, key: Option<String>| {
            let known = found.entry(name).or_insert((text, key.clone(), true));
            known.2 &= known.0 == text;
            known.1 = known.1.take().or(key);
        };
        for operation in operations {
            for parameter in operation.parameters_in(Place::Path) {
                let Some(text) = text(schemas, &parameter.schema) else { continue };
                if let Some((name, key)) = named(operation.path, &parameter.name) {
                    add(name, text, key);
                }
            }
        }
        for (name, text) in components(schemas) {
            add(name, text, None);
        }
        let other = |name: &str| {
            let at = crate::document::Pointer::root().child("components").child("schemas");
            let components = schemas.document().get(&at).and_then(|it| it.as_object());
            let same = components.into_iter().flatten().find(|(key, _)| type_name(key) == name);
            same.is_some_and(|(key, _)| text(schemas, &schemas.get(&at.child(key))).is_none())
        };
        let mut ids = Self::default();
        for (name, (text, key, agree)) in found {
            if agree && !other(&name) && names.take(&name) {
                ids.by_name.extend(key.map(|key| (key, name.clone())));
                ids.declared.insert(name, text);
            }
        }
        ids
    }

    /// The declared ids, each with its type if it is not text.
    pub(crate) fn declared(&self) -> impl Iterator<Item = (&str, Option<&'static str>)> {
        self.declared.iter().map(|(name, text)| (name.as_str(), *text))
    }

    /// The id that a parameter of a path is.
    pub(crate) fn of_path(
        &self,
        schemas: &Schemas<'_>,
        path: &str,
        parameter: &Parameter,
    ) -> Option<String> {
        let (name, _) = named(path, &parameter.name)?;
        let declared = self.declared.get(&name)?;
        (text(schemas, &parameter.schema) == Some(*declared)).then_some(name)
    }

    /// The id that a parameter of the query or a header is, by its name.
    pub(crate) fn of_parameter(
        &self,
        schemas: &Schemas<'_>,
        parameter: &Parameter,
    ) -> Option<String> {
        self.by_key(&snake(&words(&parameter.name)), text(schemas, &parameter.schema)?)
    }

    /// The id that a field is, by its name. `id` is that of the type that has it.
    pub(crate) fn of_field(&self, wire: &str, owner: &str, schema: &Schema) -> Option<String> {
        let text = plain(schema)?;
        let key = value_name(wire);
        if key == "id" {
            let name = format!("{owner}Id");
            return (self.declared.get(&name) == Some(&text)).then_some(name);
        }
        self.by_key(&key, text)
    }

    fn by_key(&self, key: &str, text: Option<&'static str>) -> Option<String> {
        let name = self.by_name.get(key)?;
        (self.declared.get(name) == Some(&text)).then(|| name.clone())
    }

    /// The id that a component is.
    pub(crate) fn of_component(&self, component: &str, schema: &Schema) -> Option<String> {
        let name = type_name(component);
        (self.declared.get(&name) == Some(&plain(schema)?)).then_some(name)
    }
}

/// The name of an id, and that of the fields that are the same id.
fn named(path: &str, parameter: &str) -> Option<(String, Option<String>)> {
    let words = words(parameter);
    let (last, before) = words.split_last()?;
    if !last.eq_ignore_ascii_case("id") {
        return None;
    }
    if !before.is_empty() {
        return Some((type_name_of(&words), Some(snake(&words))));
    }
    let owner = path::literal_before(path, parameter)?;
    let owner = singular_words(&super::words::words(&owner));
    if owner.is_empty() {
        return None;
    }
    Some((format!("{}Id", type_name_of(&owner)), Some(format!("{}_id", snake(&owner)))))
}

/// Whether a schema is text or an integer, and no more: `None` within is text.
fn plain(schema: &Schema) -> Option<Option<&'static str>> {
    match &schema.kind {
        Kind::String(format) => match format.as_deref() {
            None | Some("uuid" | "id" | "ulid" | "guid") => Some(None),
            _ => None,
        },
        Kind::Integer(format) => Some(Some(match format {
            IntegerFormat::I32 => "i32",
            IntegerFormat::I64 => "i64",
            IntegerFormat::U32 => "u32",
            IntegerFormat::U64 => "u64",
        })),
        _ => None,
    }
}

fn text(schemas: &Schemas<'_>, schema: &Schema) -> Option<Option<&'static str>> {
    plain(&schemas.resolve(schema))
}

/// The components that are text and called ids.
fn components(schemas: &Schemas<'_>) -> Vec<(String, Option<&'static str>)> {
    let at = crate::document::Pointer::root().child("components").child("schemas");
    let components = schemas.document().get(&at).and_then(|it| it.as_object());
    let keys = components.into_iter().flatten().map(|(key, _)| key);
    let keys =
        keys.filter(|key| words(key).last().is_some_and(|last| last.eq_ignore_ascii_case("id")));
    let named = keys.filter_map(|key| {
        let text = plain(&schemas.get(&at.child(key)))?;
        (type_name(key) != "Id").then(|| (type_name(key), text))
    });
    named.collect()
}
