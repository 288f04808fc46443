//! Writes the fields of an object.

use super::fields::bit;
use super::{Extra, Fields, Patch};
use serde::Serialize;
use serde::ser::SerializeMap;

/// Writes the fields of an object in the order of its table, from which it takes their names.
///
/// The first error is kept and stops the writing, so that a derived `encode` is one call per field, without `?`.
pub struct Writer<M: SerializeMap> {
    map: M,
    result: Result<(), M::Error>,
    fields: &'static Fields,
    next: usize,
    deviations: u64,
}

impl<M: SerializeMap> Writer<M> {
    pub(super) fn new(map: M) -> Self {
        Self { map, result: Ok(()), fields: &Fields::NONE, next: 0, deviations: 0 }
    }

    /// Prepares for an object with these fields, and writes its constants.
    pub(super) fn begin(&mut self, fields: &'static Fields, extra: Option<&Extra>) {
        self.fields = fields;
        self.deviations = extra.map_or(0, |extra| extra.deviations());
        self.constants(extra);
    }

    /// Writes what the object was decoded with beyond its fields, and ends the map.
    pub(super) fn end(mut self, extra: Option<&Extra>) -> Result<M::Ok, M::Error> {
        extra
            .into_iter()
            .flat_map(|extra| extra.iter())
            .for_each(|(name, value)| self.entry(name, value));
        self.result?;
        self.map.end()
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
        let deviates = self.deviates();
        match value {
            None if !deviates => self.next += 1,
            value => self.plain(value),
        }
    }

    /// Writes the next field. If unset, it is `null`, unless it was absent when decoded.
    pub fn nullable<T: Serialize>(&mut self, value: &Option<T>) {
        let deviates = self.deviates();
        match value {
            None if deviates => self.next += 1,
            value => self.plain(value),
        }
    }

    /// Writes the next field, unless it is absent.
    pub fn patch<T: Serialize>(&mut self, value: &Patch<T>) {
        match value {
            Patch::Absent => self.next += 1,
            value => self.plain(value),
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
