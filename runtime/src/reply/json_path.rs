//! Finds the path of a JSON value at which decoding failed.
//!
//! serde_json reports only a line and a column. Tracking the path while decoding would double the generated code of
//! every type, so the body is scanned a second time, and only after decoding has failed.

use std::fmt::Write;

/// The number of open containers that are tracked: those that serde_json reads.
const DEEPEST: usize = 128;

/// The number of bytes that are kept of a key.
const LONGEST_KEY: usize = 200;

/// The number of bytes after which a path is cut.
const LONGEST_PATH: usize = 1000;

/// Returns the path of the value at a position that serde_json reports, such as `data[3].content.text`.
///
/// Returns `None` if the error has no position.
pub(crate) fn locate(body: &[u8], line: usize, column: usize) -> Option<String> {
    let end = offset(body, line, column)?;
    let mut scanner = Scanner { rest: body.get(..end)?.iter(), stack: Vec::new(), deeper: 0 };
    scanner.run();
    Some(scanner.path())
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
    Object { key: Vec<u8>, state: KeyState },
    Array { index: usize },
}

#[derive(PartialEq)]
enum KeyState {
    Expected,
    Read,
}

/// Walks over the text up to the error and tracks the open containers.
struct Scanner<'a> {
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
                    self.open(Container::Object { key: Vec::new(), state: KeyState::Expected });
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
                key.clear();
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

    /// Skips a string, and keeps it if it is a key, escapes included.
    fn string(&mut self) {
        let text = self.rest.as_slice();
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
            let length = closing.unwrap_or(text.len()).min(LONGEST_KEY);
            key.clear();
            key.extend_from_slice(text.get(..length).unwrap_or_default());
        }
    }

    /// Returns the path of the open containers, with their current key or index. An object between two members counts
    /// as a whole. A long path is cut.
    fn path(&self) -> String {
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
                    path.push_str(&String::from_utf8_lossy(key));
                }
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(body: &str, error: &serde_json::Error) -> Option<String> {
        locate(body.as_bytes(), error.line(), error.column())
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
        let path = locate(deep.as_bytes(), 1, deep.len()).unwrap();
        assert_eq!(path, "[0]".repeat(DEEPEST));
        let closed = format!(r#"{{"a":{}{},"b":1"#, "[".repeat(1000), "]".repeat(1000));
        assert_eq!(locate(closed.as_bytes(), 1, closed.len()).as_deref(), Some("b"));
        let long = format!(r#"{{"{}":"#, "k".repeat(1000)).repeat(100);
        let path = locate(long.as_bytes(), 1, long.len()).unwrap();
        assert!(path.len() < LONGEST_PATH + LONGEST_KEY + 10 && path.ends_with('…'), "{path}");
    }

    #[test]
    fn no_position_is_no_path() {
        assert_eq!(locate(b"{}", 0, 0), None);
        assert_eq!(locate(b"{}", 9, 9), None);
        assert_eq!(locate(b"{}", 1, 99), Some(String::new()));
    }
}
