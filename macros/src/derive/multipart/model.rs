//! A body of several parts, as expansion sees it.

use crate::derive::object::model::{Field, Object};

pub(super) struct Form<'a> {
    /// The fields as those of an object, which has the same constructor and setters.
    pub(super) object: Object<'a>,
    /// What each of the object's fields is sent as.
    pub(super) contents: Vec<Content>,
}

/// What a field is sent as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    Json,
    File(Number),
    /// It has a mistake, and is not sent.
    Broken,
}

/// How many files a field has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    One,
    /// `Option<FilePart>`.
    Optional,
    /// `Vec<FilePart>`.
    Several,
}

impl<'a> Form<'a> {
    pub(super) fn parts(&self) -> impl Iterator<Item = (&Field<'a>, Content)> {
        self.object.fields.iter().zip(self.contents.iter().copied())
    }
}
