//! Replies to every connection with the beginning of a run, over plain TCP, and then stays silent: `stream_server`.
//!
//! Prints its address, and stops when its standard input ends.

use std::io::{Read, Result, Write};
use std::net::{TcpListener, TcpStream};

use streaming::run::beginning;

fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        // Keeps the connections open.
        let mut open = Vec::new();
        for stream in listener.incoming() {
            open.extend(stream.and_then(answer).ok());
        }
    });
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}

/// Sends the head of a reply and one chunk of its body, once the head of the request has arrived.
fn answer(mut stream: TcpStream) -> Result<TcpStream> {
    let body = beginning();
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\nx-request-id: req_0123456789abcdef0123456789abcdef\r\nopenai-version: 2020-10-01\r\nopenai-processing-ms: 12\r\n\r\n{:x}\r\n{body}\r\n",
        body.len()
    );
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    stream.set_nodelay(true)?;
    while !seen.windows(4).any(|window| window == b"\r\n\r\n") {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        seen.extend_from_slice(&buffer[..read]);
    }
    stream.write_all(reply.as_bytes())?;
    Ok(stream)
}
