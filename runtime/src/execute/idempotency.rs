//! Idempotency keys, by which a service recognizes a repeated request.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Returns a random key in the form of a version 4 UUID.
pub(crate) fn key() -> String {
    // The keys of the hasher come from the operating system, so two processes that start in the same state still
    // generate different keys.
    let high = RandomState::new().build_hasher().finish() ^ fastrand::u64(..);
    let low = fastrand::u64(..);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn keys_are_uuids_and_differ() {
        let keys: std::collections::BTreeSet<_> = (0..1000).map(|_| key()).collect();
        assert_eq!(keys.len(), 1000);
        for key in keys {
            assert_eq!(key.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{key}");
            assert_eq!(key.as_bytes()[14], b'4', "{key}");
        }
    }
}
