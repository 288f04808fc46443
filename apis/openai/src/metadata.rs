//! The metadata of an object.

use std::collections::BTreeMap;

use crate::pairs::pairs;

/// Up to 16 key-value pairs of strings that a caller attaches to an object. The service stores and
/// returns them.
///
/// A key has at most 64 characters, a value at most 512. The client does not check these limits;
/// the service rejects metadata that exceeds them.
///
/// ```
/// use schematic_openai::Metadata;
///
/// let mut metadata = Metadata::from([("customer", "42")]);
/// metadata.insert("tier", "gold");
/// assert_eq!(metadata.get("customer"), Some("42"));
/// assert_eq!(metadata.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata(BTreeMap<String, String>);

pairs!(Metadata of String as str);
