//! Bodies of several parts, which are checked against the same kind of rules as bodies of JSON.

use std::collections::BTreeMap;

use bytes::Bytes;
use schematic_api::FilePart;
use schematic_api::mock::{ErrorReply, FromForm, ReceivedForm, Rejection};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::rule::Rule;

/// The parts of a body, by their names.
pub(super) struct Form {
    /// The texts, and an empty object in place of each file.
    fields: Map<String, Value>,
    files: BTreeMap<String, FilePart>,
}

impl FromForm for Form {
    fn from_form(form: &ReceivedForm) -> Result<Self, Rejection> {
        let (mut fields, mut files) = (Map::new(), BTreeMap::new());
        for name in form.names() {
            match form.optional_file(name)?.filter(|file| file.file_name().is_some()) {
                Some(file) => {
                    fields.insert(name.to_owned(), Value::Object(Map::new()));
                    files.insert(name.to_owned(), file);
                }
                None => insert(&mut fields, name, value(form.text(name)?)),
            }
        }
        Ok(Self { fields, files })
    }
}

/// Adds a field. The name `outer[inner]` is that of a field of an object.
fn insert(fields: &mut Map<String, Value>, name: &str, value: Value) {
    let inner = |(outer, rest): (_, &'_ str)| Some((outer, rest.strip_suffix(']')?.to_owned()));
    if let Some((outer, inner)) = name.split_once('[').and_then(inner) {
        let object = fields.entry(outer).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(object) = object {
            object.insert(inner, value);
            return;
        }
    }
    fields.insert(name.to_owned(), value);
}

/// Everything is text in such a body. What looks like a number is one: none of the other texts may.
fn value(text: String) -> Value {
    text.parse().map_or(Value::String(text), Value::Number)
}

impl Form {
    /// Checks the parts against a rule.
    pub(super) fn check(self, rule: &Rule) -> Result<Self, ErrorReply> {
        let fields = Value::Object(self.fields);
        rule.check(&fields, "")?;
        let fields = if let Value::Object(fields) = fields { fields } else { Map::new() };
        Ok(Self { fields, ..self })
    }

    /// Returns a field that has been checked, if it was sent.
    pub(super) fn field<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        serde_json::from_value(self.fields.get(name)?.clone()).ok()
    }

    /// Returns the name and the content of a file, which has been checked to be there.
    pub(super) fn file(&mut self, name: &str) -> (String, Bytes) {
        let Some(file) = self.files.remove(name) else { return Default::default() };
        let file_name = file.file_name().unwrap_or_default().to_owned();
        (file_name, file.into_body().into_bytes().unwrap_or_default())
    }
}
