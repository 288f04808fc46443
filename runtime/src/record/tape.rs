//! The exchanges that have been recorded so far, and the file that they are written to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::exchange::Exchange;
use super::redaction::redacted_url;
use super::writer;
use crate::redactor::Redactor;

/// A file is written again when more than this part of it is new, so that the time does not grow with the square of its size.
const OVERDUE: usize = 64;

/// The exchanges that have been recorded so far.
pub(super) struct Tape {
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// By the order of the requests.
    entries: BTreeMap<u64, Entry>,
    /// That of the first client.
    base_url: Option<String>,
    begun: u64,
    /// Knows the secrets of all requests so far.
    redactor: Redactor,
    /// The sizes of all entries, and of those that are not in the file.
    size: usize,
    unsaved: usize,
    /// Why the file could not be written.
    problem: Option<String>,
}

struct Entry {
    exchange: Exchange,
    text: String,
}

impl Tape {
    /// Creates the file, and the folders that it is in.
    pub(super) fn create(path: &Path) -> Result<Self, String> {
        let tape = Self { path: path.to_owned(), state: Mutex::default() };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| tape.problem(&error))?;
        }
        tape.write(&State::default()).map_err(|error| tape.problem(&error))?;
        Ok(tape)
    }

    /// Returns the number of a request that is about to be sent.
    ///
    /// # Errors
    ///
    /// Returns an error if the exchanges before it could not be written.
    pub(super) fn begin(&self, secrets: BTreeSet<String>) -> Result<u64, String> {
        let mut state = self.lock();
        if let Some(problem) = &state.problem {
            return Err(problem.clone());
        }
        state.learn(secrets);
        state.begun += 1;
        Ok(state.begun)
    }

    /// Takes note of a client, and of the secrets that the caller names.
    pub(super) fn meet(&self, base_url: &str, secrets: BTreeSet<String>) {
        let mut state = self.lock();
        state.learn(secrets);
        let redacted = redacted_url(base_url, &state.redactor);
        state.base_url.get_or_insert(redacted);
    }

    /// Adds the exchange that began with this number.
    pub(super) fn add(&self, number: u64, exchange: Exchange) {
        let mut state = self.lock();
        state.add(number, exchange);
        if state.unsaved.saturating_mul(OVERDUE) >= state.size {
            self.save_state(&mut state);
        }
    }

    /// Writes what is not in the file yet.
    pub(super) fn save(&self) -> Result<(), String> {
        let mut state = self.lock();
        self.save_state(&mut state);
        state.problem.clone().map_or(Ok(()), Err)
    }

    fn save_state(&self, state: &mut State) {
        if state.unsaved == 0 {
            return;
        }
        match self.write(state) {
            Ok(()) => state.unsaved = 0,
            Err(error) => state.problem = Some(self.problem(&error)),
        }
    }

    /// Puts a new file in the place of the old one.
    fn write(&self, state: &State) -> std::io::Result<()> {
        let texts = state.entries.values().map(|entry| entry.text.as_str());
        let text = writer::file(state.base_url.as_deref(), texts);
        let mut name = self.path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = self.path.with_file_name(name);
        fs::write(&temporary, text)?;
        fs::rename(&temporary, &self.path).inspect_err(|_| drop(fs::remove_file(&temporary)))
    }

    fn problem(&self, error: &std::io::Error) -> String {
        format!("the recording {} cannot be written: {error}", self.path.display())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, number: u64, mut exchange: Exchange) {
        exchange.redact(&self.redactor);
        let text = writer::exchange(&exchange);
        self.size += text.len();
        self.unsaved += text.len();
        self.entries.insert(number, Entry { exchange, text });
    }

    fn learn(&mut self, secrets: BTreeSet<String>) {
        let Some(redactor) = self.redactor.learned(secrets) else { return };
        self.redactor = redactor;
        let entries = std::mem::take(&mut self.entries);
        self.size = 0;
        for (number, entry) in entries {
            self.add(number, entry.exchange);
        }
    }
}

/// Nothing can be said here about a file that cannot be written; [`Cassette::unused`](super::Cassette::unused) says it.
impl Drop for Tape {
    fn drop(&mut self) {
        let _ = self.save();
    }
}
