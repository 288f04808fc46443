//! Whether a cassette records or replays.

/// Whether a [`Cassette`](super::Cassette) records or replays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// Takes every reply from the file, and sends nothing. A request without a recorded reply is an error.
    #[default]
    Replay,
    /// Sends every request, and writes the file anew.
    Record,
    /// Records if there is no file, and replays if there is one.
    RecordIfAbsent,
}

impl Mode {
    /// The words for the modes in an environment variable.
    pub(super) const WORDS: [(&'static str, Self); 3] = [
        ("replay", Self::Replay),
        ("record", Self::Record),
        ("record-if-absent", Self::RecordIfAbsent),
    ];

    /// Reads a word, or returns why it is none.
    pub(super) fn of_word(word: &str, variable: &str) -> Result<Self, String> {
        let known = Self::WORDS.into_iter().find(|(known, _)| *known == word.trim());
        known.map(|(_, mode)| mode).ok_or_else(|| {
            format!("the environment variable `{variable}` is none of `replay`, `record` and `record-if-absent`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Mode;

    #[test]
    fn a_word_that_is_no_mode_is_an_error_that_names_the_variable() {
        for (word, mode) in Mode::WORDS {
            assert_eq!(Mode::of_word(word, "NOTES"), Ok(mode));
        }
        let message =
            "the environment variable `NOTES` is none of `replay`, `record` and `record-if-absent`";
        assert_eq!(Mode::of_word("yes", "NOTES"), Err(message.to_owned()));
    }
}
