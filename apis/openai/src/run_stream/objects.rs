//! Messages or steps in the order of their creation, found by their ids.

use std::collections::BTreeMap;

use super::indices::Indices;
use super::{message, step};
use crate::{Message, MessageId, RunStep, StepId};

/// An object that is assembled from events.
pub(super) trait Object: Clone {
    type Id: Clone + Ord;
    fn id(&self) -> &Self::Id;
    fn indices(&self) -> Indices;
}

impl Object for Message {
    type Id = MessageId;

    fn id(&self) -> &MessageId {
        &self.id
    }

    fn indices(&self) -> Indices {
        message::indices(self)
    }
}

impl Object for RunStep {
    type Id = StepId;

    fn id(&self) -> &StepId {
        &self.id
    }

    fn indices(&self) -> Indices {
        step::indices(self)
    }
}

/// An object that deltas are added to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Growing<T> {
    pub(super) value: T,
    pub(super) indices: Indices,
    pub(super) phase: Phase,
}

/// Whether the object accepts more deltas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Phase {
    Open,
    Finished,
}

/// Each object once. The service decides how many there are, so finding one must not take longer with each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Objects<T: Object> {
    list: Vec<Growing<T>>,
    places: BTreeMap<T::Id, usize>,
}

impl<T: Object> Default for Objects<T> {
    fn default() -> Self {
        Self { list: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T: Object> Objects<T> {
    /// Adds an object, or replaces what was known of it.
    pub(super) fn put(&mut self, value: &T, phase: Phase) {
        let new = Growing { value: value.clone(), indices: value.indices(), phase };
        let place = *self.places.entry(value.id().clone()).or_insert(self.list.len());
        match self.list.get_mut(place) {
            Some(growing) => *growing = new,
            None => self.list.push(new),
        }
    }

    pub(super) fn find_mut(&mut self, id: &T::Id) -> Option<&mut Growing<T>> {
        self.list.get_mut(*self.places.get(id)?)
    }

    pub(super) fn find(&self, id: &T::Id) -> Option<&T> {
        self.list.get(*self.places.get(id)?).map(|growing| &growing.value)
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.list.iter().map(|growing| &growing.value)
    }
}
