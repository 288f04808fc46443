//! The items that the expansions of the derives refer to, as part of the crate's `__private`.

pub use std::clone::Clone;
pub use std::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
pub use std::convert::{AsRef, From, Infallible, Into};
pub use std::default::Default;
pub use std::fmt::{self, Debug, Display, Formatter};
pub use std::hash::{Hash, Hasher};
pub use std::iter::{IntoIterator, Iterator};
pub use std::marker::Copy;
pub use std::option::Option::{self, None, Some};
pub use std::primitive::{bool, str, u64, usize};
pub use std::result::Result::{self, Err, Ok};
pub use std::str::FromStr;
pub use std::string::{String, ToString};
pub use std::vec::Vec;
pub use std::{format_args, stringify};

pub use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
pub use serde::de::{DeserializeOwned, Error as DecodeError, MapAccess, SeqAccess};
pub use serde::ser::SerializeMap;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::{Error as JsonError, Value};

pub use super::fields::Fields;
pub use super::list::collect;
pub use super::object::{Object, deserialize_object, erroneous, serialize_object};
pub use super::read_as::{AsIs, FieldWith, How, Loosely, ReadAsIs, With};
pub use super::reader::Reader;
pub use super::string_enum::deserialize_string;
pub use super::told::ToldBy;
pub use super::union::{
    ABSENT, Union, deserialize_union, scalar, serialize_tagged, skipped, unknown_tag,
};
pub use super::writer::Writer;
pub use super::{Extra, IntoList, Patch};
#[cfg(feature = "openapi")]
pub use crate::__doc_line as doc_line;
pub use crate::__id_schema as id_schema;
pub use crate::__string_enum as string_enum;
pub use crate::id;
