//! The error bodies of the service.

use schematic_api::{ApiError, Extra, Object};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

/// The typed body of an error reply, returned by [`schematic_api::Error::api`].
///
/// The service writes `{"error": {"message": …, "type": …, "param": …, "code": …}}`. Proxies and
/// compatible servers use other shapes, and these are accepted too: no `error` envelope, a plain
/// string as `error`, `detail` or `error_description` in place of `message`, and a number as the
/// code. A body in any other shape does not decode; its bytes remain available on the error.
///
/// [Reference](https://platform.openai.com/docs/guides/error-codes/api-errors)
///
/// ```
/// use schematic_openai::{ErrorObject, ErrorResponse};
///
/// let body = r#"{"error": {"message": "No such thread", "type": "invalid_request_error"}}"#;
/// let body: ErrorResponse = serde_json::from_str(body)?;
/// assert_eq!(body.error.message, "No such thread");
/// assert_eq!(body, ErrorObject::new("No such thread").kind("invalid_request_error").into());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The details of the error.
    pub error: ErrorObject,
}

/// The details of an error reply.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(nullable)]
#[non_exhaustive]
pub struct ErrorObject {
    /// A description of the error, for people.
    pub message: String,
    /// The kind of error, `type` on the wire: `invalid_request_error`, `server_error`,
    /// `insufficient_quota`, ….
    #[wire(rename = "type")]
    pub kind: Option<String>,
    /// The request parameter that caused the error, if there is one.
    pub param: Option<String>,
    /// A stable code: `invalid_api_key`, `rate_limit_exceeded`, …. A numeric code is kept as a
    /// string of digits.
    pub code: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl From<ErrorObject> for ErrorResponse {
    fn from(error: ErrorObject) -> Self {
        Self { error }
    }
}

impl ApiError for ErrorResponse {
    fn message(&self) -> Option<&str> {
        Some(self.error.message.as_str()).filter(|message| !message.is_empty())
    }

    fn code(&self) -> Option<&str> {
        self.error.code.as_deref()
    }

    /// An exhausted quota is reported with the same status 429 as a rate limit, but waiting does
    /// not restore it.
    fn is_final(&self) -> bool {
        [&self.error.code, &self.error.kind]
            .into_iter()
            .flatten()
            .any(|word| word == "insufficient_quota")
    }
}

impl Serialize for ErrorResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("error", &self.error)])
    }
}

impl<'de> Deserialize<'de> for ErrorResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let account = find_account(Value::deserialize(deserializer)?);
        let account =
            account.ok_or_else(|| de::Error::custom("the body does not describe an error"))?;
        ErrorObject::deserialize(Value::Object(straighten(account)))
            .map(Self::from)
            .map_err(de::Error::custom)
    }
}

/// The fields in which servers describe the error, in order of preference.
const MESSAGES: [&str; 3] = ["message", "detail", "error_description"];

/// Finds the object that describes the error within a body.
fn find_account(body: Value) -> Option<Map<String, Value>> {
    let mut object = match body {
        Value::Object(object) => object,
        Value::String(message) => return Some(Map::from_iter([field("message", message)])),
        _ => return None,
    };
    let has_message = MESSAGES.iter().any(|name| object.contains_key(*name));
    match take(&mut object, "error") {
        Some(Value::Object(account)) => Some(account),
        Some(Value::String(word)) => {
            object.extend([field(if has_message { "code" } else { "message" }, word)]);
            Some(object)
        }
        _ if has_message || object.contains_key("code") => Some(object),
        _ => None,
    }
}

/// Takes out a field. (`remove` moves the last field into its place if another crate keeps the order of keys.)
fn take(object: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let value = object.get_mut(name)?.take();
    object.retain(|field, _| field != name);
    Some(value)
}

fn field(name: &str, value: String) -> (String, Value) {
    (name.to_owned(), Value::String(value))
}

/// Brings every field to the name and type that [`ErrorObject`] expects.
fn straighten(mut account: Map<String, Value>) -> Map<String, Value> {
    let message = MESSAGES.iter().find(|name| account.get(**name).is_some_and(|it| !it.is_null()));
    let message = message.and_then(|name| take(&mut account, name));
    account.insert("message".to_owned(), message.unwrap_or_else(|| Value::String(String::new())));
    for name in ["message", "type", "param", "code"] {
        match account.get_mut(name) {
            None | Some(Value::Null | Value::String(_)) => {}
            Some(other) => {
                // The text is the same whether or not another crate keeps the order of keys.
                other.sort_all_objects();
                *other = Value::String(other.to_string());
            }
        }
    }
    account
}
