//! One side of a large transfer, in a process of its own.
//!
//! - `transfer serve` prints its URL, takes and gives bytes until its standard input ends, and then prints its peak.
//! - `transfer upload-parts URL PATH` sends a file as a part, and `transfer upload-stream URL LENGTH` as many zeros.
//! - `transfer download URL PATH` saves what the server gives.
//!
//! Each of the last three prints how many bytes were transferred, and its peak: the most memory that it had, in KiB.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::process::ExitCode;
use std::task::{Context, Poll};
use std::thread;

use schematic_api::{Body, Error, FilePart, Multipart, api};
use tokio::io::{AsyncRead, ReadBuf};

#[derive(Debug, Multipart)]
struct Parcel {
    name: String,
    file: FilePart,
}

api! {
    client Depot at "http://127.0.0.1:1" { retry 0; }

    parcel:  POST /parcel (multipart Parcel) -> text;
    pipe:    POST /pipe (stream) -> text;
    content: GET /content -> stream;
}

/// The number of bytes that the server gives.
const CONTENT: u64 = 1 << 30;

static ZEROS: [u8; 64 * 1024] = [0; 64 * 1024];

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["serve"] => serve().map_err(|error| error.to_string()),
        [side, url, what] => client(side, url, what),
        _ => Err("usage: transfer SIDE [URL WHAT]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The most memory that this process had, in KiB, as Linux counts it.
fn peak() -> io::Result<String> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"));
    Ok(peak.ok_or(io::ErrorKind::InvalidData)?.trim().to_owned())
}

// ===== the client =====

#[tokio::main(flavor = "current_thread")]
async fn client(side: &str, url: &str, what: &str) -> Result<(), String> {
    let depot = Depot::builder().base_url(url).build().map_err(|error| error.to_string())?;
    let done = transfer(&depot, side, what).await.map_err(|error| format!("{:?}", error.kind()))?;
    println!("{done} {}", peak().map_err(|error| error.to_string())?);
    Ok(())
}

async fn transfer(depot: &Depot, side: &str, what: &str) -> Result<String, Error> {
    match side {
        "upload-parts" => depot.parcel(Parcel::new("zeros", FilePart::from_path(what))).await,
        "upload-stream" => {
            let length = what.parse().expect("a length");
            depot.pipe(Body::reader(Zeros(length))).await
        }
        "download" => Ok(depot.content().await?.save_to(what).await?.to_string()),
        other => panic!("unknown side `{other}`"),
    }
}

/// A reader of as many zeros.
struct Zeros(u64);

impl AsyncRead for Zeros {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let left = usize::try_from(self.0).unwrap_or(usize::MAX);
        let length = left.min(buffer.remaining()).min(ZEROS.len());
        buffer.put_slice(&ZEROS[..length]);
        self.0 -= length as u64;
        Poll::Ready(Ok(()))
    }
}

// ===== the server =====

fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        listener.incoming().flatten().for_each(|stream| {
            // A client that goes away is what some tests are about.
            thread::spawn(|| answer(stream));
        });
    });
    io::copy(&mut io::stdin(), &mut io::sink())?;
    println!("{}", peak()?);
    Ok(())
}

/// Answers the one request of a connection: with content, or with the number of zeros in its body.
fn answer(mut stream: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(ZEROS.len(), stream.try_clone()?);
    let head = head(&mut reader)?;
    if head.starts_with("GET ") {
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {CONTENT}\r\n\r\n"
        )?;
        return io::copy(&mut io::repeat(0).take(CONTENT), &mut stream).map(drop);
    }
    let zeros = match head.lines().find_map(|line| line.strip_prefix("content-length: ")) {
        Some(length) => zeros(&mut reader, length.parse().map_err(io::Error::other)?)?,
        None => zeros_in_chunks(&mut reader)?,
    };
    let zeros = zeros.to_string();
    let length = zeros.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{zeros}"
    )
}

/// Reads the lines up to an empty one.
fn head(reader: &mut impl BufRead) -> io::Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(head)
}

/// Reads as many bytes, and counts the zeros among them.
fn zeros(reader: &mut impl BufRead, mut length: u64) -> io::Result<u64> {
    let mut zeros = 0;
    while length > 0 {
        let bytes = reader.fill_buf()?;
        let bytes = &bytes[..bytes.len().min(usize::try_from(length).unwrap_or(usize::MAX))];
        let count = match bytes.len() {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            // Byte by byte it takes long, unoptimised.
            count if bytes == &ZEROS[..count] => count,
            _ => bytes.iter().filter(|byte| **byte == 0).count(),
        };
        zeros += count as u64;
        let read = bytes.len();
        length -= read as u64;
        reader.consume(read);
    }
    Ok(zeros)
}

/// The same, of a body in chunks.
fn zeros_in_chunks(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut all = 0;
    loop {
        let mut size = String::new();
        reader.read_line(&mut size)?;
        let size = u64::from_str_radix(size.trim_end(), 16).map_err(io::Error::other)?;
        all += zeros(reader, size)?;
        // The end of the line.
        zeros(reader, 2)?;
        if size == 0 {
            return Ok(all);
        }
    }
}
