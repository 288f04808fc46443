//! The signatures of thinking: by them the service knows its own thinking again, and that nobody changed it.

use super::mix::digest;

/// The digits of the check at the end of a signature.
const DIGITS: usize = 16;

/// Signs a text. `nonce` makes the signatures of equal texts differ.
pub(super) fn sign(nonce: &str, text: &str) -> String {
    format!("{nonce}{:0DIGITS$x}", digest(digest(0, nonce), text))
}

/// Returns whether this signature was made for this text.
pub(super) fn is_genuine(signature: &str, text: &str) -> bool {
    let parts = signature.len().checked_sub(DIGITS).and_then(|at| signature.split_at_checked(at));
    parts.is_some_and(|(nonce, _)| sign(nonce, text) == signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_shows() {
        let signature = sign("abc", "So it is.");
        assert!(is_genuine(&signature, "So it is."));
        assert!(!is_genuine(&signature, "So it is!"));
        assert!(!is_genuine(&signature.replacen('a', "b", 1), "So it is."));
        for made_up in ["", "x", "EqQBCkYIBxgCKkA=", "äöüäöüäöüä"] {
            assert!(!is_genuine(made_up, ""), "{made_up}");
        }
    }
}
