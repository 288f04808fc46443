//! How much memory JSON takes once it is decoded: a list of one number becomes fifty times as large, an object of one a hundred times.

use memchr::memchr2;

use crate::error::{Error, ErrorKind};
use crate::response::Head;

/// What a value takes in a list that has grown to twice its length.
const MEMBER: usize = 64;

/// What an object takes in addition: a node of a map, which has room for eleven entries.
const OBJECT: usize = 640;

/// What an entry of an object takes in addition, in nodes that are half full.
const ENTRY: usize = 48;

/// What a list takes in addition: room for four values, and a place in the record of what comes before a tag.
const LIST: usize = 176;

/// What a string takes in addition to its bytes.
const STRING: usize = 32;

/// More than a byte weighs in any JSON: `{},` again and again.
const HEAVIEST: usize = 256;

/// Whether JSON takes more memory than this when all of it is kept as [`serde_json::Value`]s, by an estimate that errs on
/// the high side.
pub(crate) fn is_above(limit: usize, json: &[u8]) -> bool {
    // Nearly all replies end here.
    json.len().saturating_mul(HEAVIEST) > limit && weight(json, limit) > limit
}

/// The error for JSON that is [above](is_above) its limit.
pub(crate) fn too_large(head: &Head) -> Error {
    let limit = head.max_decoded;
    let message =
        format!("the JSON becomes larger than the limit of {limit} bytes (`Limits::max_decoded`)");
    Error::new(ErrorKind::Limit, message).with_head(head.clone())
}

/// Returns the weight, or some number above the limit. What is not JSON has a weight, too.
fn weight(json: &[u8], limit: usize) -> usize {
    let (mut weight, mut rest) = (json.len(), json);
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        weight = weight.saturating_add(match byte {
            b',' => MEMBER,
            b':' => ENTRY,
            b'[' => LIST,
            b'{' => OBJECT,
            b'"' => {
                rest = after_string(after);
                STRING
            }
            _ => continue,
        });
        if weight > limit {
            break;
        }
    }
    weight
}

/// Returns what follows a string, given what follows its first quote.
fn after_string(mut rest: &[u8]) -> &[u8] {
    while let Some(at) = memchr2(b'"', b'\\', rest) {
        let escaped = rest.get(at) == Some(&b'\\');
        rest = rest.get(at + 1 + usize::from(escaped)..).unwrap_or_default();
        if !escaped {
            return rest;
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> usize {
        weight(json.as_bytes(), usize::MAX) - json.len()
    }

    #[test]
    fn what_is_in_strings_is_text() {
        assert_eq!(of(r#""[[[{{{,,,:::""#), STRING);
        assert_eq!(of(r#""a\"[\\""#), STRING);
        assert_eq!(of(r#"["\\",{"a":"\"["}]"#), LIST + MEMBER + OBJECT + ENTRY + 3 * STRING);
        assert_eq!(of(r#""a\"#), STRING);
        assert_eq!(of("12.5"), 0);
    }

    #[test]
    fn no_json_is_heavier_for_its_length_than_the_heaviest() {
        for unit in ["{},", r#"{"":0},"#, "[],", "[0],", "0,", r#""","#] {
            let json = format!("[{}0]", unit.repeat(1000));
            assert!(weight(json.as_bytes(), usize::MAX) < json.len() * HEAVIEST, "{unit}");
            assert!(is_above(json.len() * 16, json.as_bytes()), "{unit}");
            assert!(!is_above(json.len() * HEAVIEST, json.as_bytes()), "{unit}");
        }
        let prose = format!(r#"["{}"]"#, "It rains, it pours. [1]".repeat(1000));
        assert!(!is_above(prose.len() * 2, prose.as_bytes()));
    }
}
