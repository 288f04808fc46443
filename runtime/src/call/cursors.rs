//! Cursors that repeat.

/// Detects a cursor that repeats, without keeping all of them.
///
/// Brent's algorithm finds a cycle of any length. A cursor that is returned twice in a row is found at once.
#[derive(Default)]
pub(super) struct Cursors {
    last: Option<String>,
    landmark: Option<String>,
    until_next_landmark: u64,
    stride: u64,
}

impl Cursors {
    /// Whether there was no cursor yet.
    pub(super) fn is_empty(&self) -> bool {
        self.last.is_none()
    }

    /// Moves on to `cursor`. Returns `false` if it has been seen before.
    pub(super) fn accept(&mut self, cursor: &str) -> bool {
        if [&self.last, &self.landmark].into_iter().any(|seen| seen.as_deref() == Some(cursor)) {
            return false;
        }
        if self.until_next_landmark == 0 {
            self.stride = self.stride.saturating_mul(2).max(1);
            self.until_next_landmark = self.stride;
            self.landmark = Some(cursor.to_owned());
        }
        self.until_next_landmark -= 1;
        self.last = Some(cursor.to_owned());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Cursors;

    fn accepted<'a>(cursors: impl IntoIterator<Item = &'a str>) -> usize {
        let mut seen = Cursors::default();
        cursors.into_iter().take_while(|cursor| seen.accept(cursor)).count()
    }

    #[test]
    fn a_repeated_cursor_is_found_at_once() {
        assert_eq!(accepted(["a", "a", "a"]), 1);
        assert_eq!(accepted(["a", "b", "c", "c"]), 3);
    }

    #[test]
    fn a_cycle_of_any_length_is_found() {
        for length in 1..50_usize {
            let cursors: Vec<_> = (0..length).map(|n| n.to_string()).collect();
            let accepted = accepted(cursors.iter().cycle().map(String::as_str).take(1000));
            assert!(accepted <= 4 * length, "{length}: {accepted}");
        }
    }

    #[test]
    fn new_cursors_are_accepted() {
        let cursors: Vec<_> = (0..1000).map(|n| n.to_string()).collect();
        assert_eq!(accepted(cursors.iter().map(String::as_str)), 1000);
    }
}
