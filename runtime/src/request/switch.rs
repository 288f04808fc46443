//! Sets the field of a JSON body that asks for events.

use serde_json::{Map, Value};

use super::body::Body;

/// Returns the body with `field` set to `true`. The body must be a JSON object or empty.
pub(crate) fn switch_on(body: Body, field: &str) -> Result<Vec<u8>, &'static str> {
    const NO_OBJECT: &str = "events can be requested only in a body that is a JSON object";
    let bytes = body.into_bytes().map_err(|_| NO_OBJECT)?;
    let mut fields: Map<String, Value> = match bytes.is_empty() {
        true => Map::new(),
        false => serde_json::from_slice(&bytes).map_err(|_| NO_OBJECT)?,
    };
    fields.insert(field.to_owned(), Value::Bool(true));
    serde_json::to_vec(&fields).map_err(|_| NO_OBJECT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn switched(body: &'static str) -> Result<String, &'static str> {
        switch_on(Body::from(body), "stream")
            .map(|body| String::from_utf8_lossy(&body).into_owned())
    }

    #[test]
    fn the_field_is_added_or_replaced() {
        assert_eq!(switched("").as_deref(), Ok(r#"{"stream":true}"#));
        assert_eq!(switched("{}").as_deref(), Ok(r#"{"stream":true}"#));
        assert_eq!(switched(r#"{"stream":false}"#).as_deref(), Ok(r#"{"stream":true}"#));
        assert!(
            switched(r#"{"a":"\"stream\""}"#).is_ok_and(|body| body.contains(r#""stream":true"#))
        );
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert!(switched("[1]").is_err());
        assert!(switched("text").is_err());
    }
}
