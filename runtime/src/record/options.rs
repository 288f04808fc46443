//! What the caller sets on a cassette.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::mode::Mode;

/// Rewrites the text of a body.
pub(super) type Rewrite = Arc<dyn Fn(&str) -> String + Send + Sync>;

/// The largest body that is recorded, unless the caller sets another.
const MAX_BODY: usize = 1 << 20;

/// What becomes of an exchange that was replayed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Repetition {
    /// It is used up.
    None,
    /// It answers again, if no other one is left for the request.
    OfLast,
}

/// Whether a replay waits as long as the service did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Timing {
    Skipped,
    Kept,
}

/// What the caller sets on a cassette.
#[derive(Clone)]
pub(super) struct Options {
    pub(super) path: PathBuf,
    /// `Err` is what is wrong with the variable that should say it.
    pub(super) mode: Result<Mode, String>,
    /// Names in lower case, as all of these.
    pub(super) secret_headers: BTreeSet<String>,
    pub(super) secret_query: BTreeSet<String>,
    pub(super) secret_fields: BTreeSet<String>,
    pub(super) kept: BTreeSet<String>,
    pub(super) matched_headers: BTreeSet<String>,
    pub(super) secrets: Vec<secrecy::SecretString>,
    pub(super) rewrites: Vec<Rewrite>,
    pub(super) repetition: Repetition,
    pub(super) timing: Timing,
    pub(super) max_body: usize,
}

impl Options {
    pub(super) fn new(path: PathBuf) -> Self {
        Self {
            path,
            mode: Ok(Mode::default()),
            secret_headers: BTreeSet::new(),
            secret_query: BTreeSet::new(),
            secret_fields: BTreeSet::new(),
            kept: BTreeSet::new(),
            matched_headers: BTreeSet::new(),
            secrets: Vec::new(),
            rewrites: Vec::new(),
            repetition: Repetition::None,
            timing: Timing::Skipped,
            max_body: MAX_BODY,
        }
    }
}
