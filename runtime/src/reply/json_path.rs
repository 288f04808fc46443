//! Finds the path of a JSON value at which decoding failed.
//!
//! serde_json reports only a line and a column. Tracking the path while decoding would double the generated code of
//! every type, so the body is scanned a second time, and only after decoding has failed.

use std::fmt::Write;
use std::ops::Range;

use crate::redactor::Redactor;

/// The number of open containers that are tracked: those that serde_json reads.
const DEEPEST: usize = 128;

/// The number of characters that are shown of a key.
const LONGEST_KEY: usize = 200;

/// The number of bytes after which a path is cut.
const LONGEST_PATH: usize = 1000;

/// Returns the path of the value at a position that serde_json reports, such as `data[3].content.text`.
///
/// Returns `None` if the error has no position.
pub(crate) fn locate(
    body: &[u8],
    line: usize,
    column: usize,
    redactor: &Redactor,
) -> Option<String> {
    let body = body.get(..offset(body, line, column)?)?;
    let mut scanner = Scanner { body, rest: body.iter(), stack: Vec::new(), deeper: 0 };
    scanner.run();
    Some(scanner.path(redactor))
}

/// Returns the number of bytes up to and including this position. Lines and columns are counted from 1.
fn offset(body: &[u8], line: usize, column: usize) -> Option<usize> {
    let lines_before = line.checked_sub(1)?;
    let start = match lines_before.checked_sub(1) {
        None => 0,
        Some(nth) => body.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(nth)?.0 + 1,
    };
    Some((start + column).min(body.len()))
}

/// An object or array that is open at the current position.
enum Container {
    /// With the place of its current key in the body.
    Object {
        key: Range<usize>,
        state: KeyState,
    },
    Array {
        index: usize,
    },
}

#[derive(PartialEq)]
enum KeyState {
    Expected,
    Read,
}

/// Walks over the text up to the error and tracks the open containers.
struct Scanner<'a> {
    body: &'a [u8],
    rest: std::slice::Iter<'a, u8>,
    stack: Vec<Container>,
    /// The number of open containers inside of the tracked ones.
    deeper: usize,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.rest.next() {
            match byte {
                b'{' => {
                    self.open(Container::Object { key: 0..0, state: KeyState::Expected });
                }
                b'[' => self.open(Container::Array { index: 0 }),
                b'}' | b']' => self.close(),
                b',' if self.deeper == 0 => self.next_member(),
                b':' if self.deeper == 0 => self.key_read(),
                b'"' => self.string(),
                _ => {}
            }
        }
    }

    fn open(&mut self, container: Container) {
        if self.stack.len() < DEEPEST {
            self.stack.push(container);
        } else {
            self.deeper += 1;
        }
    }

    fn close(&mut self) {
        match self.deeper.checked_sub(1) {
            Some(deeper) => self.deeper = deeper,
            None => {
                self.stack.pop();
            }
        }
    }

    fn next_member(&mut self) {
        match self.stack.last_mut() {
            Some(Container::Array { index }) => *index += 1,
            Some(Container::Object { key, state }) => {
                *key = 0..0;
                *state = KeyState::Expected;
            }
            None => {}
        }
    }

    fn key_read(&mut self) {
        if let Some(Container::Object { state, .. }) = self.stack.last_mut() {
            *state = KeyState::Read;
        }
    }

    /// Skips a string, and remembers where it is if it is a key.
    fn string(&mut self) {
        let start = self.body.len() - self.rest.len();
        let mut escaped = false;
        let closing = self.rest.position(|byte| {
            let closes = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            closes
        });
        if self.deeper > 0 {
            return;
        }
        if let Some(Container::Object { key, state: KeyState::Expected }) = self.stack.last_mut() {
            *key = start..closing.map_or(self.body.len(), |length| start + length);
        }
    }

    /// Returns the path of the open containers, with their current key or index. An object between two members counts
    /// as a whole. A long path is cut.
    fn path(&self, redactor: &Redactor) -> String {
        let mut path = String::new();
        for container in &self.stack {
            if path.len() > LONGEST_PATH {
                path.push('…');
                break;
            }
            match container {
                Container::Array { index } => {
                    let _ = write!(path, "[{index}]");
                }
                Container::Object { key, .. } if key.is_empty() => {}
                Container::Object { key, .. } => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    let key = self.body.get(key.clone()).unwrap_or_default();
                    path.push_str(&shown(&String::from_utf8_lossy(key), redactor));
                }
            }
        }
        path
    }
}

/// Returns a key as it is shown: without secrets, however the service escaped them, and cut only after that.
fn shown(key: &str, redactor: &Redactor) -> String {
    let decoded = serde_json::from_str(&format!("\"{key}\"")).unwrap_or_else(|_| key.to_owned());
    let redacted = redactor.redact(&decoded).chars().take(LONGEST_KEY).collect::<String>();
    let escaped = serde_json::Value::from(redacted).to_string();
    escaped.get(1..escaped.len() - 1).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_at(body: &[u8], line: usize, column: usize) -> Option<String> {
        locate(body, line, column, &Redactor::default())
    }

    fn path_of(body: &str, error: &serde_json::Error) -> Option<String> {
        path_at(body.as_bytes(), error.line(), error.column())
    }

    #[test]
    fn the_path_is_that_of_the_wrong_value() {
        type Row = std::collections::BTreeMap<String, Vec<std::collections::BTreeMap<String, u32>>>;
        for (body, path) in [
            (r#"{"data":[{"a":1},{"b":"x"}]}"#, "data[1].b"),
            (r#"{"data":[{"a":1},{"b":{"#, "data[1].b"),
            (r#"{"data":[{"a":1},{"b":[]}]}"#, "data[1].b"),
            ("{\n \"data\" : [\n {\"a\": 1,\n \"b\" : true}]}", "data[0].b"),
            (r#"{"a\"b,:{":[{"c":null}]}"#, r#"a\"b,:{[0].c"#),
            (r#"{"\u0061\/\u001b":7}"#, r"a/\u001b"),
            (r#"{"data":7}"#, "data"),
            (r#"[1]"#, ""),
            (r#"{"data":[{"a":1},{"b":12"#, "data[1].b"),
            ("<html>", ""),
            ("", ""),
        ] {
            let error = serde_json::from_str::<Row>(body).unwrap_err();
            assert_eq!(path_of(body, &error).as_deref(), Some(path), "{body} {error}");
        }
    }

    #[test]
    fn what_is_kept_of_a_path_is_limited() {
        let deep = "[".repeat(1_000_000);
        let path = path_at(deep.as_bytes(), 1, deep.len()).unwrap();
        assert_eq!(path, "[0]".repeat(DEEPEST));
        let closed = format!(r#"{{"a":{}{},"b":1"#, "[".repeat(1000), "]".repeat(1000));
        assert_eq!(path_at(closed.as_bytes(), 1, closed.len()).as_deref(), Some("b"));
        let long = format!(r#"{{"{}":"#, "k".repeat(1000)).repeat(100);
        let path = path_at(long.as_bytes(), 1, long.len()).unwrap();
        assert!(path.len() < LONGEST_PATH + LONGEST_KEY + 10 && path.ends_with('…'), "{path}");
    }

    #[test]
    fn no_position_is_no_path() {
        assert_eq!(path_at(b"{}", 0, 0), None);
        assert_eq!(path_at(b"{}", 9, 9), None);
        assert_eq!(path_at(b"{}", 1, 99), Some(String::new()));
    }
}
