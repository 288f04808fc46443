//! The changes as text.

use super::{Change, Severity};
use crate::facts::Direction;

const HEADINGS: [(Severity, &str); 3] = [
    (Severity::Breaking, "Breaking"),
    (Severity::Warning, "Perhaps breaking"),
    (Severity::Compatible, "Compatible"),
];

/// The changes, the worst first.
#[must_use]
pub fn report(changes: &[Change]) -> String {
    if changes.is_empty() {
        return "Nothing has changed for callers.\n".to_owned();
    }
    let sections = HEADINGS.iter().filter_map(|(severity, title)| {
        let lines: Vec<_> =
            changes.iter().filter(|it| it.severity == *severity).map(line).collect();
        (!lines.is_empty()).then(|| format!("{title} ({}):\n{}", lines.len(), lines.concat()))
    });
    sections.collect::<Vec<_>>().join("\n")
}

/// `NewItem.count, in requests: it is required`
fn line(change: &Change) -> String {
    let direction = match change.direction {
        Some(Direction::Request) => ", in requests",
        Some(Direction::Response) => ", in replies",
        None => "",
    };
    format!("  {}{direction}: {}\n", change.place, change.text)
}
