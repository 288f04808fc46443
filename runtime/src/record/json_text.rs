//! JSON texts, whose white space is changed and whose fields are replaced, while numbers and the order of keys stay as they
//! were written.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// How deep values may lie in one another: as serde_json has it.
const DEEPEST: usize = 128;

/// Whether a text is JSON.
pub(super) fn is_valid(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// Returns a text in several lines, indented.
pub(super) fn pretty(text: &str) -> Option<String> {
    laid_out(text, Space::Lines, &|_| None)
}

/// Returns a text without white space, in which `replace` gives the text in place of the values of a field.
pub(super) fn compact<'a>(text: &str, replace: &dyn Fn(&str) -> Option<&'a str>) -> Option<String> {
    laid_out(text, Space::None, replace)
}

/// Returns a string as JSON has it.
pub(super) fn string(text: &str) -> String {
    Value::from(text).to_string()
}

#[derive(Clone, Copy, PartialEq)]
enum Space {
    None,
    Lines,
}

struct Layout<'r, 'a> {
    out: String,
    space: Space,
    replace: &'r dyn Fn(&str) -> Option<&'a str>,
}

fn laid_out<'a>(
    text: &str,
    space: Space,
    replace: &dyn Fn(&str) -> Option<&'a str>,
) -> Option<String> {
    let mut layout = Layout { out: String::with_capacity(text.len()), space, replace };
    layout.value(serde_json::from_str(text).ok()?, 0)?;
    Some(layout.out)
}

impl Layout<'_, '_> {
    fn value(&mut self, value: &RawValue, depth: usize) -> Option<()> {
        let text = value.get();
        if depth >= DEEPEST {
            return None;
        }
        match text.as_bytes().first()? {
            b'{' => self.object(text, depth),
            b'[' => self.array(text, depth),
            _ => {
                self.out.push_str(text);
                Some(())
            }
        }
    }

    fn object(&mut self, text: &str, depth: usize) -> Option<()> {
        let Members(members) = serde_json::from_str(text).ok()?;
        self.out.push('{');
        for (at, (key, value)) in members.iter().enumerate() {
            self.item(at, depth + 1);
            self.out.push_str(&string(key));
            self.out.push_str(if self.space == Space::Lines { ": " } else { ":" });
            match (self.replace)(key) {
                Some(other) => self.out.push_str(&string(other)),
                None => self.value(value, depth + 1)?,
            }
        }
        self.end('}', members.is_empty(), depth);
        Some(())
    }

    fn array(&mut self, text: &str, depth: usize) -> Option<()> {
        let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
        self.out.push('[');
        for (at, item) in items.iter().enumerate() {
            self.item(at, depth + 1);
            self.value(item, depth + 1)?;
        }
        self.end(']', items.is_empty(), depth);
        Some(())
    }

    fn item(&mut self, at: usize, depth: usize) {
        if at > 0 {
            self.out.push(',');
        }
        self.line(depth);
    }

    fn end(&mut self, bracket: char, is_empty: bool, depth: usize) {
        if !is_empty {
            self.line(depth);
        }
        self.out.push(bracket);
    }

    fn line(&mut self, depth: usize) {
        if self.space == Space::Lines {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", depth));
        }
    }
}

/// The members of an object in their order, of which a name may come several times.
struct Members<'de>(Vec<(String, &'de RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{ "z":[1.50 ,1e3, {}, []],"a" : {"k\u0065y":"A [ {\"", "key": [1]}, "a": 123456789012345678901234567890 }"#;

    #[test]
    fn only_white_space_changes() {
        let compacted = compact(TEXT, &|_| None).unwrap();
        let expected = r#"{"z":[1.50,1e3,{},[]],"a":{"key":"A [ {\"","key":[1]},"a":123456789012345678901234567890}"#;
        assert_eq!(compacted, expected);
        let lines = pretty(TEXT).unwrap();
        assert_eq!(compact(&lines, &|_| None).unwrap(), expected);
        assert!(lines.starts_with("{\n  \"z\": [\n    1.50,\n    1e3,\n    {},\n    []\n  ],\n"));
    }

    #[test]
    fn fields_are_replaced_at_any_depth() {
        let replaced = compact(TEXT, &|key| (key == "key").then_some("\"")).unwrap();
        assert_eq!(
            replaced,
            r#"{"z":[1.50,1e3,{},[]],"a":{"key":"\"","key":"\""},"a":123456789012345678901234567890}"#
        );
    }

    #[test]
    fn what_is_no_json_or_too_deep_is_refused() {
        for text in ["", "{", "[1,]", "nope", "{} {}"] {
            assert_eq!(pretty(text), None, "{text}");
        }
        let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(pretty(&deep(127)).is_some());
        assert_eq!(pretty(&deep(100_000)), None);
        assert!(!is_valid(&deep(100_000)));
    }
}
