//! Takes a body of any length for each request, with or without a length, and replies with a file: `upload_server`. Prints
//! its address, and stops when its standard input ends.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::{TcpListener, TcpStream};

const FILE: &str = r#"{"id":"file-abc123","object":"file","bytes":67108864,"created_at":1764150000,"filename":"zeros.bin","purpose":"assistants"}"#;

fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        listener.incoming().flatten().for_each(|stream| drop(std::thread::spawn(|| answer(stream))))
    });
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}

fn answer(mut stream: TcpStream) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(1 << 20, stream.try_clone()?);
    loop {
        let mut length = None;
        for line in lines(&mut reader)? {
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = Some(value.trim().parse().map_err(Error::other)?);
            }
        }
        match length {
            Some(length) => skip(&mut reader, length)?,
            None => skip_chunks(&mut reader)?,
        }
        let length = FILE.len();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
        write!(stream, "{head} {length}\r\n\r\n{FILE}")?;
    }
}

/// The lines of a head.
fn lines(reader: &mut impl BufRead) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        match reader.read_line(&mut line)? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            2 => return Ok(lines),
            _ => lines.push(line),
        }
    }
}

fn skip(reader: &mut impl BufRead, length: u64) -> Result<()> {
    std::io::copy(&mut reader.take(length), &mut std::io::sink()).map(drop)
}

fn skip_chunks(reader: &mut impl BufRead) -> Result<()> {
    loop {
        let mut size = String::new();
        reader.read_line(&mut size)?;
        let size = u64::from_str_radix(size.trim_end(), 16).map_err(Error::other)?;
        skip(reader, size + 2)?;
        if size == 0 {
            return Ok(());
        }
    }
}
