//! Decoding and encoding in a line, for all tests of this folder.

use std::fmt::{Debug, Display};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) fn decode<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

pub(crate) fn error<T: DeserializeOwned + Debug>(text: &str) -> String {
    serde_json::from_str::<T>(text).expect_err("an error").to_string()
}

pub(crate) fn encode<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("it has a JSON form")
}

/// Decodes JSON from text, from bytes, from a reader and from a tree, and encodes it to the same value each time.
pub(crate) fn round_trip<T: Serialize + DeserializeOwned>(json: impl Display) -> T {
    let text = json.to_string();
    let value: Value = decode(&text);
    let from_value: T = serde_json::from_value(value.clone()).expect("a tree");
    let from_slice: T = serde_json::from_slice(text.as_bytes()).expect("bytes");
    let from_reader: T = serde_json::from_reader(text.as_bytes()).expect("a reader");
    let from_str: T = decode(&text);
    for decoded in [&from_value, &from_slice, &from_reader, &from_str] {
        assert_eq!(encode(decoded), value);
    }
    from_str
}
