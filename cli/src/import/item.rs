//! The types that an import declares.

use super::rust_type::RustType;
use crate::document::Pointer;
use std::collections::BTreeSet;

/// A declared type.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) name: String,
    /// Where the schema is written.
    pub(crate) at: Pointer,
    /// The doc comment, as it is in the document.
    pub(crate) docs: String,
    /// What the type does not say.
    pub(crate) comments: Vec<String>,
    pub(crate) content: Content,
    /// Where it belongs among the others.
    pub(crate) order: (usize, usize),
    /// Functions and traits that it has.
    pub(crate) impls: BTreeSet<Impl>,
}

/// What a type is.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Struct(Struct),
    StringEnum(Vec<StringVariant>),
    Union(Union),
    /// Events that are told apart by their names.
    Events(Vec<Variant>),
    /// Another name for a type that would be hard to read where it is used.
    Alias(RustType),
}

/// A struct.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    pub(crate) kind: StructKind,
    /// Fields with one value, which is written but not stored.
    pub(crate) constants: Vec<(String, String)>,
    pub(crate) fields: Vec<Field>,
    /// Whether it keeps fields that it does not know.
    pub(crate) open: bool,
}

/// Which derive a struct has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StructKind {
    /// An object whose fields are what they are declared to be.
    Exact,
    /// An object that is only received, whose service may leave out what it promises.
    Lenient,
    /// A body of several parts.
    Parts,
}

/// A field.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) wire: String,
    pub(crate) ty: RustType,
    pub(crate) null: Null,
    /// Whether a part is JSON.
    pub(crate) json: bool,
    /// Whether it is set by the client.
    pub(crate) no_setter: bool,
    /// What only documents say of it: the words of its attribute.
    pub(crate) notes: Vec<String>,
    pub(crate) docs: String,
    pub(crate) comments: Vec<String>,
}

/// What `null` means for an `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Null {
    /// Nothing.
    None,
    /// It is written for `None`.
    Written,
    /// It is accepted, and left out for `None`.
    Accepted,
}

/// A variant of an enum of strings.
#[derive(Clone, Debug)]
pub(crate) struct StringVariant {
    pub(crate) name: String,
    pub(crate) wire: String,
    pub(crate) docs: String,
}

/// A union.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    pub(crate) tag: Option<String>,
    pub(crate) variants: Vec<Variant>,
    /// Whether it is also a stream of events.
    pub(crate) events: bool,
}

/// A variant of a union or of events.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    /// The tags or the name of the event; the first is the one that is written.
    pub(crate) wires: Vec<String>,
    /// The word of its attribute: `string`, `key = "file"`.
    pub(crate) word: Option<String>,
    /// What it holds; a literal string holds nothing.
    pub(crate) ty: Option<RustType>,
    pub(crate) docs: String,
}

/// What is implemented for a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Impl {
    /// It is the body of errors: the expressions of its message and its code.
    ApiError { message: Option<String>, code: Option<String> },
    /// It is a page: the type of its items, and the expressions of these and of the cursors.
    Page { item: String, items: String, next: String, previous: Option<String> },
    /// It is a page without a cursor.
    List { item: String, items: String },
    /// It settles: the field, its type, and the states in which something still happens.
    Settles { field: String, optional: bool, ty: String, active: Vec<String> },
}

impl Item {
    /// The fields, if this is a struct.
    pub(crate) fn fields(&self) -> &[Field] {
        match &self.content {
            Content::Struct(it) => &it.fields,
            _ => &[],
        }
    }

    /// The types of everything that it holds.
    pub(crate) fn types_mut(&mut self) -> Box<dyn Iterator<Item = &mut RustType> + '_> {
        match &mut self.content {
            Content::Struct(it) => Box::new(it.fields.iter_mut().map(|field| &mut field.ty)),
            Content::StringEnum(_) => Box::new(std::iter::empty()),
            Content::Alias(ty) => Box::new(std::iter::once(ty)),
            Content::Union(Union { variants, .. }) | Content::Events(variants) => {
                Box::new(variants.iter_mut().filter_map(|variant| variant.ty.as_mut()))
            }
        }
    }

    /// The same, to read.
    pub(crate) fn types(&self) -> Box<dyn Iterator<Item = &RustType> + '_> {
        match &self.content {
            Content::Struct(it) => Box::new(it.fields.iter().map(|field| &field.ty)),
            Content::StringEnum(_) => Box::new(std::iter::empty()),
            Content::Alias(ty) => Box::new(std::iter::once(ty)),
            Content::Union(Union { variants, .. }) | Content::Events(variants) => {
                Box::new(variants.iter().filter_map(|variant| variant.ty.as_ref()))
            }
        }
    }
}
