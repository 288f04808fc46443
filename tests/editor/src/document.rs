//! A file as the editor shows it, and places in it.

use serde_json::{Value, json};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::server::Result;

pub(crate) struct Document {
    path: PathBuf,
    pub(crate) text: String,
}

impl Document {
    pub(crate) fn read(path: PathBuf) -> Result<Self> {
        let text = fs::read_to_string(&path)?;
        Ok(Self { path, text })
    }

    pub(crate) fn uri(&self) -> String {
        uri(&self.path)
    }

    /// The place of a `|` in a piece of text that occurs once within a part of the document.
    pub(crate) fn place(&self, part: &Range<usize>, piece: &str) -> Result<usize> {
        let (before, after) = piece.split_once('|').ok_or("no `|`")?;
        let whole = format!("{before}{after}");
        let mut found = self.text[part.clone()].match_indices(&whole);
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Ok(part.start + at + before.len()),
            (None, _) => Err(format!("no `{piece}`").into()),
            (Some(_), Some(_)) => Err(format!("`{piece}` is there twice").into()),
        }
    }

    /// The parameters of a request about a place.
    pub(crate) fn at(&self, place: usize) -> Value {
        let before = &self.text[..place];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        json!({
            "textDocument": { "uri": self.uri() },
            "position": { "line": line, "character": character },
        })
    }

    pub(crate) fn open(&self) -> Value {
        let (uri, text) = (self.uri(), &self.text);
        json!({ "textDocument": { "uri": uri, "languageId": "rust", "version": 0, "text": text } })
    }
}

pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// What is written at a range of the protocol, within one line.
pub(crate) fn written<'a>(text: &'a str, range: &Value) -> Option<&'a str> {
    let index = |end: &str, field: &str| range[end][field].as_u64().map(|number| number as usize);
    let line = text.lines().nth(index("start", "line")?)?;
    line.get(index("start", "character")?..index("end", "character")?)
}
