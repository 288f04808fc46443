//! The limits of the service on the values in a request.

use schematic_api::mock::ErrorReply;
use serde_json::Value;

use super::failures::invalid_value;
use crate::{Metadata, Tool};

const MAX_NOTES: usize = 16;

pub(super) fn length(parameter: &str, text: Option<&str>, max: usize) -> Result<(), ErrorReply> {
    let length = text.unwrap_or_default().chars().count();
    if length <= max {
        return Ok(());
    }
    let message = format!(
        "Invalid '{parameter}': string too long. Expected a string with maximum length {max}, but got a string with \
        length {length} instead."
    );
    Err(invalid_value(parameter, "string_above_max_length", message))
}

pub(super) fn range(parameter: &str, value: Option<f64>, max: f64) -> Result<(), ErrorReply> {
    let (code, side, bound) = match value {
        Some(value) if value < 0.0 => {
            ("decimal_below_min_value", "below minimum value. Expected a value >=", 0.0)
        }
        Some(value) if value > max => {
            ("decimal_above_max_value", "above maximum value. Expected a value <=", max)
        }
        _ => return Ok(()),
    };
    let value = value.unwrap_or_default();
    let message =
        format!("Invalid '{parameter}': decimal {side} {bound}, but got {value} instead.");
    Err(invalid_value(parameter, code, message))
}

pub(super) fn at_least(parameter: &str, value: Option<u64>, min: u64) -> Result<(), ErrorReply> {
    match value {
        Some(value) if value < min => {
            let message = format!(
                "Invalid '{parameter}': integer below minimum value. Expected a value >= {min}, but got {value} instead."
            );
            Err(invalid_value(parameter, "integer_below_min_value", message))
        }
        _ => Ok(()),
    }
}

pub(super) fn metadata(metadata: Option<&Metadata>) -> Result<(), ErrorReply> {
    let Some(metadata) = metadata else { return Ok(()) };
    if metadata.len() > MAX_NOTES {
        let message = format!(
            "Invalid 'metadata': too many properties. Expected an object with at most {MAX_NOTES} properties, but got an \
            object with {} properties instead.",
            metadata.len()
        );
        return Err(invalid_value("metadata", "object_above_max_properties", message));
    }
    metadata.iter().try_for_each(|(name, value)| {
        length("metadata", Some(name), 64)?;
        length(&format!("metadata.{name}"), Some(value), 512)
    })
}

pub(super) fn tools(tools: &[Tool], max: usize) -> Result<(), ErrorReply> {
    if tools.len() > max {
        let message = format!(
            "Invalid 'tools': array too long. Expected an array with maximum length {max}, but got an array with length {} \
            instead.",
            tools.len()
        );
        return Err(invalid_value("tools", "array_above_max_length", message));
    }
    let unknown = tools.iter().enumerate().find_map(|(index, tool)| match tool {
        Tool::Unknown(value) => Some((index, tag(value))),
        _ => None,
    });
    let Some((index, kind)) = unknown else { return Ok(()) };
    let kinds = "'code_interpreter', 'function', and 'file_search'";
    let message = format!("Invalid value: '{kind}'. Supported values are: {kinds}.");
    Err(invalid_value(&format!("tools[{index}].type"), "invalid_value", message))
}

/// Returns the type of a union member, as written in the request.
pub(super) fn tag(value: &Value) -> &str {
    value.get("type").and_then(Value::as_str).unwrap_or_default()
}
