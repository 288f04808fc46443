//! Schemas, brought to one form: every spelling of null is one flag, `allOf` is merged, and each schema is of one kind.

mod about;
mod all_of;
mod any_of;
mod classify;
mod inheritance;
mod kind;
mod merge;
mod normalise;
mod null;
mod object;
mod read;
mod scalar;

pub use about::{About, OneWay};
pub use classify::{Class, How, Told, Variant, classify};
pub use kind::{
    Discriminator, EnumSchema, EnumValue, Field, IntegerFormat, Kind, ObjectSchema, Others, Schema,
    UnionSchema,
};

use crate::document::{Document, Node, Pointer};
use inheritance::Inheritance;
use read::Read as _;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How many references may lead from one to the next. More than that is a circle.
const LONGEST_CHAIN: usize = 64;

/// The schemas of a document. Those that references lead to are brought to their form once.
#[derive(Debug)]
pub struct Schemas<'a> {
    document: &'a Document,
    inheritance: Inheritance,
    known: RefCell<BTreeMap<Pointer, Rc<Schema>>>,
    /// The forms that are merged into others, unless they depend on what these are.
    merged: RefCell<BTreeMap<Pointer, Schema>>,
    /// How many forms were merged that do.
    circular: Cell<usize>,
}

impl<'a> Schemas<'a> {
    /// The schemas of a document.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        let inheritance = Inheritance::of(document);
        let (known, merged) = (RefCell::default(), RefCell::default());
        Self { document, inheritance, known, merged, circular: Cell::new(0) }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The schema at a place to which a [`Kind::Ref`] leads.
    #[must_use]
    pub fn get(&self, at: &Pointer) -> Rc<Schema> {
        if let Some(known) = self.known.borrow().get(at) {
            return Rc::clone(known);
        }
        let schema = match self.document.get(at) {
            Some(node) => self.read(node, at),
            None => Schema::any(at).note("there is nothing at this place"),
        };
        let schema = Rc::new(schema);
        self.known.borrow_mut().insert(at.clone(), Rc::clone(&schema));
        schema
    }

    /// The form of a schema that is written at a place. A reference stays one, of the kind [`Kind::Ref`].
    #[must_use]
    pub fn read(&self, node: &Node, at: &Pointer) -> Schema {
        normalise::Reader::new(self).schema(node, at)
    }

    /// The schema itself, or what its reference leads to.
    #[must_use]
    pub fn resolve(&self, schema: &Schema) -> Rc<Schema> {
        let mut found = Rc::new(schema.clone());
        // A union of one reference is a reference itself.
        for _ in 0..LONGEST_CHAIN {
            match &found.kind {
                Kind::Ref(target) => found = self.get(target),
                _ => break,
            }
        }
        found
    }
}
