//! The form to which schemas are brought.

use super::About;
use crate::document::{Node, Pointer};

/// A schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it is written.
    pub at: Pointer,
    /// What values it has, apart from `null`.
    pub kind: Kind,
    /// Whether `null` is one of its values.
    pub nullable: bool,
    /// What it says for people.
    pub about: About,
}

/// What values a schema has.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Any value.
    Any,
    /// `true` and `false`
    Bool,
    /// Numbers without a fraction.
    Integer(IntegerFormat),
    /// Numbers.
    Number,
    /// Strings, with their `format`.
    String(Option<String>),
    /// Some strings.
    Enum(EnumSchema),
    /// Lists.
    Array(Box<Schema>),
    /// Objects whose keys are not known.
    Map(Box<Schema>),
    /// Objects with known keys.
    Object(ObjectSchema),
    /// One of several, none of which is `null`; at least two.
    Union(UnionSchema),
    /// The schema at another place, which is no reference itself.
    Ref(Pointer),
}

/// The range of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerFormat {
    /// 32 bits with a sign.
    I32,
    /// 64 bits with a sign; also where nothing is said.
    I64,
    /// 32 bits.
    U32,
    /// 64 bits.
    U64,
}

/// Strings from a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumSchema {
    /// Those that are listed.
    pub values: Vec<EnumValue>,
    /// Whether any other string is a value, too.
    pub open: bool,
}

/// A string of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The string.
    pub text: String,
    /// What the document says about it.
    pub description: Option<String>,
}

/// An object with known keys.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectSchema {
    /// The keys, in the order of the document.
    pub fields: Vec<Field>,
    /// What else there may be.
    pub others: Others,
    /// Keys that have to be there, of which nothing else is said.
    pub undeclared: Vec<String>,
}

/// A key of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key.
    pub name: String,
    /// Its value.
    pub schema: Schema,
    /// Whether it has to be there.
    pub required: bool,
}

/// What an object may have besides its known keys.
#[derive(Clone, Debug, PartialEq)]
pub enum Others {
    /// Anything; also where nothing is said.
    Open,
    /// Nothing.
    Closed,
    /// Values of one schema.
    Typed(Box<Schema>),
}

/// One of several schemas.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionSchema {
    /// The schemas.
    pub members: Vec<Schema>,
    /// The key that tells them apart, if the document names it.
    pub discriminator: Option<Discriminator>,
}

/// The key that tells the members of a union apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// The key.
    pub property: String,
    /// Its values, and the schema that each stands for.
    pub mapping: Vec<(String, Pointer)>,
}

impl Schema {
    /// A schema of a kind, without anything for people.
    #[must_use]
    pub fn new(kind: Kind, at: &Pointer) -> Self {
        Self { at: at.clone(), kind, nullable: false, about: About::default() }
    }

    /// A schema for any value.
    #[must_use]
    pub fn any(at: &Pointer) -> Self {
        Self::new(Kind::Any, at)
    }

    /// The same, with a remark about what of the document it does not say.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.about.notes.push(note.into());
        self
    }

    /// The fields, if this is an object.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            Kind::Object(object) => &object.fields,
            _ => &[],
        }
    }

    /// The only string that is a value, if there is just one.
    #[must_use]
    pub fn constant(&self) -> Option<&str> {
        match &self.kind {
            Kind::Enum(EnumSchema { values, open: false }) => match values.as_slice() {
                [value] => Some(&value.text),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Discriminator {
    /// Reads a `discriminator`, which is a text in documents that were Swagger once.
    pub(super) fn of(node: &Node, target: impl Fn(&str) -> Option<Pointer>) -> Option<Self> {
        let node = node.get("discriminator")?;
        if let Some(property) = node.as_str() {
            return Some(Self { property: property.to_owned(), mapping: Vec::new() });
        }
        let property = node.text("propertyName")?.to_owned();
        let mapping = node.members("mapping").filter_map(|(value, schema)| {
            let schema = schema.as_str()?;
            Some((value.to_owned(), target(schema)?))
        });
        Some(Self { property, mapping: mapping.collect() })
    }
}
