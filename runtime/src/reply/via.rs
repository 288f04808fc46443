//! Replies in a format of the user's.

use std::error::Error as StdError;
use std::marker::PhantomData;

use ::bytes::Bytes;

use super::received::Receive;
use super::{Reply, declared};
use crate::error::{BoxError, Error, ErrorKind, shortened};
use crate::format::Codec;
use crate::redactor::Redactor;
use crate::response::Head;

/// A reply that the codec `C` decodes into `T`: `-> T via C`. Its content type is not checked.
#[derive(Debug)]
pub struct Via<T, C>(PhantomData<fn() -> (T, C)>);

impl<T: Send + 'static, C: Codec<T> + 'static> Reply for Via<T, C> {
    type Output = T;
    const RECEIVE: Receive<T> = Receive::Content(decode::<T, C>);
    const ACCEPT: Option<&'static str> = Some(C::MEDIA_TYPE);
}

declared!(Via<T, C>);

fn decode<T, C: Codec<T>>(head: &Head, body: Bytes) -> Result<T, Error> {
    C::decode(&body).map_err(|error| {
        let message = format!("the reply cannot be decoded as `{}`", C::MEDIA_TYPE);
        let error = without_secrets(error, &head.redactor);
        Error::new(ErrorKind::Decode, message)
            .with_head(head.clone())
            .with_body(body.clone())
            .with_source(error)
    })
}

/// The error of a codec may quote what the reply repeats of a secret. Then only its text is kept, without the secret.
fn without_secrets(error: BoxError, redactor: &Redactor) -> BoxError {
    let causes =
        std::iter::successors(Some(&*error as &(dyn StdError + 'static)), |&error| error.source());
    // An error without end could be its own cause.
    let shown = causes.take(32).map(|cause| format!("{cause} {cause:?}")).collect::<String>();
    match redactor.redact(&shown) == shown {
        true => error,
        false => shortened(redactor.redact(&error.to_string()).into_owned()).into(),
    }
}

#[cfg(feature = "mock")]
impl<T: Send + 'static, C: Codec<T> + 'static> super::Respond for Via<T, C> {
    type Value = T;

    fn respond(
        value: T,
        _: &crate::Endpoint,
    ) -> Result<crate::transport::TransportResponse, Error> {
        let body = crate::format::encode::<T, C>(&value)?;
        Ok(super::respond::ok(C::MEDIA_TYPE, Bytes::from(body).into()))
    }
}
