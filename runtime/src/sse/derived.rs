//! The functions that `#[derive(Event)]` calls.

use std::borrow::Cow;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Decodes the data of a known event.
pub fn read_data<T: DeserializeOwned>(data: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(data)
}

/// Encodes the data of a known event.
pub fn write_data<T: Serialize>(data: &T) -> Result<Cow<'static, str>, serde_json::Error> {
    serde_json::to_string(data).map(Cow::Owned)
}
