//! The typed inputs of an endpoint, read from a request.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::error_reply::{Reason, Rejection};
#[cfg(feature = "multipart")]
use super::form::{FromForm, ReceivedForm};
use super::received::Received;
use super::values::{Unfit, Values};
use crate::declaration::Endpoint;
use crate::format::Codec;
use crate::json_lines::{Decoder, RawLine};
use crate::redactor::Redactor;
use crate::reply::Respond;
use crate::reply::json_path::locate;

/// The inputs of an endpoint as one type: path parameters, query, headers and body.
///
/// `api!` generates such a type for each endpoint and names it after the client or group and the method, as in
/// `RunsCreateRequest`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the request of a declared endpoint",
    label = "the argument of a handler names the endpoint by its request type",
    note = "for the endpoint `create` of the group `runs` it is `RunsCreateRequest`; its inputs must implement `Deserialize`, its reply `Serialize`"
)]
pub trait Operation: Sized + Send + 'static {
    /// The endpoint.
    const ENDPOINT: &'static Endpoint;

    /// Reads the inputs from a request.
    ///
    /// # Errors
    ///
    /// The error names the first input that is missing or does not match its type.
    fn from_parts(parts: &Parts) -> Result<Self, Rejection>;

    /// The inputs whose types may have limits.
    #[cfg(feature = "openapi")]
    #[doc(hidden)]
    fn limited() -> Vec<super::limited::Limited> {
        Vec::new()
    }
}

/// An [`Operation`] with this kind of reply. `api!` implements it for one kind, which may be more private than the request:
/// an associated type may not.
pub trait RepliesWith<R: Respond>: Operation {}

/// The parts of a request, from which an [`Operation`] is read.
#[derive(Debug)]
pub struct Parts {
    endpoint: &'static Endpoint,
    path: Vec<String>,
    query: Values,
    received: Received,
}

impl Parts {
    pub(super) fn new(
        endpoint: &'static Endpoint,
        path: Vec<String>,
        received: Received,
    ) -> Result<Self, Rejection> {
        let query = Values::parse(&received.query)
            .map_err(|unfit| Rejection::new(Reason::Query(String::new()), unfit).of(endpoint))?;
        let path = match endpoint.takes_url() {
            true => vec![received.target()],
            false => path,
        };
        Ok(Self { endpoint, path, query, received })
    }

    /// Returns the request as it was received.
    pub fn received(&self) -> &Received {
        &self.received
    }

    /// Returns a path parameter, by its position in the path. The first one is 0.
    ///
    /// # Errors
    ///
    /// Returns an error if the text does not match the type.
    pub fn path<T: DeserializeOwned>(&self, index: usize) -> Result<T, Rejection> {
        let name = || self.endpoint.path_parameters().nth(index).unwrap_or_default().to_owned();
        let value = self.path.get(index).map(|text| Values::one(text)).unwrap_or_default();
        read(&value).map_err(|unfit| Rejection::new(Reason::Path(name()), unfit))
    }

    /// Returns a query parameter, by its declared name. An `Option` or a list may be absent.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing or does not match the type.
    pub fn query<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        let absent = Values::default();
        let value = self.query.get(name).unwrap_or(&absent);
        read(value).map_err(|unfit| Rejection::new(Reason::Query(name.into()), unfit))
    }

    /// Returns a query parameter whose items are joined by a separator. An `Option` or a list may be absent.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing or does not match the type.
    pub fn joined_query<T: DeserializeOwned>(
        &self,
        name: &str,
        separator: &str,
    ) -> Result<T, Rejection> {
        let absent = Values::default();
        let items = self.query.get(name).unwrap_or(&absent).split(separator);
        items
            .and_then(|items| read(&items))
            .map_err(|unfit| Rejection::new(Reason::Query(name.into()), unfit))
    }

    /// Returns all query parameters, as a struct or a map.
    ///
    /// # Errors
    ///
    /// Returns an error if one of them does not match the type of its field.
    pub fn query_all<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        read(&self.query).map_err(|unfit| Rejection::new(Reason::Query(String::new()), unfit))
    }

    /// Returns a header. An `Option` may be absent.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing or does not match the type.
    pub fn header<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        let value = self.received.header(name).map(Values::one).unwrap_or_default();
        read(&value).map_err(|unfit| Rejection::new(Reason::Header(name.into()), unfit))
    }

    /// Returns a header whose items are joined by a separator. An `Option` or a list may be absent. Spaces around the items
    /// are no part of them.
    ///
    /// # Errors
    ///
    /// Returns an error if it is missing or does not match the type.
    pub fn joined_header<T: DeserializeOwned>(
        &self,
        name: &str,
        separator: &str,
    ) -> Result<T, Rejection> {
        let value = self.received.header(name).map(Values::one).unwrap_or_default();
        let items = value.split(separator).map(Values::trimmed);
        items
            .and_then(|items| read(&items))
            .map_err(|unfit| Rejection::new(Reason::Header(name.into()), unfit))
    }

    /// Returns the JSON body. An `Option` may be absent.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is missing, is not JSON, or does not match the type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        let body = &self.received.body;
        if body.is_empty() {
            // A type that accepts `null` may be left out.
            return serde_json::from_str("null")
                .map_err(|_| Rejection::new(Reason::NoBody, "is missing"));
        }
        serde_json::from_slice(body).map_err(|error| unfit_json(body, &error))
    }

    /// Returns the body, decoded by a codec.
    ///
    /// # Errors
    ///
    /// Returns an error if the codec cannot decode the body. Whether a body may be empty is up to the codec.
    pub fn encoded<C: Codec<T>, T>(&self) -> Result<T, Rejection> {
        let body = &self.received.body;
        C::decode(body).map_err(|error| {
            let reason = match body.is_empty() {
                true => Reason::NoBody,
                false => Reason::Body(String::new()),
            };
            let problem = format!("cannot be decoded as `{}`: {error}", C::MEDIA_TYPE);
            Rejection::new(reason, problem)
        })
    }

    /// Returns the body, decoded by a codec, or `None` if there is no body.
    ///
    /// # Errors
    ///
    /// Returns an error if the codec cannot decode the body.
    pub fn optional_encoded<C: Codec<T>, T>(&self) -> Result<Option<T>, Rejection> {
        match self.received.body.is_empty() {
            true => Ok(None),
            false => self.encoded::<C, T>().map(Some),
        }
    }

    /// Returns the values of a body of JSON Lines.
    ///
    /// # Errors
    ///
    /// Returns an error if a line is not JSON or does not match the type.
    pub fn lines<T: DeserializeOwned>(&self) -> Result<Vec<T>, Rejection> {
        let mut decoder = Decoder::new(usize::MAX);
        decoder.push(self.received.body.clone());
        let mut values = Vec::new();
        // Without a limit, no line is too large.
        while let Ok(Some(line)) = decoder.next() {
            values.push(read_line(line)?);
        }
        if let Ok(Some(line)) = decoder.finish() {
            values.push(read_line(line)?);
        }
        Ok(values)
    }

    /// Returns whether the request asks for events, with the field of the body or the parameter of the query that the endpoint
    /// declares.
    pub fn wants_events(&self) -> bool {
        let spec = self.endpoint.events().unwrap_or_default();
        if let Some(parameter) = spec.when_query() {
            return self
                .received
                .query_pairs()
                .any(|(key, value)| key == parameter && value == "true");
        }
        let switch = spec.when();
        let body = serde_json::from_slice::<serde_json::Value>(&self.received.body);
        let field = switch.and_then(|field| body.ok()?.get(field).cloned());
        field == Some(serde_json::Value::Bool(true))
    }

    /// Returns the body, decoded from a form.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not UTF-8 or a field does not match its type.
    pub fn form<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        let unfit = |unfit| Rejection::new(Reason::Body(String::new()), unfit);
        read(&self.form_values()?).map_err(unfit)
    }

    pub(super) fn form_values(&self) -> Result<Values, Rejection> {
        let unfit = |unfit| Rejection::new(Reason::Body(String::new()), unfit);
        Values::parse(&self.text()?).map_err(unfit)
    }

    #[cfg(feature = "openapi")]
    pub(super) fn query_values(&self) -> &Values {
        &self.query
    }

    /// Returns the parts of a multipart body.
    ///
    /// # Errors
    ///
    /// Returns an error if the body does not have parts, or a part is missing or does not match its type.
    #[cfg(feature = "multipart")]
    pub fn multipart<T: FromForm>(&self) -> Result<T, Rejection> {
        if self.received.body.is_empty() {
            return Err(Rejection::new(Reason::NoBody, "is missing"));
        }
        let content_type = self.received.header("content-type").unwrap_or_default();
        let form = ReceivedForm::parse(content_type, &self.received.body)
            .map_err(|problem| Rejection::new(Reason::Body(String::new()), problem))?;
        T::from_form(&form)
    }

    /// Returns the parts of a multipart body, or `None` if there is no body.
    ///
    /// # Errors
    ///
    /// Returns an error if the body does not have parts, or a part is missing or does not match its type.
    #[cfg(feature = "multipart")]
    pub fn optional_multipart<T: FromForm>(&self) -> Result<Option<T>, Rejection> {
        match self.received.body.is_empty() {
            true => Ok(None),
            false => self.multipart().map(Some),
        }
    }

    /// Returns the body as text.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not UTF-8.
    pub fn text(&self) -> Result<String, Rejection> {
        String::from_utf8(self.received.body.to_vec()).map_err(|error| {
            Rejection::new(Reason::Body(String::new()), format_args!("is not UTF-8: {error}"))
        })
    }

    /// Returns the body as it was sent.
    ///
    /// # Errors
    ///
    /// This never fails; it returns a `Result` like the methods for the other kinds of bodies.
    pub fn bytes(&self) -> Result<Bytes, Rejection> {
        Ok(self.received.body.clone())
    }
}

fn read<T: DeserializeOwned>(values: &Values) -> Result<T, Unfit> {
    T::deserialize(values)
}

fn read_line<T: DeserializeOwned>(line: RawLine<'_>) -> Result<T, Rejection> {
    serde_json::from_slice(line.content).map_err(|error| {
        let rejection = unfit_json(line.content, &error);
        let problem = format!("in line {} {}", line.number, rejection.problem());
        Rejection::new(rejection.reason().clone(), problem)
    })
}

fn unfit_json(body: &[u8], error: &serde_json::Error) -> Rejection {
    if !error.is_data() {
        return Rejection::new(Reason::NotJson, format_args!("is not JSON: {error}"));
    }
    let path = locate(body, error.line(), error.column(), &Redactor::default());
    let path = path.unwrap_or_default();
    Rejection::new(Reason::Body(path), format_args!("does not match its type: {error}"))
}
