//! Replies to every request with one run, over plain TCP: `server`. Prints its address, and stops when its standard
//! input ends.

use std::io::{Read, Result, Write};
use std::net::{TcpListener, TcpStream};

const RUN: &str = include_str!("../../data/run.json");

fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        listener.incoming().flatten().for_each(|stream| drop(std::thread::spawn(|| answer(stream))))
    });
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}

/// One reply for each request head; the requests have no body.
fn answer(mut stream: TcpStream) -> Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nx-request-id: req_abc123\r\n\r\n",
        RUN.len()
    );
    let reply = head + RUN;
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    stream.set_nodelay(true)?;
    loop {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        seen.extend_from_slice(&buffer[..read]);
        while let Some(end) = seen.windows(4).position(|window| window == b"\r\n\r\n") {
            seen.drain(..end + 4);
            stream.write_all(reply.as_bytes())?;
        }
    }
}
