//! The inputs of an endpoint, typed: a request taken apart as its endpoint declares it.

use bytes::Bytes;
use serde::de::{Deserialize, DeserializeOwned};

use super::error_reply::{Reason, Rejection};
use super::received::Received;
use super::values::{Unfit, Values};
use crate::declaration::Endpoint;
use crate::reply::Respond;
use crate::reply::json_path::locate;

/// An endpoint's inputs as one type: path parameters, query, headers and body.
///
/// `api!` writes one for each endpoint, named for its group and method: `RunsCreateRequest`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the request of a declared endpoint",
    label = "the argument of a handler names the endpoint by its request type",
    note = "for the endpoint `create` of the group `runs` it is `RunsCreateRequest`; its inputs must implement `Deserialize`, its reply `Serialize`"
)]
pub trait Operation: Sized + Send + 'static {
    /// The endpoint.
    const ENDPOINT: &'static Endpoint;

    /// The kind of its reply.
    type Reply: Respond;

    /// Reads the inputs.
    ///
    /// # Errors
    ///
    /// Names the first input that is missing or does not fit its type.
    fn from_parts(parts: &Parts) -> Result<Self, Rejection>;
}

/// A request taken apart: what an [`Operation`] is read from.
#[derive(Debug)]
pub struct Parts {
    endpoint: &'static Endpoint,
    path: Vec<String>,
    query: Values,
    received: Received,
}

impl Parts {
    pub(super) fn new(endpoint: &'static Endpoint, path: Vec<String>, received: Received) -> Self {
        Self { endpoint, path, query: Values::parse(&received.query), received }
    }

    /// The request as it came.
    pub fn received(&self) -> &Received {
        &self.received
    }

    /// A path parameter, by its place in the path.
    ///
    /// # Errors
    ///
    /// When its text does not fit the type.
    pub fn path<T: DeserializeOwned>(&self, index: usize) -> Result<T, Rejection> {
        let name = || self.endpoint.path_parameters().nth(index).unwrap_or_default().to_owned();
        let value = self.path.get(index).map(|text| Values::one(text)).unwrap_or_default();
        read(&value).map_err(|unfit| Rejection::new(Reason::Path(name()), unfit))
    }

    /// A query parameter, by its declared name. An `Option` or a list may be absent.
    ///
    /// # Errors
    ///
    /// When it is missing or does not fit the type.
    pub fn query<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        let absent = Values::default();
        let value = self.query.get(name).unwrap_or(&absent);
        read(value).map_err(|unfit| Rejection::new(Reason::Query(name.into()), unfit))
    }

    /// All query parameters, as a struct or a map.
    ///
    /// # Errors
    ///
    /// When one does not fit the type of its field.
    pub fn query_all<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        read(&self.query).map_err(|unfit| Rejection::new(Reason::Query(String::new()), unfit))
    }

    /// A header. An `Option` may be absent.
    ///
    /// # Errors
    ///
    /// When it is missing or does not fit the type.
    pub fn header<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        let value = self.received.header(name).map(Values::one).unwrap_or_default();
        read(&value).map_err(|unfit| Rejection::new(Reason::Header(name.into()), unfit))
    }

    /// The JSON body. An `Option` may be absent.
    ///
    /// # Errors
    ///
    /// When it is missing, or no JSON of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        let body = &self.received.body;
        if body.is_empty() {
            // Whatever can be `null` can be left out.
            return serde_json::from_str("null")
                .map_err(|_| Rejection::new(Reason::NoBody, "is missing"));
        }
        serde_json::from_slice(body).map_err(|error| unfit_json(body, &error))
    }

    /// Whether the body asks for events, by the field that the endpoint declares.
    pub fn wants_events(&self) -> bool {
        let switch = self.endpoint.events().and_then(|spec| spec.when());
        let body = serde_json::from_slice::<serde_json::Value>(&self.received.body);
        let field = switch.and_then(|field| body.ok()?.get(field).cloned());
        field == Some(serde_json::Value::Bool(true))
    }

    /// The body, a form.
    ///
    /// # Errors
    ///
    /// When a field does not fit its type.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        read(&Values::parse(&self.text()?))
            .map_err(|unfit| Rejection::new(Reason::Body(String::new()), unfit))
    }

    /// The body, a text.
    ///
    /// # Errors
    ///
    /// When it is not UTF-8.
    pub fn text(&self) -> Result<String, Rejection> {
        String::from_utf8(self.received.body.to_vec()).map_err(|error| {
            Rejection::new(Reason::Body(String::new()), format_args!("is not UTF-8: {error}"))
        })
    }

    /// The body as it is.
    ///
    /// # Errors
    ///
    /// None; the other kinds of bodies have some.
    pub fn bytes(&self) -> Result<Bytes, Rejection> {
        Ok(self.received.body.clone())
    }
}

fn read<'a, T: Deserialize<'a>>(values: &'a Values) -> Result<T, Unfit> {
    T::deserialize(values)
}

fn unfit_json(body: &[u8], error: &serde_json::Error) -> Rejection {
    if !error.is_data() {
        return Rejection::new(Reason::NotJson, format_args!("is no JSON: {error}"));
    }
    let path = locate(body, error.line(), error.column()).unwrap_or_default();
    Rejection::new(Reason::Body(path), format_args!("is not the declared JSON: {error}"))
}
