//! A walk through two documents at the same time, which notes what they say.

use super::{Aspect, Direction, Fact, How, Options, Part, Purpose};
use crate::document::Pointer;
use crate::schema::{Schema, Schemas};
use std::collections::BTreeSet;

/// A walk through both documents.
pub(super) struct Walk<'s, 'a> {
    pub(super) ours: &'s Schemas<'a>,
    pub(super) theirs: &'s Schemas<'a>,
    pub(super) purpose: Purpose,
    pub(super) options: &'s Options,
    pub(super) facts: Vec<Fact>,
    /// The resource of the operation that is read.
    pub(super) resource: String,
    /// Which way the values are sent that are read.
    pub(super) direction: Option<Direction>,
    /// The pairs of parameters that have been read.
    seen_parts: BTreeSet<[Option<Pointer>; 2]>,
    /// The pairs of schemas whose contents have been read; for changes, in this direction.
    seen: BTreeSet<(Pointer, Pointer, Option<Direction>)>,
}

impl<'s, 'a> Walk<'s, 'a> {
    pub(super) fn new(
        ours: &'s Schemas<'a>,
        theirs: &'s Schemas<'a>,
        purpose: Purpose,
        options: &'s Options,
    ) -> Self {
        let (facts, resource, direction) = (Vec::new(), String::new(), None);
        let (seen, seen_parts) = (BTreeSet::new(), BTreeSet::new());
        Self { ours, theirs, purpose, options, facts, resource, direction, seen_parts, seen }
    }

    /// Whether the facts are about what has changed.
    pub(super) fn for_changes(&self) -> bool {
        self.purpose == Purpose::Change
    }

    /// Whether the contents of a pair of schemas have not been read yet.
    pub(super) fn is_new(&mut self, ours: &Schema, theirs: &Schema) -> bool {
        let direction = self.direction.filter(|_| self.for_changes());
        self.seen.insert((ours.at.clone(), theirs.at.clone(), direction))
    }

    /// Whether a parameter that several operations share has not been read yet, if the facts are not about what has changed for
    /// each operation.
    pub(super) fn is_new_part(&mut self, places: [Option<&Pointer>; 2]) -> bool {
        self.for_changes() || self.seen_parts.insert(places.map(|place| place.cloned()))
    }

    /// Notes a fact.
    pub(super) fn fact(
        &mut self,
        place: &str,
        aspect: Aspect,
        [ours, theirs]: [String; 2],
        how: Option<How>,
    ) {
        let (resource, place, direction) =
            (self.resource.clone(), place.to_owned(), self.direction);
        let at = None;
        self.facts.push(Fact { resource, place, at, direction, aspect, ours, theirs, how });
    }

    /// Notes what both say, which is not comparable unless it is the same. Returns whether it is.
    pub(super) fn text(&mut self, place: &str, aspect: Aspect, [ours, theirs]: [&str; 2]) -> bool {
        let how = (ours != theirs).then_some(How::Changed);
        self.fact(place, aspect, [ours.to_owned(), theirs.to_owned()], how);
        how.is_none()
    }

    /// Notes whether something is so.
    pub(super) fn flag(&mut self, place: &str, aspect: Aspect, [ours, theirs]: [bool; 2]) {
        let how = match (ours, theirs) {
            (true, false) => Some(How::On),
            (false, true) => Some(How::Off),
            _ => None,
        };
        self.fact(place, aspect, [word(ours), word(theirs)], how);
    }

    /// Notes whether both have a part.
    pub(super) fn present(&mut self, place: &str, part: Part, [ours, theirs]: [bool; 2]) {
        self.flag(place, Aspect::Present(part), [ours, theirs]);
    }

    /// Notes whether both have a part, which in ours is at this place.
    pub(super) fn present_at(
        &mut self,
        place: &str,
        part: Part,
        (ours, theirs): (Option<&Pointer>, bool),
    ) {
        self.present(place, part, [ours.is_some(), theirs]);
        if let Some(fact) = self.facts.last_mut() {
            fact.at = ours.cloned();
        }
    }

    /// Notes values of which one document may have none.
    pub(super) fn optional<T: ToString>(
        &mut self,
        place: &str,
        aspect: Aspect,
        [ours, theirs]: [Option<T>; 2],
        is_same: impl FnOnce(&T, &T) -> bool,
    ) {
        let how = match (&ours, &theirs) {
            (None, None) => return,
            (Some(_), None) => Some(How::On),
            (None, Some(_)) => Some(How::Off),
            (Some(ours), Some(theirs)) => (!is_same(ours, theirs)).then_some(How::Changed),
        };
        let text = |value: Option<T>| value.map_or_else(|| "none".to_owned(), |it| it.to_string());
        self.fact(place, aspect, [text(ours), text(theirs)], how);
    }
}

/// `yes` or `no`
pub(super) fn word(is: bool) -> String {
    (if is { "yes" } else { "no" }).to_owned()
}
