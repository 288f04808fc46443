//! Writes a value as the pairs of a query, with serde.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde::Serialize;
use serde::ser::{self, Serializer};

use super::pairs::push_pair;
use crate::json_private::{RAW, is_number, number_text, raw_value};
use crate::wire::CLEARED;

/// The largest number of parts of a name: itself, and the keys in brackets.
pub(crate) const DEEPEST: usize = 32;

/// The name of a newtype around text in which commas separate items.
pub(crate) const JOINED: &str = "$schematic_api::Joined";

/// Appends the pairs of one parameter.
pub(crate) fn push<T: Serialize + ?Sized>(
    query: &mut String,
    name: &str,
    value: &T,
) -> Result<(), QueryError> {
    value.serialize(Parameter::new(query, name)).map(drop)
}

/// Appends the pairs of a map or a struct. Each of its keys is a parameter.
pub(crate) fn push_all<T: Serialize + ?Sized>(
    query: &mut String,
    value: &T,
) -> Result<(), QueryError> {
    value.serialize(Parameter::new(query, "")).map(drop)
}

/// Returns the items of a list as they are written in a query.
pub(crate) fn items<T: Serialize + ?Sized>(list: &T) -> Result<Vec<String>, QueryError> {
    const ITEM: &str = "item";
    let mut pairs = String::new();
    push(&mut pairs, ITEM, list)?;
    let pairs = url::form_urlencoded::parse(pairs.as_bytes());
    let items = pairs.map(|(name, item)| match &*name {
        ITEM => Ok(item.into_owned()),
        _ => Err(QueryError::unfit("an item that is an object or a list")),
    });
    items.collect()
}

/// Why a value cannot be encoded.
#[derive(Debug)]
pub(crate) struct QueryError(String);

impl QueryError {
    fn unfit(what: &str) -> Self {
        Self(format!("{what} cannot be sent in a query or a form"))
    }
}

impl Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for QueryError {}

impl ser::Error for QueryError {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes a value under a name. With an empty name it is the top level, where only maps and structs are allowed.
struct Parameter<'a> {
    query: &'a mut String,
    name: &'a str,
    /// The position in a sequence. Only a value with parts of its own writes it.
    index: Option<usize>,
}

impl<'a> Parameter<'a> {
    fn new(query: &'a mut String, name: &'a str) -> Self {
        Self { query, name, index: None }
    }

    fn reborrow(&mut self) -> Parameter<'_> {
        Parameter { query: self.query, name: self.name, index: self.index }
    }

    fn text(self, value: &str) -> Result<Written, QueryError> {
        if self.name.is_empty() {
            return Err(QueryError::unfit("a value without a name"));
        }
        push_pair(self.query, self.name, value);
        Ok(Written::Scalar)
    }

    fn display(self, value: impl Display) -> Result<Written, QueryError> {
        self.text(&value.to_string())
    }

    fn float(self, value: f64) -> Result<Written, QueryError> {
        if value.is_finite() {
            self.display(value)
        } else {
            Err(QueryError::unfit("an infinite number or NaN"))
        }
    }

    /// Returns the name under which the parts of a value go: that of the sequence with the index, if it is in one.
    fn into_parent(self) -> Result<Parent<'a>, QueryError> {
        let name = match self.index {
            None => Cow::Borrowed(self.name),
            Some(_) if self.name.is_empty() => {
                return Err(QueryError::unfit("a list without a name"));
            }
            Some(index) => {
                let list = self.name.strip_suffix("[]").unwrap_or(self.name);
                nested(list, &index.to_string())?.into()
            }
        };
        Ok(Parent { query: self.query, name, written: Written::Empty })
    }
}

/// A map, a struct or a sequence: what its parts are written to, and under which name.
struct Parent<'a> {
    query: &'a mut String,
    name: Cow<'a, str>,
    /// What the parts so far are.
    written: Written,
}

/// What a value has become.
#[derive(Clone, Copy, PartialEq)]
enum Written {
    /// It is left out.
    Nothing,
    /// One pair.
    Scalar,
    /// A map, a struct or a sequence without anything in it.
    Empty,
    /// A map, a struct or a sequence.
    Nested,
}

impl Parent<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), QueryError> {
        let name = nested(&self.name, key)?;
        let part = value.serialize(Parameter::new(self.query, &name))?;
        if !matches!(part, Written::Nothing | Written::Empty) {
            self.written = Written::Nested;
        }
        Ok(())
    }

    fn written(&self) -> Written {
        if self.written == Written::Empty { Written::Empty } else { Written::Nested }
    }
}

/// Returns the name of a key within another: `name[key]`.
fn nested(name: &str, key: &str) -> Result<String, QueryError> {
    let (bare, list) = key.strip_suffix("[]").map_or((key, ""), |bare| (bare, "[]"));
    if bare.is_empty() {
        // It would be written like a list, or like its own parts.
        return Err(QueryError::unfit("an empty key"));
    }
    if name.is_empty() {
        return Ok(key.to_owned());
    }
    if name.matches('[').count() + 1 >= DEEPEST {
        return Err(QueryError::unfit("a value that is nested so deeply"));
    }
    if bare.contains(['[', ']']) {
        return Err(QueryError::unfit("a key with brackets inside of another"));
    }
    Ok(format!("{name}[{bare}]{list}"))
}

/// Writes numbers as they are displayed.
macro_rules! displayed {
    ($($method:ident $number:ty),*) => {$(
        fn $method(self, v: $number) -> Result<Written, QueryError> {
            self.display(v)
        }
    )*};
}

impl<'a> Serializer for Parameter<'a> {
    type Ok = Written;
    type Error = QueryError;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Elements<'a>;
    type SerializeTupleVariant = ser::Impossible<Written, QueryError>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = ser::Impossible<Written, QueryError>;

    fn serialize_bool(self, v: bool) -> Result<Written, QueryError> {
        self.text(if v { "true" } else { "false" })
    }

    displayed! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128
    }

    fn serialize_f32(self, v: f32) -> Result<Written, QueryError> {
        if v.is_finite() { self.display(v) } else { self.float(v.into()) }
    }

    fn serialize_f64(self, v: f64) -> Result<Written, QueryError> {
        self.float(v)
    }

    fn serialize_char(self, v: char) -> Result<Written, QueryError> {
        self.text(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Result<Written, QueryError> {
        self.text(v)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Written, QueryError> {
        Err(QueryError::unfit("a byte string"))
    }

    fn serialize_none(self) -> Result<Written, QueryError> {
        Ok(Written::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Written, QueryError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Written, QueryError> {
        Ok(Written::Nothing)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<Written, QueryError> {
        if name == CLEARED { self.text("") } else { Ok(Written::Nothing) }
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Written, QueryError> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        value: &T,
    ) -> Result<Written, QueryError> {
        let start = self.query.len();
        let written = value.serialize(self.reborrow())?;
        if name == JOINED {
            // Some services look for the commas before they decode the value.
            let pair = self.query.split_off(start).replace("%2C", ",");
            self.query.push_str(&pair);
        }
        Ok(written)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Written, QueryError> {
        let mut parent = self.into_parent()?;
        parent.push(variant, value)?;
        Ok(parent.written())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Elements<'a>, QueryError> {
        Elements::of(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Elements<'a>, QueryError> {
        Elements::of(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Elements<'a>, QueryError> {
        Elements::of(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, QueryError> {
        Err(QueryError::unfit("a tuple variant"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'a>, QueryError> {
        Ok(Entries { parent: self.into_parent()?, key: String::new() })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'a>, QueryError> {
        Ok(match name {
            RAW => Fields::Raw(self, Written::Nothing),
            name if is_number(name) => Fields::Number(self, Written::Nothing),
            _ => Fields::Of(self.into_parent()?),
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, QueryError> {
        Err(QueryError::unfit("a struct variant"))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Written, QueryError> {
        self.display(value)
    }
}

/// The elements of a sequence: scalars under its name, other values with their index.
struct Elements<'a> {
    parent: Parent<'a>,
    index: usize,
}

impl<'a> Elements<'a> {
    fn of(parameter: Parameter<'a>) -> Result<Self, QueryError> {
        Ok(Self { parent: parameter.into_parent()?, index: 0 })
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        let Parent { query, name, written } = &mut self.parent;
        let element = value.serialize(Parameter { query, name, index: Some(self.index) })?;
        match (*written, element) {
            (_, Written::Nothing) => return Ok(()),
            (_, Written::Empty) => {
                return Err(QueryError::unfit("an empty object or list inside of a list"));
            }
            (Written::Scalar, Written::Nested) | (Written::Nested, Written::Scalar) => {
                return Err(QueryError::unfit("a list of both plain values and objects or lists"));
            }
            _ => *written = element,
        }
        self.index += 1;
        Ok(())
    }
}

/// Implements the traits of sequences, which differ only in the name of one method.
macro_rules! sequences {
    ($($Trait:ident $method:ident),*) => {$(
        impl ser::$Trait for Elements<'_> {
            type Ok = Written;
            type Error = QueryError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
                self.push(value)
            }

            fn end(self) -> Result<Written, QueryError> {
                Ok(self.parent.written())
            }
        }
    )*};
}

sequences!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field);

/// The entries of a map or a struct, each under the name with its key in brackets.
struct Entries<'a> {
    parent: Parent<'a>,
    key: String,
}

impl ser::SerializeMap for Entries<'_> {
    type Ok = Written;
    type Error = QueryError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), QueryError> {
        self.key = match serde_json::to_value(key) {
            Ok(serde_json::Value::String(text)) => text,
            Ok(value @ (serde_json::Value::Number(_) | serde_json::Value::Bool(_))) => {
                value.to_string()
            }
            _ => return Err(QueryError::unfit("a map whose keys are not text, numbers or `bool`")),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), QueryError> {
        let key = std::mem::take(&mut self.key);
        self.parent.push(&key, value)
    }

    fn end(self) -> Result<Written, QueryError> {
        Ok(self.parent.written())
    }
}

/// The fields of a struct. In some programs, serde_json writes numbers and JSON texts as structs.
enum Fields<'a> {
    Of(Parent<'a>),
    /// The one field is the text of the number.
    Number(Parameter<'a>, Written),
    /// The one field is a JSON text.
    Raw(Parameter<'a>, Written),
}

impl ser::SerializeStruct for Fields<'_> {
    type Ok = Written;
    type Error = QueryError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), QueryError> {
        match self {
            Self::Of(parent) => parent.push(key, value)?,
            Self::Number(number, written) => {
                let text = number_text(value).map_err(ser::Error::custom)?;
                *written = number.reborrow().text(&text)?;
            }
            Self::Raw(raw, written) => {
                let value = raw_value(value).map_err(ser::Error::custom)?;
                *written = value.serialize(raw.reborrow())?;
            }
        }
        Ok(())
    }

    fn end(self) -> Result<Written, QueryError> {
        Ok(match self {
            Self::Of(parent) => parent.written(),
            Self::Number(_, written) | Self::Raw(_, written) => written,
        })
    }
}
