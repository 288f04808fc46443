//! Keeps a body as it goes by, up to a limit, and its digest.

use std::time::Duration;

use bytes::Bytes;
use memchr::memmem;
use sha2::{Digest as _, Sha256};

/// Keeps a body as it goes by.
pub(super) struct Capture {
    limit: usize,
    /// `None` once there was more than the limit.
    chunks: Option<Vec<(Duration, Bytes)>>,
    length: u64,
    digest: Digest,
}

/// What was kept of a body.
#[derive(Debug, PartialEq)]
pub(super) enum Captured {
    /// The chunks, each with the time before it.
    Whole(Vec<(Duration, Bytes)>),
    Omitted {
        length: u64,
        sha256: String,
    },
}

impl Capture {
    /// Of the digest, `boundary` is left out.
    pub(super) fn new(limit: usize, boundary: Option<&str>) -> Self {
        let digest = Digest::new(boundary.unwrap_or_default());
        Self { limit, chunks: Some(Vec::new()), length: 0, digest }
    }

    pub(super) fn push(&mut self, after: Duration, chunk: Bytes) {
        self.length = self.length.saturating_add(chunk.len() as u64);
        self.digest.update(&chunk);
        if self.length > self.limit as u64 {
            self.chunks = None;
        }
        if let Some(chunks) = &mut self.chunks {
            chunks.push((after, chunk));
        }
    }

    pub(super) fn length(&self) -> u64 {
        self.length
    }

    pub(super) fn take(&mut self) -> Captured {
        let (length, chunks) = (self.length, self.chunks.take());
        match chunks {
            Some(chunks) => Captured::Whole(chunks),
            None => Captured::Omitted { length, sha256: self.digest.finish() },
        }
    }
}

impl Captured {
    /// The bytes of the chunks together.
    pub(super) fn joined(chunks: &[(Duration, Bytes)]) -> Bytes {
        match chunks {
            [(_, only)] => only.clone(),
            _ => chunks.iter().map(|(_, chunk)| chunk.as_ref()).collect::<Vec<_>>().concat().into(),
        }
    }
}

/// A digest without the text that separates parts, which is another in each request.
struct Digest {
    sha256: Sha256,
    boundary: Vec<u8>,
    /// The end of what has come, as long as it may be the beginning of the boundary.
    tail: Vec<u8>,
}

impl Digest {
    fn new(boundary: &str) -> Self {
        Self { sha256: Sha256::new(), boundary: boundary.into(), tail: Vec::new() }
    }

    fn update(&mut self, chunk: &[u8]) {
        if self.boundary.is_empty() {
            return self.sha256.update(chunk);
        }
        let mut bytes = std::mem::take(&mut self.tail);
        bytes.extend_from_slice(chunk);
        let mut rest = bytes.as_slice();
        while let Some(at) = memmem::find(rest, &self.boundary) {
            let (before, from) = rest.split_at(at);
            self.sha256.update(before);
            rest = from.get(self.boundary.len()..).unwrap_or_default();
        }
        let kept = rest.len().min(self.boundary.len() - 1);
        let (done, tail) = rest.split_at(rest.len() - kept);
        self.sha256.update(done);
        self.tail = tail.to_vec();
    }

    fn finish(&mut self) -> String {
        self.sha256.update(std::mem::take(&mut self.tail));
        let digest = self.sha256.finalize_reset();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(limit: usize, boundary: Option<&str>, chunks: &[&'static str]) -> Captured {
        let mut capture = Capture::new(limit, boundary);
        for chunk in chunks {
            capture.push(Duration::ZERO, Bytes::from_static(chunk.as_bytes()));
        }
        capture.take()
    }

    #[test]
    fn a_body_of_the_limit_is_kept_and_a_longer_one_is_not() {
        let abc = Captured::Whole(vec![
            (Duration::ZERO, Bytes::from_static(b"ab")),
            (Duration::ZERO, Bytes::from_static(b"c")),
        ]);
        assert_eq!(captured(3, None, &["ab", "c"]), abc);
        // The first example of FIPS 180-4.
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned();
        assert_eq!(captured(2, None, &["ab", "c"]), Captured::Omitted { length: 3, sha256 });
    }

    #[test]
    fn a_boundary_is_not_in_the_digest_however_it_is_cut() {
        let expected = captured(0, None, &["ab", "--", "cbd"]);
        let Captured::Omitted { sha256: expected, .. } = expected else { panic!() };
        for chunks in [
            &["xyzab--xyzcbxyzd"][..],
            &["x", "y", "z", "a", "b--x", "yzcbx", "yzd"],
            &["xyza", "b--xyz", "cbxyzd"],
        ] {
            let Captured::Omitted { sha256, length } = captured(0, Some("xyz"), chunks) else {
                panic!()
            };
            assert_eq!((sha256, length), (expected.clone(), 16), "{chunks:?}");
        }
        let cut = captured(0, Some("xyz"), &["xyxyab--cbdxy"]);
        assert_eq!(cut, captured(0, None, &["xyxyab--cbdxy"]));
    }
}
