//! Numbers that look random, for ids, and digests of texts.

/// SplitMix64's finalizer: <https://prng.di.unimi.it/splitmix64.c>.
pub(super) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Returns a digest of a text that follows what has this digest. Nobody has to guess it: it is no secret.
pub(super) fn digest(before: u64, text: &str) -> u64 {
    let add = |digest, byte| mix(digest ^ u64::from(byte)).wrapping_add(1);
    text.bytes().fold(mix(before.wrapping_add(1)), add)
}
