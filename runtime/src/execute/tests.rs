//! The engine against a scripted transport, with time standing still.

mod credentials;
mod pages;
mod repetition;
mod replies;
mod requests;
mod time;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::reply::{Empty, Json, Raw, Text};
use crate::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind, TransportRequest,
    TransportResponse,
};
use crate::{
    Api, ApiError, ApiSpec, AuthScheme, AuthSpec, Body, ByteStream, CallOptions, Client,
    ClientBuilder, Endpoint, Error, ErrorDecoder, ErrorKind, GaveUp, HeaderSource, HeaderSpec,
    Limits, Method, Page, Paged, Polled, Redirects, Reply, Request, SecretString, Timeout,
    TokioClock,
};

// ===== a small API =====

const SPEC: ApiSpec = ApiSpec::new("Things")
    .base_url("https://api.example.com/v1")
    .base_url_env("THINGS_BASE_URL")
    .auth(AuthSpec::new(AuthScheme::Bearer).env("THINGS_API_KEY"))
    .headers(&[
        HeaderSpec::new("things-version", HeaderSource::Static("2")),
        HeaderSpec::new("things-org", HeaderSource::OptionalEnv("THINGS_ORG")),
    ])
    .error(ErrorDecoder::of::<Problem>());

const GET: &Endpoint = &Endpoint::new(Method::GET, "/things/{thing}").named("things.retrieve");
const LIST: &Endpoint =
    &Endpoint::new(Method::GET, "/things").named("things.list").paged_by("after");
const CREATE: &Endpoint = &Endpoint::new(Method::POST, "/things")
    .named("things.create")
    .headers(&[("things-beta", "v2")]);
const PUBLIC: &Endpoint = &Endpoint::new(Method::GET, "/public").named("public").no_auth();

#[derive(Clone)]
struct Things(Client);

impl Api for Things {
    const SPEC: &'static ApiSpec = &SPEC;

    fn endpoints() -> crate::Endpoints {
        crate::Endpoints::default()
    }

    fn from_client(client: Client) -> Self {
        Self(client)
    }

    fn client(&self) -> &Client {
        &self.0
    }
}

#[derive(Debug)]
struct Problem(Value);

impl<'de> serde::Deserialize<'de> for Problem {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }
}

impl ApiError for Problem {
    fn message(&self) -> Option<&str> {
        self.0["message"].as_str()
    }

    fn code(&self) -> Option<&str> {
        self.0["code"].as_str()
    }

    fn is_final(&self) -> bool {
        self.code() == Some("quota")
    }
}

// ===== a scripted transport =====

/// What the transport does with one request.
enum Act {
    Reply(StatusCode, &'static [(&'static str, &'static str)], ResponseBody),
    Fail(TransportErrorKind),
    Hang,
}

fn ok(body: &'static str) -> Act {
    Act::Reply(StatusCode::OK, &[], body.into())
}

fn status(code: u16) -> Act {
    Act::Reply(StatusCode::from_u16(code).unwrap(), &[], r#"{"message":"no"}"#.into())
}

fn with(code: u16, headers: &'static [(&'static str, &'static str)]) -> Act {
    Act::Reply(StatusCode::from_u16(code).unwrap(), headers, ResponseBody::empty())
}

/// A body whose chunks come at these distances; `None` is a break.
fn slow(chunks: Vec<(u64, Option<&'static str>)>) -> ResponseBody {
    struct Chunks(VecDeque<(u64, Option<&'static str>)>, Option<crate::Sleep>);
    impl futures_core::Stream for Chunks {
        type Item = Result<bytes::Bytes, TransportError>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            use crate::Clock as _;
            let Some((seconds, chunk)) = self.0.front().copied() else {
                return std::task::Poll::Ready(None);
            };
            let sleep =
                self.1.get_or_insert_with(|| TokioClock.sleep(Duration::from_secs(seconds)));
            std::task::ready!(sleep.as_mut().poll(context));
            self.1 = None;
            self.0.pop_front();
            let broken = || TransportError::new(TransportErrorKind::ResponseBody, "cut");
            std::task::Poll::Ready(Some(chunk.map(Into::into).ok_or_else(broken)))
        }
    }
    ResponseBody::stream(Chunks(chunks.into(), None))
}

/// What a request looked like.
struct Seen {
    method: Method,
    url: String,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Seen {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

#[derive(Clone, Default)]
struct Script {
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Script {
    fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self { acts: Arc::new(Mutex::new(acts.into_iter().collect())), seen: Arc::default() }
    }

    fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    fn last(&self) -> Seen {
        self.seen.lock().unwrap().pop().unwrap()
    }

    fn builder(&self) -> ClientBuilder<Things> {
        ClientBuilder::new().api_key("sk-secret").transport(self.clone()).jitter(|| 1.0)
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap().0
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        self.seen.lock().unwrap().push(Seen {
            method: request.method,
            url: request.url.into(),
            headers: request.headers,
            body: request.body.into_bytes().unwrap_or_default().to_vec(),
        });
        let act = self.acts.lock().unwrap().pop_front().expect("no more requests were expected");
        Box::pin(async move {
            match act {
                Act::Reply(status, headers, body) => {
                    let headers = headers.iter().map(|(name, value)| {
                        (HeaderName::from_static(name), HeaderValue::from_static(value))
                    });
                    Ok(TransportResponse::new(status, body).with_headers(headers.collect()))
                }
                Act::Fail(kind) => Err(TransportError::new(kind, "scripted")),
                Act::Hang => std::future::pending().await,
            }
        })
    }
}

async fn get<R: Reply>(client: &Client) -> Result<R::Output, Error> {
    Request::new(GET).path("a").call::<R>(client).await
}

async fn create(client: &Client) -> Result<Value, Error> {
    Request::new(CREATE).json(&json!({"name": "n"})).call::<Json<Value>>(client).await
}
