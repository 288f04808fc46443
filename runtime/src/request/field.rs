//! Sets a field of a JSON body that has been encoded already.

use serde_json::{Map, Value};

use super::body::Body;

/// Returns the body with `field` set to `value`, and without the field `other`. The body must be a JSON object or empty.
pub(crate) fn with(body: Body, field: &str, value: Value, other: Option<&str>) -> Option<Vec<u8>> {
    let bytes = body.into_bytes().ok()?;
    let mut fields: Map<String, Value> = match bytes.is_empty() {
        true => Map::new(),
        false => serde_json::from_slice(&bytes).ok()?,
    };
    if let Some(other) = other {
        fields.remove(other);
    }
    fields.insert(field.to_owned(), value);
    serde_json::to_vec(&fields).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn switched(body: &'static str) -> Option<String> {
        with(Body::from(body), "stream", Value::Bool(true), Some("other"))
            .map(|body| String::from_utf8_lossy(&body).into_owned())
    }

    #[test]
    fn the_field_is_added_or_replaced() {
        assert_eq!(switched("").as_deref(), Some(r#"{"stream":true}"#));
        assert_eq!(switched("{}").as_deref(), Some(r#"{"stream":true}"#));
        assert_eq!(switched(r#"{"stream":false}"#).as_deref(), Some(r#"{"stream":true}"#));
        assert!(
            switched(r#"{"a":"\"stream\""}"#).is_some_and(|body| body.contains(r#""stream":true"#))
        );
    }

    #[test]
    fn the_other_field_is_left_out() {
        assert_eq!(switched(r#"{"other":1}"#).as_deref(), Some(r#"{"stream":true}"#));
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert!(switched("[1]").is_none());
        assert!(switched("text").is_none());
    }
}
