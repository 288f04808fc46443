//! Finds out whether a reply with a status of success says in its body that it is an error.

use std::fmt;

use memchr::memmem;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::weight;
use crate::declaration::{AnyApiError, ErrorCondition, ErrorConditions, Scalar};
use crate::error::Escaped;
use crate::json_private::{is_number, visit_number};
use crate::response::Head;

/// Returns the first of the conditions that a body meets. What is not a JSON object meets none.
///
/// The body is read once, and nothing of it is kept. A body that breaks off is read as far as it goes.
pub(crate) fn reported(
    conditions: ErrorConditions,
    body: &[u8],
) -> Option<&'static ErrorCondition> {
    if conditions.is_empty() || !body.trim_ascii_start().starts_with(b"{") {
        return None;
    }
    // Nearly every reply is no error, and most of those do not name the field. To look for its text costs a fraction of reading
    // the body a second time.
    if !conditions.iter().any(|condition| may_name(condition.field(), body)) {
        return None;
    }
    let mut search = Search { conditions, found: None };
    // An error that comes after what was found does not take it back, and one that comes before is for whoever decodes
    // the body.
    let _ = serde_json::Deserializer::from_slice(body).deserialize_map(&mut search);
    search.found.map(|(_, condition)| condition)
}

/// Whether a body may have this key: its text is there between quotes, or some of its characters may be escaped.
fn may_name(field: &str, body: &[u8]) -> bool {
    let is_quote = |at: Option<usize>| at.and_then(|at| body.get(at)) == Some(&b'"');
    let is_plain = field.bytes().all(|byte| !matches!(byte, b'"' | b'\\' | b'/' | ..=0x1f));
    let is_key = |at: usize| is_quote(at.checked_sub(1)) && is_quote(at.checked_add(field.len()));
    !is_plain || memmem::find_iter(body, field).any(is_key) || memmem::find(body, b"\\u").is_some()
}

/// What a body says that is an error.
pub(crate) struct Reported {
    pub(crate) api: Option<Box<dyn AnyApiError>>,
    /// "200 OK with `ok = false`: no_such_channel"
    pub(crate) message: String,
}

impl Reported {
    /// Reads the error from a body that meets `condition`.
    pub(crate) fn of(head: &Head, condition: &ErrorCondition, body: &[u8]) -> Self {
        let is_light = !weight::is_above(head.max_decoded, body);
        let api = is_light.then(|| condition.decoder().decode(body).ok()).flatten();
        let message = format!("{} with `{condition}`", head.status);
        let message = match api.as_ref().and_then(|error| error.said()) {
            None => message,
            Some(said) => format!("{message}: {}", Escaped(&head.redactor.redact(said))),
        };
        Self { api, message }
    }
}

/// Reads an object, and looks at the fields that conditions name.
struct Search {
    conditions: ErrorConditions,
    /// The first condition that was met, with its position.
    found: Option<(usize, &'static ErrorCondition)>,
}

impl Search {
    /// Notes a field: `says` is whether its value says something.
    fn note(&mut self, field: &str, says: bool, has_value: impl Fn(Scalar) -> bool) {
        let meets = |condition: &ErrorCondition| condition.value().map_or(says, &has_value);
        let met = self
            .conditions
            .iter()
            .enumerate()
            .find(|(_, condition)| condition.field() == field && meets(condition));
        if let Some(met) = met.filter(|met| self.found.is_none_or(|found| met.0 < found.0)) {
            self.found = Some(met);
        }
    }
}

impl<'de> Visitor<'de> for &mut Search {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(field) = map.next_key_seed(Key(self.conditions))? {
            match field {
                Some(field) => map.next_value_seed(Field { search: self, name: field })?,
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Reads a key, and returns it if a condition names it.
struct Key(ErrorConditions);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<&'static str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<&'static str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().map(ErrorCondition::field).find(|field| *field == key))
    }
}

/// Compares the value of a field with those that conditions name.
struct Field<'a> {
    search: &'a mut Search,
    name: &'static str,
}

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Field<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.search.note(self.name, false, |value| value == Scalar::Null);
        Ok(())
    }

    fn visit_bool<E: Error>(self, sent: bool) -> Result<(), E> {
        self.search.note(self.name, sent, |value| value == Scalar::Bool(sent));
        Ok(())
    }

    fn visit_str<E: Error>(self, sent: &str) -> Result<(), E> {
        let is_sent = |value| matches!(value, Scalar::Text(text) if text == sent);
        self.search.note(self.name, !sent.is_empty(), is_sent);
        Ok(())
    }

    fn visit_i64<E: Error>(self, sent: i64) -> Result<(), E> {
        self.search.note(self.name, true, |value| match value {
            Scalar::Integer(number) => number == sent,
            Scalar::Float(number) => number == sent as f64,
            _ => false,
        });
        Ok(())
    }

    fn visit_u64<E: Error>(self, sent: u64) -> Result<(), E> {
        match i64::try_from(sent) {
            Ok(sent) => self.visit_i64(sent),
            Err(_) => self.visit_f64(sent as f64),
        }
    }

    /// `1.0` is the number `1`.
    fn visit_f64<E: Error>(self, sent: f64) -> Result<(), E> {
        self.search.note(self.name, true, |value| match value {
            Scalar::Integer(number) => number as f64 == sent,
            Scalar::Float(number) => number == sent,
            _ => false,
        });
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {
            self.search.note(self.name, true, |_| false);
        }
        Ok(())
    }

    /// An object, or a number in programs in which another crate has switched on `arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut is_first = true;
        while let Some(key) = map.next_key::<String>()? {
            if is_first && is_number(&key) {
                return visit_number(&map.next_value::<String>()?, self);
            }
            is_first = false;
            self.search.note(self.name, true, |_| false);
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::{ApiError, ErrorDecoder};

    #[derive(Debug, serde::Deserialize)]
    struct Any {}

    impl ApiError for Any {
        fn message(&self) -> Option<&str> {
            None
        }

        fn code(&self) -> Option<&str> {
            None
        }
    }

    const fn when(field: &'static str, value: Scalar) -> ErrorCondition {
        ErrorCondition::new(field, value, ErrorDecoder::of::<Any>())
    }

    const CONDITIONS: ErrorConditions = ErrorConditions {
        endpoint: &[when("ok", Scalar::Bool(false)), when("status", Scalar::Text("error"))],
        api: &[
            when("code", Scalar::Integer(-1)),
            when("rate", Scalar::Float(0.5)),
            when("data", Scalar::Null),
            when("code", Scalar::Integer(2)),
            ErrorCondition::present("errors", ErrorDecoder::of::<Any>()),
        ],
    };

    fn found(body: &str) -> Option<String> {
        reported(CONDITIONS, body.as_bytes()).map(ToString::to_string)
    }

    #[test]
    fn a_body_is_read_only_if_it_may_name_the_field() {
        for body in [r#"{"ok":1}"#, r#"{"not ok":1,"ok":2}"#, "{\"o\\u006b\":1}"] {
            assert!(may_name("ok", body.as_bytes()), "{body}");
        }
        for body in ["", "ok", r#"ok""#, r#""ok"#, r#"{"token":"ok!"}"#] {
            assert!(!may_name("ok", body.as_bytes()), "{body}");
        }
        // Its slash may be escaped.
        assert!(may_name("a/b", br#"{"a\/b":1}"#));
    }

    #[test]
    fn a_field_at_the_top_with_the_value_is_found() {
        for (body, expected) in [
            (r#"{"ok":false}"#, "ok = false"),
            (" \n{\"a\":{\"ok\":1},\"o\\u006b\":false}", "ok = false"),
            (r#"{"status":"error"}"#, "status = \"error\""),
            (r#"{"code":-1}"#, "code = -1"),
            (r#"{"code":-1.0}"#, "code = -1"),
            (r#"{"code":2e0}"#, "code = 2"),
            (r#"{"rate":5e-1}"#, "rate = 0.5"),
            (r#"{"data":null}"#, "data = null"),
            (r#"{"ok":true,"ok":false}"#, "ok = false"),
            (r#"{"ok":false,"cut":[1,"#, "ok = false"),
            (r#"{"errors":[{"message":"no"}]}"#, "errors"),
            (r#"{"data":{},"errors":{"a":1}}"#, "errors"),
            (r#"{"errors":"no"}"#, "errors"),
            (r#"{"errors":0}"#, "errors"),
            (r#"{"errors":2.5}"#, "errors"),
            (r#"{"errors":true}"#, "errors"),
            (r#"{"errors":[1,"#, "errors"),
            // That of the endpoint comes first, wherever it is.
            (r#"{"code":2,"data":null,"status":"error"}"#, "status = \"error\""),
        ] {
            assert_eq!(found(body).as_deref(), Some(expected), "{body}");
        }
    }

    #[test]
    fn nothing_else_is_found() {
        for body in [
            "",
            "{}",
            "false",
            r#"[{"ok":false}]"#,
            r#"{"a":{"ok":false}}"#,
            r#"{"ok":"false"}"#,
            r#"{"ok":0,"status":false,"code":"-1","data":{"data":null},"rate":[0.5]}"#,
            r#"{"ok":true,"status":"Error","code":18446744073709551615}"#,
            r#"{"Ok":false,"data":"#,
            r#"{"errors":null}"#,
            r#"{"errors":false}"#,
            r#"{"errors":[]}"#,
            r#"{"errors":{}}"#,
            r#"{"errors":""}"#,
            r#"{"data":{"errors":[1]}}"#,
        ] {
            assert_eq!(found(body), None, "{body}");
        }
        assert_eq!(found(&format!("{{\"x\":{}", "[".repeat(100_000))), None);
        assert_eq!(found(&format!("{{\"ok\":{}", "[".repeat(100_000))), None);
    }
}
