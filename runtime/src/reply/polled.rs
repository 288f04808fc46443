//! JSON replies that a call is repeated for until they have settled.

use std::marker::PhantomData;

use serde::de::DeserializeOwned;

use super::json::decode;
use super::{Kind, Receive, Reply, ReplyBody};
use crate::error::Error;
use crate::response::Head;

/// A JSON reply that the call can be repeated for until it has settled.
///
/// Awaiting the call gives the value as it is now; [`poll`](crate::Call::poll) waits.
#[derive(Debug)]
pub struct Polled<T>(PhantomData<fn() -> T>);

impl<T: 'static> Kind for Polled<T> {
    type Plan = Option<fn(&T) -> bool>;
}

impl<T: DeserializeOwned + Send + 'static> Reply for Polled<T> {
    type Output = T;
    const RECEIVE: Receive = Receive::Whole;

    fn accept() -> Option<&'static str> {
        Some("application/json")
    }

    fn receive(head: &Head, body: ReplyBody) -> Result<T, Error> {
        decode(head, body.into_whole())
    }
}
