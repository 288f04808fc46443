//! A transport in memory that plays a script, for tests with a paused clock.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, stream};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use schematic_api::{
    Body,
    transport::{
        BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind, TransportRequest,
        TransportResponse,
    },
};
use tokio::time::{Instant, sleep};

/// How an attempt ends.
#[derive(Clone, Debug)]
pub enum Answer {
    /// With a reply.
    Reply(Reply),
    /// With a failure of the transport, after a delay.
    Fail(TransportErrorKind, Duration),
    /// Never.
    Hang,
}

/// The reply of a script.
#[derive(Clone, Debug)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    delay: Duration,
    chunks: Vec<(Duration, Bytes)>,
    end: End,
}

/// How a body ends after its chunks.
#[derive(Clone, Copy, Debug)]
enum End {
    Whole,
    Broken,
    Open,
}

impl Reply {
    /// Builds an empty reply with this status.
    pub fn status(status: u16) -> Self {
        let status = StatusCode::from_u16(status).expect("a status");
        let (headers, chunks) = (HeaderMap::new(), Vec::new());
        Self { status, headers, delay: Duration::ZERO, chunks, end: End::Whole }
    }

    /// Builds a reply with this status and JSON.
    pub fn json(status: u16, json: impl Into<String>) -> Self {
        Self::status(status).header("content-type", "application/json").chunk(json.into())
    }

    /// The status, as a number.
    pub fn code(&self) -> u16 {
        self.status.as_u16()
    }

    /// Adds a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header name");
        self.headers.append(name, HeaderValue::from_str(value).expect("a header value"));
        self
    }

    /// Adds bytes to the body.
    pub fn chunk(self, bytes: impl Into<Bytes>) -> Self {
        self.chunk_after(Duration::ZERO, bytes)
    }

    /// Adds bytes to the body that come after a pause.
    pub fn chunk_after(mut self, pause: Duration, bytes: impl Into<Bytes>) -> Self {
        self.chunks.push((pause, bytes.into()));
        self
    }

    /// Delays the head by this long.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Lets the body break off after its chunks.
    pub fn broken(self) -> Self {
        Self { end: End::Broken, ..self }
    }

    /// Lets the body go on without end.
    pub fn open(self) -> Self {
        Self { end: End::Open, ..self }
    }
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

/// A connection that cannot be established.
pub fn refused() -> Answer {
    Answer::Fail(TransportErrorKind::Connect, Duration::ZERO)
}

/// A connection that breaks after the request has been written.
pub fn reset() -> Answer {
    Answer::Fail(TransportErrorKind::Interrupted, Duration::ZERO)
}

/// A request as the transport received it.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The method.
    pub method: Method,
    /// The complete URL.
    pub url: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, read to the end.
    pub body: Bytes,
    /// When it was sent.
    pub at: Instant,
}

impl Sent {
    /// Returns the value of a header, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns all values of a header.
    pub fn header_values(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
    }

    /// Returns the part of the URL after the host.
    pub fn target(&self) -> &str {
        let after_scheme = self.url.find("://").map_or(0, |at| at + 3);
        let path =
            self.url[after_scheme..].find('/').map_or(self.url.len(), |at| after_scheme + at);
        &self.url[path..]
    }

    /// Returns the query, without the question mark.
    pub fn query(&self) -> &str {
        self.url.split_once('?').map_or("", |(_, query)| query)
    }
}

/// The transport. Clones share the script and the records.
#[derive(Clone, Debug)]
pub struct Scripted {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    script: Mutex<VecDeque<Answer>>,
    sent: Mutex<Vec<Sent>>,
    /// The number of unfinished exchanges: those that wait for a head, or whose body has not been
    /// read to the end.
    open: AtomicUsize,
}

impl Scripted {
    /// Builds a transport that gives these answers, one for each attempt. The last one answers all
    /// further attempts, too.
    pub fn new<A: Into<Answer>>(script: impl IntoIterator<Item = A>) -> Self {
        let script = Mutex::new(script.into_iter().map(Into::into).collect());
        Self {
            shared: Arc::new(Shared { script, sent: Mutex::default(), open: AtomicUsize::new(0) }),
        }
    }

    /// Builds a transport that always answers with this JSON.
    pub fn always(json: &str) -> Self {
        Self::new([Reply::json(200, json)])
    }

    /// Returns the requests sent so far, in order.
    pub fn sent(&self) -> Vec<Sent> {
        self.shared.sent.lock().expect("no panic while recording").clone()
    }

    /// Returns the only request that was sent.
    ///
    /// # Panics
    ///
    /// The number of requests is not one.
    pub fn only(&self) -> Sent {
        let sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:#?}");
        sent.into_iter().next().expect("one request")
    }

    /// Returns how many attempts were made.
    pub fn attempts(&self) -> usize {
        self.sent().len()
    }

    /// Returns the pauses between the attempts.
    pub fn pauses(&self) -> Vec<Duration> {
        self.sent().windows(2).map(|pair| pair[1].at - pair[0].at).collect()
    }

    /// Returns the number of exchanges that are neither finished nor dropped.
    pub fn open(&self) -> usize {
        self.shared.open.load(SeqCst)
    }

    fn next_answer(&self) -> Option<Answer> {
        let mut script = self.shared.script.lock().expect("no panic while taking an answer");
        if script.len() <= 1 { script.front().cloned() } else { script.pop_front() }
    }

    fn record(&self, sent: Sent) {
        self.shared.sent.lock().expect("no panic while recording").push(sent);
    }
}

impl Transport for Scripted {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let guard = Guard::new(&self.shared);
        let at = Instant::now();
        let TransportRequest { method, url, headers, body } = request;
        Box::pin(async move {
            let body = read(body).await?;
            self.record(Sent { method, url: url.into(), headers, body, at });
            match self.next_answer() {
                Some(Answer::Reply(reply)) => {
                    sleep(reply.delay).await;
                    let body = ResponseBody::stream(chunks(reply.chunks, reply.end, guard));
                    Ok(TransportResponse::new(reply.status, body).with_headers(reply.headers))
                }
                Some(Answer::Fail(kind, delay)) => {
                    sleep(delay).await;
                    Err(TransportError::new(kind, "scripted failure"))
                }
                Some(Answer::Hang) => std::future::pending().await,
                None => Err(TransportError::new(TransportErrorKind::Unusable, "no script")),
            }
        })
    }
}

async fn read(body: Body) -> Result<Bytes, TransportError> {
    let mut stream = match body.into_bytes() {
        Ok(bytes) => return Ok(bytes),
        Err(stream) => stream,
    };
    let mut read = BytesMut::new();
    while let Some(chunk) = stream.next().await {
        let chunk =
            chunk.map_err(|error| TransportError::new(TransportErrorKind::RequestBody, error))?;
        read.extend_from_slice(&chunk);
    }
    Ok(read.freeze())
}

fn chunks(
    chunks: Vec<(Duration, Bytes)>,
    end: End,
    guard: Guard,
) -> impl futures_util::Stream<Item = Result<Bytes, TransportError>> + Send {
    let chunks = stream::iter(chunks).then(|(pause, bytes)| async move {
        if !pause.is_zero() {
            sleep(pause).await;
        }
        Ok(bytes)
    });
    let end = stream::once(async move {
        match end {
            End::Whole => None,
            End::Broken => Some(Err(TransportError::new(TransportErrorKind::ResponseBody, "cut"))),
            End::Open => std::future::pending().await,
        }
    });
    // The stream holds the guard, so the exchange counts as open until the stream is dropped.
    chunks.chain(end.filter_map(|end| async { end })).map(move |chunk| {
        let _open = &guard;
        chunk
    })
}

/// Counts an exchange as open until it is dropped.
#[derive(Debug)]
struct Guard(Arc<Shared>);

impl Guard {
    fn new(shared: &Arc<Shared>) -> Self {
        shared.open.fetch_add(1, SeqCst);
        Self(Arc::clone(shared))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, SeqCst);
    }
}
