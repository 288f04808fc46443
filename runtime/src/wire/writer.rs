//! Writes the fields of an object.

use super::fields::bit;
use super::{Extra, Fields, Patch};
use serde::Serialize;
use serde::ser::{Error, SerializeMap};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Display;

/// Writes the fields of an object in the order of its table, from which it takes their names.
///
/// The first error is kept and stops the writing, so that a derived `encode` is one call per field, without `?`.
pub struct Writer<M: SerializeMap> {
    map: M,
    result: Result<(), M::Error>,
    fields: &'static Fields,
    next: usize,
    deviations: u64,
    /// The key of the union's tag, which has been written.
    tag: Option<&'static str>,
    /// The keys of flattened fields.
    flat_keys: BTreeSet<String>,
}

impl<M: SerializeMap> Writer<M> {
    pub(super) fn new(map: M) -> Self {
        let (fields, flat_keys) = (&Fields::NONE, BTreeSet::new());
        Self { map, result: Ok(()), fields, next: 0, deviations: 0, tag: None, flat_keys }
    }

    /// Writes an object that begins with the tag of a union.
    pub(super) fn tagged(map: M, key: &'static str, tag: &str) -> Self {
        let mut writer = Self::new(map);
        writer.entry(key, tag);
        writer.tag = Some(key);
        writer
    }

    /// Prepares for an object with these fields, and writes its constants.
    pub(super) fn begin(&mut self, fields: &'static Fields, extra: Option<&Extra>) {
        self.fields = fields;
        self.deviations = extra.map_or(0, |extra| extra.deviations());
        self.constants(extra);
    }

    /// Writes what the object was decoded with beyond its fields, and ends the map.
    pub(super) fn end(mut self, extra: Option<&Extra>) -> Result<M::Ok, M::Error> {
        for (name, value) in extra.into_iter().flat_map(Extra::iter) {
            self.extra(name, value);
        }
        self.result?;
        self.map.end()
    }

    /// Writes an extra field. Its key must not be there already, because a reader would take one of the two.
    fn extra(&mut self, name: &str, value: &Value) {
        if self.is_taken(name) {
            let object = self.fields.name;
            return self.fail(format_args!(
                "`{name}` is set among the extra fields, but `{object}` has a field of that name; set the field"
            ));
        }
        self.entry(name, value);
    }

    /// Writes a key of a flattened field.
    pub(super) fn flat<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.is_taken(name) || self.fields.is_constant(name) {
            let object = self.fields.name;
            return self.fail(format_args!(
                "a flattened field of `{object}` has the key `{name}`, which is there already; remove one of the two"
            ));
        }
        self.flat_keys.insert(name.to_owned());
        self.entry(name, value);
    }

    /// Whether a field, the tag or a flattened field has this name.
    fn is_taken(&self, name: &str) -> bool {
        self.fields.declares(name) || self.tag == Some(name) || self.flat_keys.contains(name)
    }

    fn fail(&mut self, message: impl Display) {
        self.fail_with(M::Error::custom(message));
    }

    pub(super) fn fail_with(&mut self, error: M::Error) {
        if self.result.is_ok() {
            self.result = Err(error);
        }
    }

    /// Writes the constants, except those that the decoded object did not have or had with another value.
    fn constants(&mut self, extra: Option<&Extra>) {
        for (index, (name, value)) in self.fields.constants.iter().enumerate() {
            let absent = self.deviations & bit(self.fields.names.len() + index) != 0;
            let overridden = extra.is_some_and(|extra| extra.get(name).is_some());
            if !absent && !overridden {
                self.entry(name, value);
            }
        }
    }

    pub(super) fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(name, value);
        }
    }

    /// Writes the next field.
    pub fn plain<T: Serialize>(&mut self, value: &T) {
        let name = self.name();
        self.entry(name, value);
    }

    /// Writes the next field. If unset, it is left out, unless it was decoded from `null`.
    pub fn optional<T: Serialize>(&mut self, value: &Option<T>) {
        self.optional_as(value.is_none(), value);
    }

    /// Like [`optional`](Self::optional), for a field that is not written as its type says.
    pub fn optional_as<T: Serialize>(&mut self, unset: bool, value: &T) {
        self.unless(unset && !self.deviates(), value);
    }

    /// Writes the next field. If unset, it is `null`, unless it was absent when decoded.
    pub fn nullable<T: Serialize>(&mut self, value: &Option<T>) {
        self.nullable_as(value.is_none(), value);
    }

    /// Like [`nullable`](Self::nullable), for a field that is not written as its type says.
    pub fn nullable_as<T: Serialize>(&mut self, unset: bool, value: &T) {
        self.unless(unset && self.deviates(), value);
    }

    /// Writes the next field, unless it is absent.
    pub fn patch<T: Serialize>(&mut self, value: &Patch<T>) {
        self.unless(value.is_absent(), value);
    }

    fn unless<T: Serialize>(&mut self, left_out: bool, value: &T) {
        match left_out {
            true => self.next += 1,
            false => self.plain(value),
        }
    }

    fn name(&mut self) -> &'static str {
        let index = self.next;
        self.next += 1;
        self.fields.names.get(index).copied().unwrap_or_default()
    }

    fn deviates(&self) -> bool {
        self.deviations & bit(self.next) != 0
    }
}
