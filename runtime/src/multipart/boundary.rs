//! What separates the parts of a body.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Returns a boundary that nobody can guess: who could, and who provides a part, would provide other parts as well.
pub(super) fn random() -> String {
    format!("schematic-{:016x}{:016x}", word(), word())
}

/// The keys of the hasher come from the operating system, and no word tells anything about another.
fn word() -> u64 {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u64(fastrand::u64(..));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::random;

    /// RFC 2046, section 5.1.1.
    #[test]
    fn boundaries_differ_and_are_short_enough() {
        let boundaries: std::collections::BTreeSet<_> = (0..1000).map(|_| random()).collect();
        assert_eq!(boundaries.len(), 1000);
        assert!(boundaries.iter().all(|boundary| boundary.len() == 42));
    }
}
