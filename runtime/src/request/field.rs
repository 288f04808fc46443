//! Sets a field of a JSON body that has been encoded already.

use serde_json::{Map, Value};

use super::body::Body;

/// Returns the body with `field` set to `value`, and without the field `other`. The body must be a JSON object or empty.
///
/// `variables[after]` is the field `after` of the object `variables`, which is added if there is none.
pub(crate) fn with(body: Body, field: &str, value: Value, other: Option<&str>) -> Option<Vec<u8>> {
    let bytes = body.into_bytes().ok()?;
    let mut fields: Map<String, Value> = match bytes.is_empty() {
        true => Map::new(),
        false => serde_json::from_slice(&bytes).ok()?,
    };
    if let Some(other) = other {
        remove(&mut fields, other);
    }
    let (objects, last) = split(field);
    let mut fields_of_last = &mut fields;
    for key in objects {
        let object = fields_of_last.entry(key).or_insert(Value::Null);
        if object.is_null() {
            *object = Map::new().into();
        }
        fields_of_last = object.as_object_mut()?;
    }
    fields_of_last.insert(last.to_owned(), value);
    serde_json::to_vec(&fields).ok()
}

fn remove(fields: &mut Map<String, Value>, name: &str) {
    let (objects, last) = split(name);
    let mut objects = objects.into_iter();
    let found = objects.try_fold(fields, |fields, key| fields.get_mut(key)?.as_object_mut());
    if let Some(fields) = found {
        fields.remove(last);
    }
}

/// Splits `a[b][c]` into `a`, `b` and `c`.
fn split(name: &str) -> (Vec<&str>, &str) {
    let mut keys: Vec<_> =
        name.split('[').map(|key| key.strip_suffix(']').unwrap_or(key)).collect();
    let last = keys.pop().unwrap_or(name);
    (keys, last)
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
    fn a_field_of_a_field_is_in_brackets() {
        let with = |body: &'static str, field: &str| {
            let body = with(Body::from(body), field, "c1".into(), Some("variables[before]"));
            body.map(|body| String::from_utf8_lossy(&body).into_owned())
        };
        for (body, expected) in [
            ("", r#"{"variables":{"after":"c1"}}"#),
            (r#"{"variables":null}"#, r#"{"variables":{"after":"c1"}}"#),
            (
                r#"{"query":"q","variables":{"after":"c0","before":"b","first":2}}"#,
                r#"{"query":"q","variables":{"after":"c1","first":2}}"#,
            ),
        ] {
            let expected: Value = serde_json::from_str(expected).unwrap();
            let sent = with(body, "variables[after]").unwrap();
            assert_eq!(serde_json::from_str::<Value>(&sent).unwrap(), expected);
        }
        assert_eq!(with("", "a[b][c]").as_deref(), Some(r#"{"a":{"b":{"c":"c1"}}}"#));
        assert_eq!(with(r#"{"variables":[1]}"#, "variables[after]"), None);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert!(switched("[1]").is_none());
        assert!(switched("text").is_none());
    }
}
