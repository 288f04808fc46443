//! A typed stand-in for a declared service, for tests of code that calls it. Requires the feature `mock`.
//!
//! With this feature, `api!` generates a request type for each endpoint, which contains the decoded path parameters,
//! query, headers and body. A handler takes this type and returns the reply type, or an [`ErrorReply`]. The mock
//! routes, decodes and checks what your code sends according to the declaration, so a test also fails when the call is
//! wrong, not only when the reply is.
//!
//! A reply `T?` is returned as an `Option<T>`, events as [`Events`], lines as [`Lines`], and either of two replies as
//! [`JsonOrEvents`]. An error in a reply of success is an [`ErrorReply`] with the status 200. A success with another status or with
//! headers is a [`SuccessReply`] from a handler that [`Mock::on_reply`] sets.
//!
//! # Examples
//!
//! ```
//! use schematic_api::mock::{ErrorReply, Mock};
//! use schematic_api::{Object, StatusCode, api};
//!
//! /// A note.
//! #[derive(Clone, Debug, PartialEq, Object)]
//! pub struct Note {
//!     pub id: u64,
//!     pub text: String,
//! }
//!
//! api! {
//!     pub client Notes at "https://notes.example.com/v1" { auth bearer env "NOTES_KEY"; }
//!
//!     retrieve: GET /notes/<id: u64> -> Note;
//! }
//!
//! /// The code under test.
//! async fn headline(notes: &Notes, id: u64) -> Result<String, schematic_api::Error> {
//!     Ok(notes.retrieve(id).await?.text.lines().next().unwrap_or_default().to_owned())
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! let mock = Mock::<Notes>::new().on(|request: NotesRetrieveRequest| async move {
//!     match request.id {
//!         7 => Ok(Note::new(7, "Milk\nand bread")),
//!         _ => Err(ErrorReply::new(StatusCode::NOT_FOUND)),
//!     }
//! });
//!
//! let notes = mock.client();
//! assert_eq!(headline(&notes, 7).await.unwrap(), "Milk");
//! assert_eq!(headline(&notes, 8).await.unwrap_err().status(), Some(StatusCode::NOT_FOUND));
//! assert_eq!(mock.received::<NotesRetrieveRequest>().len(), 2);
//! # });
//! ```
//!
//! [`Mock::client`] connects through memory: it needs no port and no thread, and time can be paused. [`Mock::listen`]
//! opens a port on the loopback interface, for code that brings its own client, in any language.
//!
//! # Limits
//!
//! With the feature `openapi` as well, a mock refuses what breaks a limit that a field declares, such as `#[wire(max = 100)]`, and
//! names the place. It looks at JSON bodies, lines of JSON, forms, and queries, of which a struct may be the whole or one parameter.
//! It does not look at parts of multipart bodies, at headers and parameters of paths, and at types without a schema. A `pattern` is
//! a regular expression of JavaScript, and is not checked.

mod choice;
mod chunks;
mod error_reply;
mod events;
mod exchange;
#[cfg(feature = "multipart")]
mod form;
#[cfg(feature = "openapi")]
mod limit_check;
#[cfg(feature = "openapi")]
mod limited;
#[cfg(feature = "openapi")]
mod limits;
mod lines;
mod memory;
mod page_reply;
mod parts;
mod received;
mod route;
mod server;
mod service;
mod success_reply;
#[cfg(feature = "openapi")]
mod typed;
mod values;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

pub use self::error_reply::{ErrorReply, Reason, Rejection};
pub use self::events::{Events, Interruption, JsonOrEvents};
pub use self::exchange::Exchange;
#[cfg(feature = "multipart")]
pub use self::form::{FromForm, ReceivedForm};
#[cfg(feature = "openapi")]
#[doc(hidden)]
pub use self::limited::Limited;
pub use self::lines::Lines;
use self::memory::MemoryTransport;
pub use self::page_reply::PageReply;
pub use self::parts::{Operation, Parts, RepliesWith};
pub use self::received::Received;
pub use self::server::MockServer;
use self::service::Service;
pub use self::success_reply::SuccessReply;
use crate::Api;
use crate::client::ClientBuilder;
use crate::declaration::{CredentialSpec, ValueSource};
pub use crate::reply::Respond;
use crate::reply::respond::as_declared;
use crate::transport::Transport;

/// A stand-in for the service of the API `A`: its handlers, and a record of the requests it received.
///
/// Clones share their handlers and their record. The [module](self) has an overview and an example.
pub struct Mock<A> {
    service: Arc<Service>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Mock<A> {
    /// Creates a service without handlers: every declared endpoint replies 501, a declared path with another method
    /// 405, and anything else 404.
    pub fn new() -> Self {
        Self { service: Arc::new(Service::new(A::SPEC, A::endpoints())), api: PhantomData }
    }

    /// Sets the handler of an endpoint, replacing an earlier one. The type of its argument determines the endpoint.
    ///
    /// Endpoints of one method and path are told apart by their constant query parameters and headers, of which the one
    /// with the most wins, then by the parameters and headers that they require, then by the media type and the kind of their
    /// body, and then by its type: a request is for the endpoint that it can be decoded for. The reply to a body that fits
    /// the types of several handlers is an error that names them. An endpoint with a URL in place of a path gets the requests
    /// of its method that no other endpoint with a handler takes.
    ///
    /// # Panics
    ///
    /// Panics if an endpoint that no body tells apart from this one has a handler, too: both have text or bytes for a body, or
    /// both may be without one.
    #[track_caller]
    pub fn on<O, R, H, F>(self, handler: H) -> Self
    where
        O: RepliesWith<R>,
        R: Respond,
        H: Fn(O) -> F + Send + Sync + 'static,
        F: Future<Output = Result<R::Value, ErrorReply>> + Send + 'static,
    {
        self.on_reply(move |request| {
            let value = handler(request);
            async move { value.await.map(SuccessReply::new) }
        })
    }

    /// Sets the handler of an endpoint, as [`on`](Self::on) does, that decides on the status or the headers of a success.
    ///
    /// # Panics
    ///
    /// Those of [`on`](Self::on).
    #[track_caller]
    pub fn on_reply<O, R, H, F>(self, handler: H) -> Self
    where
        O: RepliesWith<R>,
        R: Respond,
        H: Fn(O) -> F + Send + Sync + 'static,
        F: Future<Output = Result<SuccessReply<R::Value>, ErrorReply>> + Send + 'static,
    {
        #[cfg(feature = "openapi")]
        let read = limit_check::reader::<O>();
        #[cfg(not(feature = "openapi"))]
        let read = O::from_parts;
        let check = |parts: &Parts| O::from_parts(parts).map(drop);
        self.service.handle(O::ENDPOINT, check, move |parts| {
            let replying = read(&parts).map(&handler);
            Box::pin(async move {
                let (value, head) = match replying {
                    Ok(reply) => reply.await?.into_parts(),
                    Err(rejection) => return Err(rejection.of(O::ENDPOINT).into()),
                };
                let response = R::respond(value, O::ENDPOINT);
                let response = response.map_err(|error| ErrorReply::broken(&error))?;
                Ok(head.apply(as_declared(response, O::ENDPOINT))?)
            })
        });
        self
    }

    /// Sets a check of every request, which runs before the handler and can refuse the request.
    ///
    /// Use it for what the service requires of all requests, such as a key.
    ///
    /// It replaces an earlier check.
    pub fn guard(
        self,
        guard: impl Fn(&Received) -> Result<(), ErrorReply> + Send + Sync + 'static,
    ) -> Self {
        self.service.change(|settings| settings.guard = Arc::new(guard));
        self
    }

    /// Sets the reply to requests that reach no handler, in the format of the service.
    ///
    /// Default: `{"error":{"message":…}}`.
    pub fn reject_with(
        self,
        failure: impl Fn(Rejection) -> ErrorReply + Send + Sync + 'static,
    ) -> Self {
        self.service.change(|settings| settings.reject = Arc::new(failure));
        self
    }

    /// Sets a function that adds headers to every reply, such as a request id.
    pub fn stamp(self, stamp: impl Fn(&mut HeaderMap) + Send + Sync + 'static) -> Self {
        self.service.change(|settings| settings.stamp = Arc::new(stamp));
        self
    }

    /// Sets the largest body of a request that arrives at a [port](Self::listen), in bytes. A larger one is replied to with
    /// 413. Default: 64 MiB.
    pub fn max_body(self, bytes: usize) -> Self {
        self.service.change(|settings| settings.max_body = bytes);
        self
    }

    /// Sets a function that is told of every request from now on, once its reply begins: a log, for example. It replaces an
    /// earlier one.
    ///
    /// ```
    /// # schematic_api::api! { pub client Shop at "https://shop.example/v1"; ping: GET /ping -> empty; }
    /// use schematic_api::mock::Mock;
    ///
    /// let mock = Mock::<Shop>::new();
    /// mock.observe(|exchange| {
    ///     let time = exchange.duration().as_millis();
    ///     eprintln!("{} {} {} {time} ms", exchange.method(), exchange.path(), exchange.status().as_u16());
    /// });
    /// ```
    pub fn observe(&self, observer: impl Fn(&Exchange) + Send + Sync + 'static) {
        self.service.change(|settings| settings.observer = Arc::new(observer));
    }

    /// Delays every reply from now on. Default: no delay.
    pub fn delay(&self, delay: Duration) {
        self.service.change(|settings| settings.delay = delay);
    }

    /// Replies to the next `count` requests with `failure`, whatever they are for. After that the handlers reply again.
    pub fn fail_next(&self, count: usize, failure: impl Into<ErrorReply>) {
        let failure = failure.into();
        self.service
            .change(|settings| settings.failures.extend(std::iter::repeat_n(failure, count)));
    }

    /// Returns the requests received so far, oldest first: at most the last 1,000, and of those only as many as have bodies
    /// of 64 MiB in all.
    pub fn requests(&self) -> Vec<Received> {
        self.service.requests()
    }

    /// Returns the decoded requests of one endpoint, oldest first.
    ///
    /// Requests that do not match the endpoint's types are left out.
    pub fn received<O: Operation>(&self) -> Vec<O> {
        let requests = self.requests().into_iter();
        requests
            .filter_map(|received| O::from_parts(&self.service.parts(O::ENDPOINT, received)?).ok())
            .collect()
    }

    /// Returns a client that is connected through memory, with a made-up credential.
    ///
    /// # Panics
    ///
    /// Panics if no client can be built from the declaration, for example because a declared header is not valid.
    pub fn client(&self) -> A {
        match self.client_builder().build() {
            Ok(client) => client,
            Err(error) => panic!("the client of the mock cannot be built: {error}"),
        }
    }

    /// Returns the connection to the mock, for a transport that wraps it.
    pub fn transport(&self) -> impl Transport + use<A> {
        MemoryTransport::new(Arc::clone(&self.service))
    }

    /// Returns a builder of such a client, for setting timeouts, retries and the like. The environment is not read.
    pub fn client_builder(&self) -> ClientBuilder<A> {
        // A name that never resolves: if another transport is set, no request leaves the machine.
        let base_url = format!("https://mock.invalid{}", self.service.base_path());
        made_up(ClientBuilder::new().base_url(base_url).transport(self.transport()))
    }

    /// Opens a free port on the loopback interface and replies there until the server is dropped.
    ///
    /// # Errors
    ///
    /// Returns an error if the port cannot be opened.
    pub async fn listen(&self) -> std::io::Result<MockServer<A>> {
        self.listen_on(0).await
    }

    /// Like [`listen`](Self::listen), on a port of your choice.
    ///
    /// # Errors
    ///
    /// Returns an error if the port is in use or cannot be opened.
    pub async fn listen_on(&self, port: u16) -> std::io::Result<MockServer<A>> {
        MockServer::start(Arc::clone(&self.service), port).await
    }
}

/// Sets a made-up credential, and the headers and query parameters without which the client cannot be built.
fn made_up<A: Api>(builder: ClientBuilder<A>) -> ClientBuilder<A> {
    let builder = builder.credential("mock:mock");
    let names = A::SPEC.credentials().iter().map(CredentialSpec::name);
    let builder = names.fold(builder, |builder, name| builder.credential_for(name, "mock:mock"));
    let required =
        A::SPEC.headers().iter().filter(|header| matches!(header.source(), ValueSource::Env(_)));
    let builder = required.fold(builder, |builder, header| builder.header(header.name(), "mock"));
    let required =
        A::SPEC.query().iter().filter(|query| matches!(query.source(), ValueSource::Env(_)));
    required.fold(builder, |builder, query| builder.query(query.name(), "mock"))
}

impl<A: Api> Default for Mock<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> Clone for Mock<A> {
    fn clone(&self) -> Self {
        Self { service: Arc::clone(&self.service), api: PhantomData }
    }
}

impl<A: Api> fmt::Debug for Mock<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("api", &A::SPEC.name()).finish_non_exhaustive()
    }
}
