//! A misbehaving server on a loopback port. Each connection plays a script of steps, byte for byte,
//! so that a test decides what the network does.

use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use bytes::{Buf, Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// A step of a connection. The connection is closed at the end of its script.
#[derive(Clone, Debug)]
pub enum Step {
    /// Reads one whole request and records it.
    Read,
    /// Reads and discards this many bytes.
    ReadBytes(usize),
    /// Writes these bytes at once. They need not be valid HTTP.
    Write(Bytes),
    /// Writes these bytes in slices of `size`, with a pause after each.
    Drip {
        /// The bytes to write.
        bytes: Bytes,
        /// The number of bytes in a slice.
        size: usize,
        /// The pause after each slice.
        pause: Duration,
    },
    /// Waits.
    Delay(Duration),
    /// Closes the connection with a reset (RST).
    Reset,
    /// Closes the writing half, then reads until the client closes too.
    HalfClose,
    /// Neither reads nor writes until the test ends.
    Freeze,
    /// Writes nothing, and reads until the client closes.
    Stall,
}

impl Step {
    /// Writes a whole HTTP reply with this status, the content type JSON and a length.
    pub fn json(status: u16, body: &str) -> Self {
        Self::reply(status, "content-type: application/json\r\n", body)
    }

    /// Writes a whole HTTP reply with these header lines, each ending in CR LF, and a length.
    pub fn reply(status: u16, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::raw(format!(
            "HTTP/1.1 {status} Scripted\r\n{headers}content-length: {length}\r\n\r\n{body}"
        ))
    }

    /// Writes this text.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::Write(Bytes::from(text.into()))
    }
}

/// A request as received.
#[derive(Clone, Debug)]
pub struct WireRequest {
    /// The method.
    pub method: Method,
    /// The path and query, exactly as sent.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, without the chunked encoding.
    pub body: Bytes,
}

impl WireRequest {
    /// Returns the value of a header, if it was sent exactly once.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// The server. It stops when dropped.
#[derive(Debug)]
pub struct FaultServer {
    address: std::net::SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    scripts: Mutex<VecDeque<Vec<Step>>>,
    requests: watch::Sender<Vec<WireRequest>>,
    /// The numbers of connections accepted, and closed or reset by the client.
    accepted: watch::Sender<usize>,
    hung_up: watch::Sender<usize>,
}

impl FaultServer {
    /// Starts a server whose connections play these scripts, one after the other. The last script
    /// serves all further connections, too.
    pub async fn start<S: IntoIterator<Item = Step>>(scripts: impl IntoIterator<Item = S>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
        let address = listener.local_addr().expect("a bound address");
        let shared = Arc::new(Shared {
            scripts: Mutex::new(
                scripts.into_iter().map(|script| script.into_iter().collect()).collect(),
            ),
            requests: watch::channel(Vec::new()).0,
            accepted: watch::channel(0).0,
            hung_up: watch::channel(0).0,
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, accepting }
    }

    /// Returns the base URL: `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the requests that were read whole.
    pub fn requests(&self) -> Vec<WireRequest> {
        self.shared.requests.borrow().clone()
    }

    /// Waits until `count` requests were read whole.
    ///
    /// # Panics
    ///
    /// They do not arrive within ten seconds.
    pub async fn received(&self, count: usize) {
        let mut requests = self.shared.requests.subscribe();
        let received = requests.wait_for(|requests| requests.len() >= count);
        let received = tokio::time::timeout(Duration::from_secs(10), received).await;
        received.expect("the client sends nothing").expect("the server lives");
    }

    /// Returns how many connections were accepted.
    pub fn connections(&self) -> usize {
        *self.shared.accepted.borrow()
    }

    /// Waits until the client has closed `count` connections that the script left open.
    ///
    /// # Panics
    ///
    /// They are not closed within ten seconds.
    pub async fn hung_up(&self, count: usize) {
        let mut hung_up = self.shared.hung_up.subscribe();
        let closed = hung_up.wait_for(|closed| *closed >= count);
        let closed = tokio::time::timeout(Duration::from_secs(10), closed).await;
        closed.expect("the client keeps its connection open").expect("the server lives");
    }
}

impl Drop for FaultServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Returns an address on which nobody listens, so that connections to it are refused.
pub async fn refused_url() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port");
    format!("http://{}", listener.local_addr().expect("a bound address"))
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    // The connections end along with the server.
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        shared.accepted.send_modify(|count| *count += 1);
        let script = next_script(&shared);
        let shared = Arc::clone(&shared);
        connections.spawn(async move {
            let mut connection = Connection { stream, read: BytesMut::new(), shared };
            // The client may close in reaction to the script, so a broken pipe is not a failure of
            // the test.
            let _ = connection.play(script).await;
        });
    }
}

fn next_script(shared: &Shared) -> Vec<Step> {
    let mut scripts = shared.scripts.lock().expect("no panic while taking a script");
    let last = scripts.len() <= 1;
    if last { scripts.front().cloned() } else { scripts.pop_front() }.unwrap_or_default()
}

struct Connection {
    stream: TcpStream,
    read: BytesMut,
    shared: Arc<Shared>,
}

impl Connection {
    async fn play(&mut self, script: Vec<Step>) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        for step in script {
            self.step(step).await?;
        }
        Ok(())
    }

    async fn step(&mut self, step: Step) -> io::Result<()> {
        match step {
            Step::Read => self.read_request().await,
            Step::ReadBytes(count) => self.read_exactly(count).await.map(drop),
            Step::Write(bytes) => self.stream.write_all(&bytes).await,
            Step::Drip { bytes, size, pause } => self.drip(&bytes, size, pause).await,
            Step::Delay(duration) => {
                tokio::time::sleep(duration).await;
                Ok(())
            }
            Step::Reset => self.reset().await,
            Step::HalfClose => {
                self.stream.shutdown().await?;
                self.read_to_end().await
            }
            Step::Freeze => std::future::pending().await,
            Step::Stall => self.read_to_end().await,
        }
    }

    async fn drip(&mut self, bytes: &[u8], size: usize, pause: Duration) -> io::Result<()> {
        for slice in bytes.chunks(size) {
            if let Err(error) = self.stream.write_all(slice).await {
                self.shared.hung_up.send_modify(|count| *count += 1);
                return Err(error);
            }
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }

    async fn reset(&mut self) -> io::Result<()> {
        self.stream.set_zero_linger()?;
        // With a linger time of zero, the socket sends RST when it is closed, which happens at the
        // end.
        Err(io::ErrorKind::ConnectionReset.into())
    }

    async fn read_to_end(&mut self) -> io::Result<()> {
        self.read.clear();
        loop {
            self.read.clear();
            let closed =
                !matches!(self.stream.read_buf(&mut self.read).await, Ok(count) if count > 0);
            if closed {
                self.shared.hung_up.send_modify(|count| *count += 1);
                return Ok(());
            }
        }
    }

    async fn read_more(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.read).await? == 0 {
            self.shared.hung_up.send_modify(|count| *count += 1);
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    async fn read_exactly(&mut self, count: usize) -> io::Result<Bytes> {
        while self.read.len() < count {
            self.read_more().await?;
        }
        Ok(self.read.split_to(count).freeze())
    }

    /// Splits off the text up to `end`, and removes `end` as well.
    async fn read_until(&mut self, end: &str) -> io::Result<String> {
        loop {
            let found = self.read.windows(end.len()).position(|window| window == end.as_bytes());
            if let Some(at) = found {
                let text = String::from_utf8_lossy(&self.read.split_to(at)).into_owned();
                self.read.advance(end.len());
                return Ok(text);
            }
            self.read_more().await?;
        }
    }

    async fn read_request(&mut self) -> io::Result<()> {
        let head = self.read_until("\r\n\r\n").await?;
        let mut request = parse_head(&head).ok_or(io::ErrorKind::InvalidData)?;
        request.body = match request.header("content-length").map(str::parse) {
            Some(length) => {
                self.read_exactly(length.map_err(|_| io::ErrorKind::InvalidData)?).await?
            }
            None if request.header("transfer-encoding").is_some() => self.read_chunks().await?,
            None => Bytes::new(),
        };
        self.shared.requests.send_modify(|requests| requests.push(request));
        Ok(())
    }

    async fn read_chunks(&mut self) -> io::Result<Bytes> {
        let mut body = BytesMut::new();
        loop {
            let size = self.read_until("\r\n").await?;
            let size = usize::from_str_radix(&size, 16).map_err(|_| io::ErrorKind::InvalidData)?;
            body.extend_from_slice(&self.read_exactly(size).await?);
            self.read_until("\r\n").await?;
            if size == 0 {
                return Ok(body.freeze());
            }
        }
    }
}

fn parse_head(head: &str) -> Option<WireRequest> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let method = words.next()?.parse().ok()?;
    let target = words.next()?.to_owned();
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':')?;
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value.trim()).ok()?))
    });
    Some(WireRequest {
        method,
        target,
        headers: headers.collect::<Option<_>>()?,
        body: Bytes::new(),
    })
}
