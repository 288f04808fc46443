//! A call: a request, the client that sends it, and the options of this one call.

mod broken;
mod call_type;
mod cursors;
mod group_type;
mod options;
mod page;
mod poll;
mod undeclared;
mod walk;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{self, Context, ready};

pub use self::broken::Broken;
pub use self::call_type::CallType;
pub use self::options::CallOptions;
pub use self::page::{Items, Pages};
pub use self::poll::{Poller, ThenPoll};
pub use self::undeclared::UndeclaredRequest;
use crate::client::Client;
use crate::error::Error;
use crate::execute;
use crate::reply::{Declared, Events, JsonOrEvents, Received, Reply, Wanted};
use crate::request::Request;
use crate::response::Response;
use crate::transport::BoxFuture;

/// One call of an endpoint. `R` is the kind of its reply.
///
/// Awaiting a call sends the request and returns the decoded reply. Nothing is sent before that, and dropping the
/// future cancels the call. The methods set options that apply to this call only.
///
/// A declared method returns the call type of its `api!` block. That type has the same methods as `Call`, plus a setter
/// for each optional input of the endpoint. Use `.into()` to turn it into a `Call`, for example to store it or to
/// return it from a function. A call borrows nothing: it can be stored and spawned as a task.
///
/// # Errors
///
/// Awaiting a call can return an [`Error`] of any kind. A mistake in an argument is also reported here, before anything
/// is sent.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use schematic_api::{Call, Error};
/// # use schematic_api::reply::Text;
///
/// async fn greeting(call: impl Into<Call<Text>>) -> Result<String, Error> {
///     let call = call.into().timeout(Duration::from_secs(5)).header("x-trace", 1).retries(0);
///     let reply = call.response().await?;
///     println!("{} {:?}", reply.status(), reply.request_id());
///     Ok(reply.into_value())
/// }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<R: Declared> {
    client: Client,
    request: Request,
    options: CallOptions,
    plan: R::Plan,
}

impl<R: Declared> Call<R> {
    fn new(client: &Client, request: Request) -> Self {
        let (client, options) = (client.clone(), CallOptions::new());
        Self { client, request, options, plan: R::Plan::default() }
    }

    crate::__options! {}

    #[doc(hidden)]
    pub fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.options
    }

    /// Changes the request: how setters of optional inputs are written.
    #[doc(hidden)]
    pub fn with(mut self, change: impl FnOnce(Request) -> Request) -> Self {
        self.request = change(self.request);
        self
    }

    /// Sends the call and returns the reply together with its status, headers and request id.
    ///
    /// # Errors
    ///
    /// The same errors as awaiting the call.
    pub fn response(self) -> ResponseFuture<R>
    where
        R: Reply,
    {
        ResponseFuture(self.into_future())
    }

    /// The same call for a reply of another kind.
    fn into_kind<K: Declared>(self) -> Call<K> {
        let Self { client, request, options, .. } = self;
        Call { client, request, options, plan: K::Plan::default() }
    }

    /// Applies the options to the request, which is then sent once or several times.
    fn into_parts(self) -> (Client, Request) {
        let Self { client, request, options, .. } = self;
        (client, options.apply_to(request))
    }
}

/// Sends a request for a reply of the kind `R` without decoding the reply.
fn send<R: Reply>(client: Client, request: Request) -> BoxFuture<'static, Result<Received, Error>> {
    let wanted = Wanted { way: R::RECEIVE.way(), accept: R::ACCEPT };
    Box::pin(execute::execute(client, request, wanted))
}

impl<T: 'static, E: 'static> Call<JsonOrEvents<T, E>> {
    /// Asks for events: sets the declared field of the body, or the declared parameter of the query, to `true`, whatever its
    /// value was, and returns the reply as a stream.
    ///
    /// The default timeout of a call does not end the stream; see [`EventStream`](crate::reply::EventStream).
    pub fn stream(self) -> Call<Events<E>> {
        let spec = self.request.endpoint.events().unwrap_or_default();
        let call = match (spec.when(), spec.when_query()) {
            (Some(field), _) => self.with(|request| request.switch_on(field)),
            (_, Some(parameter)) => self.set_query(parameter, &true),
            (None, None) => self,
        };
        call.into_kind()
    }
}

impl<R: Reply> IntoFuture for Call<R> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = CallFuture<R>;

    fn into_future(self) -> CallFuture<R> {
        let (client, request) = self.into_parts();
        CallFuture { sending: send::<R>(client, request), reply: PhantomData }
    }
}

impl<R: Declared> fmt::Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("request", &self.request)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// The future of a [`Call`].
#[must_use = "a future does nothing until it is awaited"]
pub struct CallFuture<R> {
    sending: BoxFuture<'static, Result<Received, Error>>,
    reply: PhantomData<fn() -> R>,
}

impl<R: Reply> Future for CallFuture<R> {
    type Output = Result<R::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> task::Poll<Self::Output> {
        let received = ready!(self.sending.as_mut().poll(context));
        task::Poll::Ready(received.and_then(Received::read::<R>).map(|(value, _)| value))
    }
}

/// The future of [`Call::response`].
#[derive(Debug)]
#[must_use = "a future does nothing until it is awaited"]
pub struct ResponseFuture<R>(CallFuture<R>);

impl<R: Reply> Future for ResponseFuture<R> {
    type Output = Result<Response<R::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> task::Poll<Self::Output> {
        let received = ready!(self.0.sending.as_mut().poll(context));
        let received = received.and_then(Received::read::<R>);
        task::Poll::Ready(received.map(|(value, head)| Response::new(value, head)))
    }
}

impl<R> fmt::Debug for CallFuture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}
