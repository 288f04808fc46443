//! Replaces places of a text that arrived in chunks, and keeps the limits of the chunks.

use std::ops::Range;
use std::time::Duration;

use bytes::Bytes;

/// A place of a text, and what is written there.
pub(super) type Edit = (Range<usize>, String);

/// Returns the lines that `rewrite` changes. It gets what comes before the line break.
pub(super) fn lines(text: &str, rewrite: impl Fn(&str) -> Option<String>) -> Vec<Edit> {
    let (mut edits, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        edits.extend(rewrite(content).map(|other| (start..start + content.len(), other)));
        start += line.len();
    }
    edits
}

/// Replaces places, which are in the order of the text and apart from each other. What is new is in the chunk in which the
/// place ended.
pub(super) fn edited(chunks: Vec<(Duration, Bytes)>, edits: Vec<Edit>) -> Vec<(Duration, Bytes)> {
    if edits.is_empty() {
        return chunks;
    }
    let (mut cut, mut at) = (Cut::of(chunks), 0);
    for (place, other) in edits {
        cut.keep(place.start.saturating_sub(at));
        cut.replace(place.len(), &other);
        at = place.end;
    }
    cut.keep(usize::MAX);
    cut.finish()
}

/// The chunks before and after: each old one is taken from as the text is read.
struct Cut {
    old: std::vec::IntoIter<(Duration, Bytes)>,
    /// What is left of the old chunk that is being read, and what has become of it.
    rest: Bytes,
    current: (Duration, Vec<u8>),
    new: Vec<(Duration, Bytes)>,
}

impl Cut {
    fn of(chunks: Vec<(Duration, Bytes)>) -> Self {
        let mut old = chunks.into_iter();
        let (after, rest) = old.next().unwrap_or_default();
        Self { old, rest, current: (after, Vec::new()), new: Vec::new() }
    }

    /// Copies so many bytes, or all that there are.
    fn keep(&mut self, mut length: usize) {
        while length > 0 {
            let piece = self.take(&mut length);
            self.current.1.extend_from_slice(&piece);
        }
    }

    /// Leaves out so many bytes, and writes others in the chunk that has the last of them.
    fn replace(&mut self, mut length: usize, other: &str) {
        while length > 0 {
            self.take(&mut length);
        }
        self.current.1.extend_from_slice(other.as_bytes());
    }

    /// Takes up to so many bytes from one chunk, and from the next one if it is used up.
    fn take(&mut self, length: &mut usize) -> Bytes {
        while self.rest.is_empty() {
            let Some((after, rest)) = self.old.next() else {
                *length = 0;
                return Bytes::new();
            };
            self.next(after, rest);
        }
        let piece = self.rest.split_to(self.rest.len().min(*length));
        *length -= piece.len();
        piece
    }

    /// Begins a chunk. If nothing is left of the one before, the times of both come before this one.
    fn next(&mut self, after: Duration, rest: Bytes) {
        let (before, written) = std::mem::replace(&mut self.current, (after, Vec::new()));
        if written.is_empty() {
            self.current.0 += before;
        } else {
            self.new.push((before, written.into()));
        }
        self.rest = rest;
    }

    fn finish(mut self) -> Vec<(Duration, Bytes)> {
        let (after, written) = self.current;
        if !written.is_empty() {
            self.new.push((after, written.into()));
        }
        self.new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::capture::Captured;

    fn chunks(chunks: &[(u64, &'static str)]) -> Vec<(Duration, Bytes)> {
        let chunks = chunks.iter();
        chunks.map(|(after, chunk)| (Duration::from_millis(*after), Bytes::from(*chunk))).collect()
    }

    fn shouted(given: &[(u64, &'static str)]) -> Vec<(Duration, Bytes)> {
        let given = chunks(given);
        let text = Captured::joined(&given);
        let loud = |line: &str| line.contains("loud").then(|| line.to_uppercase() + "!");
        edited(given, lines(std::str::from_utf8(&text).unwrap(), loud))
    }

    #[test]
    fn lines_that_stay_keep_the_limits_of_their_chunks() {
        let given = [(1, "a\nb"), (2, "c"), (3, "\n\nd")];
        assert_eq!(shouted(&given), chunks(&given));
        assert_eq!(shouted(&[]), []);
    }

    #[test]
    fn a_line_that_changes_comes_with_its_end() {
        assert_eq!(
            shouted(&[(1, "a\nlo"), (2, "u"), (3, "d\r\nb"), (4, "c"), (5, "loud")]),
            chunks(&[(1, "a\n"), (5, "LOUD!\r\n"), (9, "BCLOUD!")])
        );
    }

    #[test]
    fn places_may_be_empty_and_what_follows_them_stays() {
        let given = chunks(&[(1, "ab"), (2, "cd"), (3, "ef")]);
        let edits = vec![(0..0, "<".to_owned()), (1..3, "-".to_owned()), (5..5, "+".to_owned())];
        assert_eq!(edited(given, edits), chunks(&[(1, "<a"), (2, "-d"), (3, "e+f")]));
    }
}
