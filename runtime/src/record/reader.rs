//! Reads the exchanges of a file.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::content::{Content, Part};
use super::exchange::{Chunk, End, Exchange, FAILURES, Failure, Headers, Outcome, Reply, Request};
use super::json_text;

/// The version of the format.
const VERSION: u64 = 1;

/// What is in a file.
pub(super) struct File {
    pub(super) base_url: Option<String>,
    pub(super) exchanges: Vec<Exchange>,
}

/// Reads the text of a file, or says what is wrong with it.
pub(super) fn read(text: &str) -> Result<File, String> {
    let file = Object::of(text).map_err(|_| "this is no JSON object, and so no recording")?;
    match file.get::<u64>("version")? {
        Some(VERSION) => {}
        Some(other) => return Err(format!("the format has the version {other}, not {VERSION}")),
        None => return Err("there is no `version`, so this is no recording".to_owned()),
    }
    let exchanges = file.raw("exchanges").map_or("[]", RawValue::get);
    let exchanges = items(exchanges).map_err(|problem| format!("`exchanges` {problem}"))?;
    let numbered = exchanges.into_iter().enumerate();
    let read = numbered.map(|(at, text)| {
        exchange(text).map_err(|problem| format!("exchange {}: {problem}", at + 1))
    });
    Ok(File { base_url: file.get("base_url")?, exchanges: read.collect::<Result<_, _>>()? })
}

fn exchange(text: &str) -> Result<Exchange, String> {
    let fields = Object::of(text)?;
    let given = Object::of(fields.needed("request")?)?;
    let request = Request {
        method: given.need("method")?,
        url: given.need("url")?,
        headers: headers(&given)?,
        body: body(&given)?,
    };
    let outcome = match (fields.raw("reply"), fields.raw("failure")) {
        (Some(text), _) => Outcome::Reply(reply(&Object::of(text.get())?)?),
        (None, Some(text)) => Outcome::Failure(failure(&Object::of(text.get())?)?),
        (None, None) if fields.is_set("abandoned")? => Outcome::Abandoned,
        (None, None) => return Err("there is no `reply`".to_owned()),
    };
    Ok(Exchange { request, outcome })
}

fn reply(fields: &Object<'_>) -> Result<Reply, String> {
    let chunks = match fields.raw("chunks") {
        Some(chunks) => items(chunks.get())?.into_iter().map(chunk).collect::<Result<_, _>>()?,
        None => match body(fields)? {
            Content::Empty => Vec::new(),
            content => vec![Chunk { after: Duration::ZERO, content }],
        },
    };
    let end = match fields.raw("failure") {
        Some(text) => End::Failure(failure(&Object::of(text.get())?)?),
        None if fields.is_set("abandoned")? => End::Abandoned,
        None => End::Whole,
    };
    let (status, headers) = (fields.need("status")?, headers(fields)?);
    Ok(Reply { after: fields.time()?, status, headers, chunks, end })
}

fn chunk(text: &str) -> Result<Chunk, String> {
    let fields = Object::of(text)?;
    Ok(Chunk { after: fields.time()?, content: content(&fields)? })
}

fn failure(fields: &Object<'_>) -> Result<Failure, String> {
    let word: String = fields.need("kind")?;
    let known = FAILURES.iter().find(|(known, _)| *known == word);
    let (_, kind) = known.ok_or_else(|| format!("`{word}` is no `kind` of failure"))?;
    Ok(Failure { after: fields.time()?, kind: *kind, message: fields.need("message")? })
}

fn headers(fields: &Object<'_>) -> Result<Headers, String> {
    let Some(text) = fields.raw("headers") else { return Ok(Vec::new()) };
    let Object(headers) = Object::of(text.get())?;
    let read = headers.into_iter().map(|(name, value)| Ok((name, texts(value.get())?)));
    read.collect()
}

fn body(fields: &Object<'_>) -> Result<Content, String> {
    match fields.raw("body") {
        Some(body) => content(&Object::of(body.get())?),
        None => Ok(Content::Empty),
    }
}

fn content(fields: &Object<'_>) -> Result<Content, String> {
    if let Some(json) = fields.raw("json") {
        let json = json_text::compact(json.get(), &|_| None);
        return json.map(Content::Json).ok_or_else(|| "`json` is too deep".to_owned());
    }
    if let Some(text) = fields.raw("text") {
        return match texts(text.get())?.concat() {
            text if text.is_empty() => Ok(Content::Empty),
            text => Ok(Content::Text(text)),
        };
    }
    if let Some(text) = fields.get::<String>("base64")? {
        return STANDARD
            .decode(text)
            .map(Content::Binary)
            .map_err(|error| format!("`base64`: {error}"));
    }
    if let Some(parts) = fields.raw("parts") {
        return items(parts.get())?
            .into_iter()
            .map(part)
            .collect::<Result<_, _>>()
            .map(Content::Parts);
    }
    if let Some(length) = fields.get("omitted")? {
        return Ok(Content::Omitted { length, sha256: fields.need("sha256")? });
    }
    Err("a body has none of `json`, `text`, `base64`, `parts` and `omitted`".to_owned())
}

fn part(text: &str) -> Result<Part, String> {
    let fields = Object::of(text)?;
    Ok(Part {
        name: fields.need("name")?,
        file_name: fields.get("file_name")?,
        media_type: fields.get("media_type")?,
        content: content(&fields)?,
    })
}

/// A text, or a list of texts.
fn texts(text: &str) -> Result<Vec<String>, String> {
    match text.starts_with('[') {
        true => serde_json::from_str(text),
        false => serde_json::from_str(text).map(|text| vec![text]),
    }
    .map_err(|error| error.to_string())
}

fn items(text: &str) -> Result<Vec<&str>, String> {
    let items: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(items.into_iter().map(RawValue::get).collect())
}

/// The members of an object, as the texts that they are.
struct Object<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Object<'a> {
    fn of(text: &'a str) -> Result<Self, String> {
        serde_json::from_str(text).map(Self).map_err(|error| error.to_string())
    }

    fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.0.get(name).copied()
    }

    fn needed(&self, name: &str) -> Result<&'a str, String> {
        self.raw(name).map(RawValue::get).ok_or_else(|| format!("there is no `{name}`"))
    }

    fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, String> {
        let value = self.raw(name).map(|text| serde_json::from_str(text.get()));
        value.transpose().map_err(|error| format!("`{name}`: {error}"))
    }

    fn need<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        self.get(name)?.ok_or_else(|| format!("there is no `{name}`"))
    }

    fn is_set(&self, name: &str) -> Result<bool, String> {
        Ok(self.get(name)?.unwrap_or_default())
    }

    fn time(&self) -> Result<Duration, String> {
        Ok(Duration::from_millis(self.get("after_ms")?.unwrap_or_default()))
    }
}
