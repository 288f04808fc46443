//! Writes exchanges in the format of the file.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::content::{Content, Part};
use super::exchange::{Chunk, End, Exchange, FAILURES, Failure, Headers, Outcome, Reply, Request};
use super::json_text::{self, string};

/// Returns the text of a file with these exchanges.
pub(super) fn file<'a>(base_url: Option<&str>, exchanges: impl Iterator<Item = &'a str>) -> String {
    let base_url = base_url.map(|url| format!("  \"base_url\": {},\n", string(url)));
    let exchanges: Vec<String> = exchanges.map(indented).collect();
    let exchanges = match exchanges.join(",\n") {
        all if all.is_empty() => "[]".to_owned(),
        all => format!("[\n{all}\n  ]"),
    };
    let base_url = base_url.unwrap_or_default();
    format!("{{\n  \"version\": 1,\n{base_url}  \"exchanges\": {exchanges}\n}}\n")
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

/// Returns the text of one exchange.
pub(super) fn exchange(exchange: &Exchange) -> String {
    let request = Some(request(&exchange.request));
    let text = match &exchange.outcome {
        Outcome::Reply(given) => object([("request", request), ("reply", Some(reply(given)))]),
        Outcome::Failure(given) => {
            object([("request", request), ("failure", Some(failure(given)))])
        }
        Outcome::Abandoned => {
            object([("request", request), ("abandoned", Some("true".to_owned()))])
        }
    };
    json_text::pretty(&text).unwrap_or(text)
}

fn request(request: &Request) -> String {
    object([
        ("method", Some(string(&request.method))),
        ("url", Some(string(&request.url))),
        ("headers", Some(headers(&request.headers))),
        ("body", content(&request.body)),
    ])
}

fn reply(reply: &Reply) -> String {
    let (body, chunks) = match reply.chunks.as_slice() {
        [] => (None, None),
        [Chunk { after, content: only }] if after.is_zero() => (content(only), None),
        chunks => (None, Some(array(chunks.iter().map(chunk)))),
    };
    let (failed, abandoned) = match &reply.end {
        End::Whole => (None, None),
        End::Failure(given) => (Some(failure(given)), None),
        End::Abandoned => (None, Some("true".to_owned())),
    };
    object([
        ("after_ms", milliseconds(reply.after)),
        ("status", Some(reply.status.to_string())),
        ("headers", Some(headers(&reply.headers))),
        ("body", body),
        ("chunks", chunks),
        ("failure", failed),
        ("abandoned", abandoned),
    ])
}

fn chunk(chunk: &Chunk) -> String {
    let [form, other] = forms(&chunk.content);
    object([("after_ms", milliseconds(chunk.after)), form, other])
}

fn failure(failure: &Failure) -> String {
    let known = FAILURES.iter().find(|(_, kind)| *kind == failure.kind);
    object([
        ("after_ms", milliseconds(failure.after)),
        ("kind", known.map(|(word, _)| string(word))),
        ("message", Some(string(&failure.message))),
    ])
}

fn headers(headers: &Headers) -> String {
    let members = headers.iter().map(|(name, values)| {
        let value = match values.as_slice() {
            [only] => string(only),
            values => array(values.iter().map(|value| string(value))),
        };
        format!("{}:{value}", string(name))
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// An object with the one form that a body has, or nothing for an empty one.
fn content(content: &Content) -> Option<String> {
    (*content != Content::Empty).then(|| object(forms(content)))
}

/// The members for the form of a body.
fn forms(content: &Content) -> [(&'static str, Option<String>); 2] {
    let none = ("", None);
    match content {
        Content::Empty => [("text", Some(string(""))), none],
        Content::Json(text) => [("json", Some(text.clone())), none],
        Content::Text(text) => [("text", Some(lines(text))), none],
        Content::Binary(bytes) => [("base64", Some(string(&STANDARD.encode(bytes)))), none],
        Content::Parts(parts) => [("parts", Some(array(parts.iter().map(part)))), none],
        Content::Omitted { length, sha256 } => {
            [("omitted", Some(length.to_string())), ("sha256", Some(string(sha256)))]
        }
    }
}

fn part(part: &Part) -> String {
    let [form, other] = forms(&part.content);
    object([
        ("name", Some(string(&part.name))),
        ("file_name", part.file_name.as_deref().map(string)),
        ("media_type", part.media_type.as_deref().map(string)),
        form,
        other,
    ])
}

/// A text, as a list of its lines if it has several.
fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    match lines.as_slice() {
        [] | [_] => string(text),
        lines => array(lines.iter().map(|line| string(line))),
    }
}

/// Times that are not there are nothing to write.
fn milliseconds(time: Duration) -> Option<String> {
    Some(time.as_millis()).filter(|time| *time > 0).map(|time| time.to_string())
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn object<const N: usize>(members: [(&'static str, Option<String>); N]) -> String {
    let members = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let members = members.map(|(name, value)| format!("{}:{value}", string(name)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}
