//! Encodes query strings and form bodies from anything that serde can serialize.
//!
//! A scalar is one pair, `None` and `()` are left out, a field that is cleared has an empty value, and a sequence of
//! scalars repeats the name, which is declared with its brackets where the service wants them (`include[]`). A map or a
//! struct adds its keys in brackets (`filter[key]`), and a sequence of maps, structs or sequences adds its indices
//! (`lines[0][price]`), since a repeated name would not tell what belongs together. A value that cannot be told apart from
//! another on the wire is refused.
//! Everything but RFC 3986's unreserved characters is percent-encoded, a space as `%20`.

mod pairs;
mod serializer;

use crate::error::Mistake;

pub(crate) use self::pairs::{
    append_to, contains, encoded, has, has_secret, push_encoded, push_pair, remove, without,
};
#[cfg(feature = "mock")]
pub(crate) use self::serializer::DEEPEST;
pub(crate) use self::serializer::{JOINED, QueryError, items, push, push_all};

/// Creates the mistake of a query parameter that cannot be encoded.
pub(crate) fn mistake(name: &str, error: QueryError) -> Mistake {
    Mistake::input(format!("the query parameter `{name}` cannot be encoded")).with_source(error)
}
