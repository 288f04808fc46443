//! JSON replies of calls that can be repeated until the reply has settled.

use std::marker::PhantomData;

use super::json::Json;
use super::received::Receive;
use super::sealed::Sealed;
use super::{Declared, Reply};
use crate::codec::Decode;

/// A JSON reply of a call that can be repeated until the reply has settled.
///
/// Awaiting the call returns the value as it is now; [`poll`](crate::Call::poll) waits until it has settled.
#[derive(Debug)]
pub struct Polled<T>(PhantomData<fn() -> T>);

impl<T: 'static> Declared for Polled<T> {
    type Plan = Option<fn(&T) -> bool>;
}

impl<T> Sealed for Polled<T> {}

impl<T: Decode> Reply for Polled<T> {
    type Output = T;
    const RECEIVE: Receive<T> = Json::<T>::RECEIVE;
    const ACCEPT: Option<&'static str> = Json::<T>::ACCEPT;
}

#[cfg(feature = "mock")]
super::respond::responds_with_json!(Polled<T>);
