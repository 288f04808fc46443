//! The value of a field, in the chunk or copied from it, and the buffers it is copied to.

use std::borrow::Cow;
use std::ops::Range;

use super::meter;

/// The value of a field of the current event.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) place: Place,
    /// The copied value. Its allocation is reused.
    pub(super) owned: Vec<u8>,
}

#[derive(Clone, Debug, Default)]
pub(super) enum Place {
    #[default]
    Unset,
    Chunk(Range<usize>),
    Owned,
}

/// The largest buffer, in bytes, that is kept for the next event, so that one large event does not occupy memory for
/// the rest of a long stream.
pub(super) const KEPT: usize = 64 * 1024;

impl Text {
    #[inline]
    pub(super) fn is_set(&self) -> bool {
        !matches!(self.place, Place::Unset)
    }

    #[inline]
    pub(super) fn clear(&mut self) {
        self.place = Place::Unset;
        empty(&mut self.owned);
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        match &self.place {
            Place::Unset => 0,
            Place::Chunk(range) => range.len(),
            Place::Owned => self.owned.len(),
        }
    }

    #[inline]
    pub(super) fn bytes<'a>(&'a self, chunk: &'a [u8]) -> &'a [u8] {
        match &self.place {
            Place::Unset => &[],
            Place::Chunk(range) => chunk.get(range.clone()).unwrap_or_default(),
            Place::Owned => &self.owned,
        }
    }

    #[inline]
    pub(super) fn set(&mut self, value: Range<usize>) {
        self.place = Place::Chunk(value);
    }

    pub(super) fn set_owned(&mut self, value: &[u8]) {
        self.owned.clear();
        copy(&mut self.owned, value);
        self.place = Place::Owned;
    }

    /// Takes over the buffer of a value, and returns the buffer it had.
    pub(super) fn hand_over(&mut self, value: Vec<u8>) -> Vec<u8> {
        meter::count(value.len());
        self.place = Place::Owned;
        let mut own = std::mem::replace(&mut self.owned, value);
        empty(&mut own);
        own
    }

    /// Appends a line, which is at `value` of the chunk.
    #[inline]
    pub(super) fn append(&mut self, chunk: &[u8], value: Range<usize>) {
        match self.is_set() {
            true => self.append_owned(chunk, chunk.get(value).unwrap_or_default()),
            false => self.set(value),
        }
    }

    /// Appends a line from elsewhere.
    pub(super) fn append_owned(&mut self, chunk: &[u8], value: &[u8]) {
        if !self.is_set() {
            return self.set_owned(value);
        }
        self.gather(chunk);
        self.owned.push(b'\n');
        copy(&mut self.owned, value);
    }

    /// Copies the part that is in the chunk, which is about to be released.
    #[inline]
    pub(super) fn gather(&mut self, chunk: &[u8]) {
        if let Place::Chunk(range) = &self.place {
            let range = range.clone();
            self.set_owned(chunk.get(range).unwrap_or_default());
        }
    }
}

/// Returns the bytes as text, with invalid UTF-8 replaced. Nearly all text is valid, and the check for that alone is
/// several times faster than the one that replaces.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

pub(super) fn copy(to: &mut Vec<u8>, from: &[u8]) {
    meter::count(from.len());
    to.extend_from_slice(from);
}

/// Clears a buffer for reuse, or frees it if it is too large to keep.
pub(super) fn empty(buffer: &mut Vec<u8>) {
    buffer.clear();
    if buffer.capacity() > KEPT {
        *buffer = Vec::new();
    }
}
