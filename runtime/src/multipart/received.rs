//! Takes a received body apart into its parts (RFC 7578).
//!
//! A crate that does this, such as multer, reads from a connection and is asynchronous. The body is in memory here, and a handler
//! that reads it is not; what is left of the task is a search for what separates the parts, in time proportional to the body.

use bytes::Bytes;
use memchr::memmem;

use super::head::unescape;

/// The most parts of a body, and the most bytes of the headers of one. Each is more than any client sends.
const MAX_PARTS: usize = 10_000;
const MAX_HEAD: usize = 64 * 1024;

/// A part as it was received.
pub(crate) struct ReceivedPart {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) content: Bytes,
}

type Problem = &'static str;

const NO_BOUNDARY: Problem = "has a content type that names no `boundary`";
const NO_END: Problem = "ends before its last boundary";
const NO_START: Problem = "does not have its boundary";
const NO_HEAD: Problem = "has a part whose headers do not end";
const NO_NAME: Problem = "has a part without a `content-disposition: form-data` that names it";
const TOO_MANY: Problem = "has more than 10000 parts";

/// Returns the parts of a body, in order.
pub(crate) fn parse(content_type: &str, body: &Bytes) -> Result<Vec<ReceivedPart>, Problem> {
    let boundary = parameter(content_type, "boundary").filter(|boundary| !boundary.is_empty());
    let delimiter = format!("\r\n--{}", boundary.ok_or(NO_BOUNDARY)?);
    let finder = memmem::Finder::new(delimiter.as_bytes());
    let first = delimiter.get(2..).unwrap_or_default();
    let mut at = match body.starts_with(first.as_bytes()) {
        true => first.len(),
        false => finder.find(body).ok_or(NO_START)? + delimiter.len(),
    };
    let mut parts = Vec::new();
    loop {
        let rest = body.slice(at..);
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        if parts.len() == MAX_PARTS {
            return Err(TOO_MANY);
        }
        let end = finder.find(&rest).ok_or(NO_END)?;
        parts.push(part(&rest.slice(..end))?);
        at += end + delimiter.len();
    }
}

/// Reads a part, from the end of the boundary before it.
fn part(part: &Bytes) -> Result<ReceivedPart, Problem> {
    let head = part.get(..part.len().min(MAX_HEAD)).unwrap_or_default();
    let end = memmem::find(head, b"\r\n\r\n").ok_or(NO_HEAD)?;
    let content = part.slice(end + 4..);
    let head = String::from_utf8_lossy(head.get(..end).unwrap_or_default());
    let header = |wanted: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let (_, value) = lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
        Some(value.trim())
    };
    let disposition = header("content-disposition").ok_or(NO_NAME)?;
    let is_data = disposition.split(';').next().is_some_and(|kind| kind.trim() == "form-data");
    let name = parameter(disposition, "name").filter(|_| is_data).ok_or(NO_NAME)?;
    Ok(ReceivedPart {
        name: unescape(&name),
        file_name: parameter(disposition, "filename").map(|name| unescape(&name)),
        content_type: header("content-type").map(str::to_owned),
        content,
    })
}

/// Returns a parameter of a header: `name=value` or `name="value"`, in which a backslash escapes a quote and itself.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let (_, mut rest) = header.split_once(';')?;
    loop {
        let (name, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => until_quote(quoted)?,
            None => {
                let end = value.find(';').unwrap_or(value.len());
                (value.get(..end)?.trim_end().to_owned(), value.get(end..)?)
            }
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after.trim_start().strip_prefix(';')?;
    }
}

/// Returns the text before the quote that ends it, and what follows.
fn until_quote(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut chars = quoted.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        match (char, chars.peek()) {
            ('"', _) => return Some((text, quoted.get(at + 1..)?)),
            ('\\', Some(&(_, escaped @ ('"' | '\\')))) => {
                text.push(escaped);
                chars.next();
            }
            _ => text.push(char),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<String, Problem> {
        let body = Bytes::copy_from_slice(body.replace('\n', "\r\n").as_bytes());
        let parts = parse("multipart/form-data; boundary=\"b\"", &body)?;
        let shown = parts.iter().map(|part| {
            let content = String::from_utf8_lossy(&part.content);
            format!("{}|{:?}|{:?}|{content}", part.name, part.file_name, part.content_type)
        });
        Ok(shown.collect::<Vec<_>>().join("\n"))
    }

    const HEAD: &str = "\nContent-Disposition: form-data; name=\"a\"\n\n";

    #[test]
    fn parts_are_read_as_they_were_written() {
        let body = format!(
            "--b{HEAD}1\n--b\ncontent-type: text/plain\nCONTENT-DISPOSITION: form-data; filename=\"x;\\\"%22.txt\"; name=b\n\n\n2--b\n--b--\n"
        );
        assert_eq!(
            read(&body).unwrap(),
            "a|None|None|1\nb|Some(\"x;\\\"\\\".txt\")|Some(\"text/plain\")|\r\n2--b"
        );
        assert_eq!(read(&format!("preamble\n--b{HEAD}\n--b--epilogue")).unwrap(), "a|None|None|");
        assert_eq!(read("--b--").unwrap(), "");
    }

    #[test]
    fn what_is_not_a_form_says_why() {
        for (body, problem) in [
            ("", NO_START),
            ("--c--", NO_START),
            ("--b", NO_END),
            (&*format!("--b{HEAD}1"), NO_END),
            ("--b\nContent-Disposition: form-data; name=a\n--b--", NO_HEAD),
            ("--b\nContent-Disposition: form-data\n\n1\n--b--", NO_NAME),
            ("--b\nContent-Disposition: form-data; name=\"a\n\n1\n--b--", NO_NAME),
            ("--b\nContent-Disposition: attachment; name=a\n\n1\n--b--", NO_NAME),
            ("--b\nX: 1\n\n1\n--b--", NO_NAME),
            (&*format!("--b{}--", format!("{HEAD}\n--b").repeat(MAX_PARTS + 1)), TOO_MANY),
            (&*format!("--b\nX: {}{HEAD}\n--b--", "1".repeat(MAX_HEAD)), NO_HEAD),
        ] {
            assert_eq!(read(body).unwrap_err(), problem, "{}", body.get(..100).unwrap_or(body));
        }
        let body = Bytes::from_static(b"--b--");
        for content_type in ["", "multipart/form-data", "multipart/form-data; boundary=", "a; b"] {
            assert_eq!(parse(content_type, &body).err(), Some(NO_BOUNDARY), "{content_type}");
        }
    }
}
