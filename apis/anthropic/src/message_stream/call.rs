//! The call that returns the events of a message.

use std::future::Future;
use std::pin::Pin;

use schematic_api::reply::Events;
use schematic_api::{Call, CallOptions, Error};

use super::MessageStream;
use crate::{CreateMessage, MessageEvent, Messages};

/// A call that returns a [`MessageStream`]. Nothing is sent until it is awaited.
///
/// It has the options of every [`Call`]. Once the stream has begun, the call is not retried. The declared timeout of 10 minutes
/// does not limit the stream, but a [`timeout`](Self::timeout) set on the call or on the client does, and so does the
/// [`idle_timeout`](Self::idle_timeout) between two chunks.
#[derive(Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct MessageStreamCall(Call<Events<MessageEvent>>);

impl MessageStreamCall {
    schematic_api::__private::options! {}

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }
}

impl From<Call<Events<MessageEvent>>> for MessageStreamCall {
    fn from(call: Call<Events<MessageEvent>>) -> Self {
        Self(call)
    }
}

impl IntoFuture for MessageStreamCall {
    type Output = Result<MessageStream, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.0.await.map(MessageStream::new) })
    }
}

impl Messages {
    /// Creates a message and streams its events. See [`create`](Self::create), whose inputs
    /// `self.create(body).workspace_id(…).stream()` sets for a stream too.
    pub fn stream(&self, body: &CreateMessage) -> MessageStreamCall {
        self.create(body).stream().into()
    }
}
