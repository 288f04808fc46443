//! JSON replies that may be nothing.

use std::marker::PhantomData;

use ::bytes::Bytes;
use http::StatusCode;

use super::json::{self, Json};
use super::received::Receive;
use super::{Reply, declared};
use crate::codec::Decode;
use crate::error::Error;
use crate::response::Head;

/// A JSON reply that may be nothing, declared as `T?`. A caller gets an `Option<T>`.
///
/// It is `None` if the status is 204, if the body is empty or `null`, and if the status is one of those that the
/// declaration names, as in `Note? none on 404`.
#[derive(Debug)]
pub struct Optional<T>(PhantomData<fn() -> T>);

impl<T: Decode> Reply for Optional<T> {
    type Output = Option<T>;
    const RECEIVE: Receive<Option<T>> = Receive::Content(decode);
    const ACCEPT: Option<&'static str> = Json::<T>::ACCEPT;
}

declared!(Optional<T>);

fn decode<T: Decode>(head: &Head, body: Bytes) -> Result<Option<T>, Error> {
    match is_nothing(head) || body.trim_ascii().is_empty() {
        true => Ok(None),
        false => json::decode(head, body),
    }
}

/// Whether the status alone says that there is no value.
fn is_nothing(head: &Head) -> bool {
    head.status == StatusCode::NO_CONTENT || head.endpoint.none_on().contains(&head.status.as_u16())
}

#[cfg(feature = "mock")]
impl<T> super::Respond for Optional<T>
where
    Self: Reply,
    T: serde::Serialize + Send + 'static,
{
    type Value = Option<T>;

    fn respond(
        value: Option<T>,
        endpoint: &crate::Endpoint,
    ) -> Result<crate::transport::TransportResponse, Error> {
        match value {
            Some(value) => super::respond::json(&value),
            None => super::Empty::respond((), endpoint),
        }
    }
}
