//! A call: a request on its way to a client, with the options of this one time.

mod broken;
pub(crate) mod call_type;
mod group_type;
pub(crate) mod options;
mod page;
mod poll;

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{self, Context, ready};
use std::time::Duration;

use serde::Serialize;

use serde::de::DeserializeOwned;

use crate::client::{Client, Tuning};
use crate::error::Error;
use crate::execute;
use crate::reply::{Events, JsonOrEvents, Kind, Received, Reply, Wanted};
use crate::request::{Request, headers, query};
use crate::response::{Head, Response};
use crate::sse::Event;
use crate::transport::BoxFuture;

pub use self::broken::Broken;
pub use self::options::CallOptions;
pub use self::page::{Items, Pages};
pub use self::poll::Poll;

/// One call of an endpoint, whose reply is of the kind `R`.
///
/// Awaiting it sends the request and gives the decoded reply. What is peculiar to this one time goes between: every
/// option is a method. Nothing is sent before it is awaited, and dropping the future cancels the call.
///
/// # Errors
///
/// Awaiting gives an [`Error`] of any kind but `Config`; a mistake in an argument comes out here too, before anything is
/// sent.
///
/// # Examples
///
/// ```no_run
/// use std::time::Duration;
/// use schematic_api::{Call, Error};
/// # use schematic_api::reply::Text;
///
/// async fn greeting(call: Call<'_, Text>) -> Result<String, Error> {
///     let reply = call.timeout(Duration::from_secs(5)).header("x-trace", 1).retries(0).response().await?;
///     println!("{} {:?}", reply.status(), reply.request_id());
///     Ok(reply.into_value())
/// }
/// ```
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<'a, R: Kind> {
    pub(crate) client: &'a Client,
    pub(crate) request: Request,
    pub(crate) tuning: Tuning,
    pub(crate) plan: R::Plan,
}

impl<'a, R: Kind> Call<'a, R> {
    pub(crate) fn new(client: &'a Client, request: Request) -> Self {
        Self { client, request, tuning: Tuning::default(), plan: R::Plan::default() }
    }

    /// Sets the time of the whole call, with all its attempts, pauses and the reply's body. Default: what the
    /// declaration says, else 10 min.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.tuning.timeout = Some(timeout);
        self
    }

    /// Sets the time of each attempt. Default: only the whole call is limited.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.tuning.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the longest time between two chunks of the reply's body. Default: 60 s.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.tuning.idle_timeout = Some(timeout);
        self
    }

    /// Sets how many times a failed attempt is repeated; 0 for never. Default: what the declaration says, else 2.
    pub fn retries(mut self, retries: u32) -> Self {
        self.tuning.retries = Some(retries);
        self
    }

    /// Sets a header, in place of any of the same name. Headers that frame the message, such as `content-length`, are
    /// refused.
    pub fn header(self, name: &str, value: impl Display) -> Self {
        self.with(|request| request.header(name, &value))
    }

    /// Leaves out a header that the client or the declaration would send.
    pub fn without_header(mut self, name: &str) -> Self {
        match headers::parse_name(name) {
            Ok(name) => {
                self.request.headers.remove(&name);
                self.request.removed.push(name);
                self
            }
            Err(error) => self.with(|request| request.fail(error)),
        }
    }

    /// Adds a query parameter beside the declared ones.
    pub fn query(self, name: &str, value: &(impl Serialize + ?Sized)) -> Self {
        self.with(|request| request.query(name, value))
    }

    /// Sets the key by which the service tells a repeated request from a new one. With it, any request may be retried.
    ///
    /// It goes into the header that the declaration names, else into `idempotency-key`.
    pub fn idempotency_key(self, key: impl Display) -> Self {
        let name = self.client.inner.idempotency_header();
        self.header(name, key)
    }

    /// Applies options that several calls share.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.tuning = self.tuning.overlaid(options.tuning);
        if !options.query.is_empty() {
            query::push_encoded(&mut self.request.query, &options.query);
        }
        if let Some(error) = &options.query_error {
            self.request = self.request.fail(Error::input(error.clone()));
        }
        for (name, value) in &options.headers {
            self.request = self.request.header(name, value);
        }
        match &options.idempotency_key {
            Some(key) => self.idempotency_key(key),
            None => self,
        }
    }

    /// Changes the request: how the setters of optional parameters are written.
    #[doc(hidden)]
    pub fn with(mut self, change: impl FnOnce(Request) -> Request) -> Self {
        self.request = change(self.request);
        self
    }

    /// Sends the call and gives the reply with its status, headers and request id.
    ///
    /// # Errors
    ///
    /// The same as awaiting the call.
    pub fn response(self) -> ResponseFuture<'a, R>
    where
        R: Reply,
    {
        ResponseFuture(self.into_future())
    }

    /// The same call with a reply of another kind.
    pub(crate) fn into_kind<K: Kind>(self) -> Call<'a, K> {
        let Self { client, request, tuning, .. } = self;
        Call { client, request, tuning, plan: K::Plan::default() }
    }

    /// Sends the call without decoding its reply.
    pub(crate) fn send(self) -> BoxFuture<'a, Result<Received, Error>>
    where
        R: Reply,
    {
        let wanted = Wanted { receive: R::RECEIVE, accept: R::accept() };
        Box::pin(execute::execute(self.client, self.request, self.tuning, wanted))
    }

    /// The same call once more, if its body can be sent again.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        Some(Self {
            client: self.client,
            request: self.request.try_clone()?,
            tuning: self.tuning,
            plan: self.plan,
        })
    }
}

impl<'a, T: DeserializeOwned + Send + 'static, E: Event> Call<'a, JsonOrEvents<T, E>> {
    /// Asks for events: sets the declared field of the body, whatever it was, and makes the reply a stream.
    pub fn stream(self) -> Call<'a, Events<E>> {
        let switch = self.request.endpoint.events().and_then(|spec| spec.switch());
        let call = match switch {
            Some(field) => self.with(|request| request.switch_on(field)),
            None => self,
        };
        call.into_kind()
    }
}

fn receive<R: Reply>(received: Received) -> Result<(R::Output, Head), Error> {
    let Received { head, body } = received;
    let value = R::receive(&head, body)?;
    Ok((value, head))
}

impl Request {
    /// The call of this request on `client`, with a reply of the kind `R`.
    pub fn call<R: Reply>(self, client: &Client) -> Call<'_, R> {
        Call::new(client, self)
    }
}

impl<'a, R: Reply> IntoFuture for Call<'a, R> {
    type Output = Result<R::Output, Error>;
    type IntoFuture = CallFuture<'a, R>;

    fn into_future(self) -> CallFuture<'a, R> {
        CallFuture { sending: self.send(), reply: PhantomData }
    }
}

impl<R: Kind> fmt::Debug for Call<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("request", &self.request)
            .field("tuning", &self.tuning)
            .finish_non_exhaustive()
    }
}

/// The future of a [`Call`].
#[must_use = "a future does nothing until it is awaited"]
pub struct CallFuture<'a, R> {
    sending: BoxFuture<'a, Result<Received, Error>>,
    reply: PhantomData<fn() -> R>,
}

impl<R: Reply> Future for CallFuture<'_, R> {
    type Output = Result<R::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> task::Poll<Self::Output> {
        let received = ready!(self.sending.as_mut().poll(context));
        task::Poll::Ready(received.and_then(receive::<R>).map(|(value, _)| value))
    }
}

/// The future of [`Call::response`].
#[derive(Debug)]
#[must_use = "a future does nothing until it is awaited"]
pub struct ResponseFuture<'a, R>(CallFuture<'a, R>);

impl<R: Reply> Future for ResponseFuture<'_, R> {
    type Output = Result<Response<R::Output>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> task::Poll<Self::Output> {
        let received = ready!(self.0.sending.as_mut().poll(context));
        let received = received.and_then(receive::<R>);
        task::Poll::Ready(received.map(|(value, head)| Response::new(value, head)))
    }
}

impl<R> fmt::Debug for CallFuture<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}
