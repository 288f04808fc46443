//! The error of a request that no recorded exchange answers.

use std::fmt;
use std::path::PathBuf;

use super::content::redact_text;
use super::difference::Difference;
use crate::redactor::Redactor;

/// The error of a request that no recorded exchange answers. It is the source of an error of the kind
/// [`Config`](crate::ErrorKind::Config).
///
/// `Display` and `Debug` show the method and path of the request, the most similar recorded one, and where the two differ
/// first. Nothing that is secret by the rules of the cassette is shown.
#[derive(Clone, PartialEq)]
pub struct NotRecorded {
    pub(super) path: PathBuf,
    pub(super) request: String,
    pub(super) nearest: Nearest,
    /// How many exchanges were not replayed, of how many.
    pub(super) left: usize,
    pub(super) count: usize,
}

/// The recorded exchange that is most similar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Nearest {
    None,
    /// Its number, from 1, its method and path, and the first difference.
    Other {
        number: usize,
        request: String,
        difference: Difference,
    },
    /// It fits, but it was replayed before.
    Used {
        number: usize,
    },
}

impl NotRecorded {
    /// Removes the secrets.
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        redact_text(&mut self.request, redactor);
        if let Nearest::Other { difference, .. } = &mut self.nearest {
            let values = [&mut difference.recorded, &mut difference.now];
            values.into_iter().flatten().for_each(|value| redact_text(value, redactor));
        }
    }
}

impl fmt::Display for NotRecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, request, nearest, left, count } = self;
        write!(f, "{} has no reply for {request}: ", path.display())?;
        match nearest {
            Nearest::None => f.write_str("it is empty"),
            Nearest::Other { number, request, difference } => write!(
                f,
                "number {number} of {count}, {request}, came nearest; they differ in {difference} ({left} left)"
            ),
            Nearest::Used { number } => write!(
                f,
                "number {number} of {count} was replayed already, and `repeat_last()` is not set ({left} left)"
            ),
        }
    }
}

impl fmt::Debug for NotRecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NotRecorded({self})")
    }
}

impl std::error::Error for NotRecorded {}
