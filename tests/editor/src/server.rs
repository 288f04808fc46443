//! A language server as a child process: JSON-RPC over its standard input and output.

use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A server that is silent for so long has failed.
const PATIENCE: Duration = Duration::from_secs(600);
/// The code of a request that the server gave up because a file changed meanwhile.
const CONTENT_MODIFIED: i64 = -32801;

pub(crate) struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    last: u64,
}

impl Server {
    pub(crate) fn start(program: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.env("RA_LOG", "error");
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (input, output) = (process.stdin.take(), process.stdout.take());
        let (Some(input), Some(output)) = (input, output) else { return Err("no pipes".into()) };
        let (sender, messages) = mpsc::channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Ok(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Ok(Self { process, input, messages, last: 0 })
    }

    /// Sends a request and returns its result; `Err` is what the server answers instead.
    pub(crate) fn request(&mut self, method: &str, params: &Value) -> Result<Value> {
        loop {
            let answer = self.exchange(method, params)?;
            match answer.get("error") {
                None => return Ok(answer["result"].clone()),
                Some(error) if error["code"] == CONTENT_MODIFIED => {}
                Some(error) => return Err(error["message"].to_string().into()),
            }
        }
    }

    /// A number that is higher each time, for the versions of a document.
    pub(crate) fn count(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) -> Result<()> {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    /// Waits for a notification that the condition holds for.
    pub(crate) fn wait(&mut self, method: &str, holds: impl Fn(&Value) -> bool) -> Result<()> {
        loop {
            let message = self.next()?;
            if message["method"] == method && holds(&message["params"]) {
                return Ok(());
            }
        }
    }

    fn exchange(&mut self, method: &str, params: &Value) -> Result<Value> {
        let id = self.count();
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))?;
        loop {
            let message = self.next()?;
            if message["id"] == id && message.get("method").is_none() {
                return Ok(message);
            }
        }
    }

    /// The next message, after an answer to it if it is a request of the server.
    fn next(&mut self) -> Result<Value> {
        let message = self.messages.recv_timeout(PATIENCE)?;
        if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
            self.write(&json!({ "jsonrpc": "2.0", "id": id, "result": null }))?;
        }
        Ok(message)
    }

    fn write(&mut self, message: &Value) -> Result<()> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        Ok(self.input.flush()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads one message: headers, an empty line, and as many bytes as the headers say.
fn read(output: &mut BufReader<ChildStdout>) -> io::Result<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().unwrap_or(0),
            Some(_) => {}
            None => break,
        }
    }
    let mut bytes = vec![0; length];
    output.read_exact(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}
