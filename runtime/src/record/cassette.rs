//! A file of exchanges, and everything that can be set on it.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::deck::Deck;
use super::mode::Mode;
use super::options::{Options, Repetition, Timing};
use super::tape::Tape;

/// A file of recorded exchanges, which [`ClientBuilder::cassette`](crate::ClientBuilder::cassette) puts between a client and
/// its transport.
///
/// The [module](super) says what is written, what is not, and what is replayed. A file belongs to one cassette and to clients of
/// one API: give each test its own. It is written by blocking calls, which tests can afford. Clones share the exchanges and what has become of them; set everything before the first client is built.
///
/// # Examples
///
/// A cassette that asks the service if `NOTES_CASSETTE` is `record`, and replays the file otherwise:
///
/// ```
/// use schematic_api::record::Cassette;
///
/// let cassette = Cassette::new("tests/recordings/notes.json")
///     .mode_from_env("NOTES_CASSETTE")
///     .redact_field("email");
/// ```
#[derive(Clone)]
#[must_use = "a cassette does nothing until a client is built with it"]
pub struct Cassette {
    options: Options,
    opened: Arc<OnceLock<Result<Opened, String>>>,
}

/// A cassette in use.
#[derive(Clone)]
pub(super) enum Opened {
    Recording(Arc<Tape>),
    Replaying(Arc<Deck>),
}

impl Cassette {
    /// Names the file. Nothing is opened until a client is built.
    ///
    /// A relative path begins in the current directory, which in tests is the root of the package. Folders that are missing
    /// are created when a recording begins.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { options: Options::new(path.into()), opened: Arc::default() }
    }

    /// Sets whether exchanges are recorded or replayed. Default: [`Mode::Replay`].
    pub fn mode(self, mode: Mode) -> Self {
        self.set(|options| options.mode = Ok(mode))
    }

    /// Takes the mode from an environment variable, if it is set and not empty: `replay`, `record` or `record-if-absent`.
    ///
    /// Another value is an error of [`build`](crate::ClientBuilder::build).
    pub fn mode_from_env(self, variable: &str) -> Self {
        match std::env::var(variable) {
            Ok(word) if !word.trim().is_empty() => {
                self.set(|options| options.mode = Mode::of_word(&word, variable))
            }
            _ => self,
        }
    }

    /// Writes `[redacted]` in place of the values of a header, in requests and replies, and of whatever repeats them.
    pub fn redact_header(self, name: &str) -> Self {
        self.set(|options| options.secret_headers.extend([name.to_ascii_lowercase()]))
    }

    /// Writes `[redacted]` in place of the values of a parameter of the query, and of whatever repeats them.
    pub fn redact_query(self, name: &str) -> Self {
        self.set(|options| options.secret_query.extend([name.to_ascii_lowercase()]))
    }

    /// Writes `[redacted]` in place of the values of a field, in bodies of requests and replies: of JSON objects at any depth,
    /// also in events and lines, of forms, and of the parts of a body. The case of the name does not matter.
    ///
    /// A value is replaced where it has this name, whatever its type, but not where something else repeats it, nor in JSON that
    /// is itself the text of a field; for that, there are [`redact_text`](Self::redact_text) and
    /// [`redact_with`](Self::redact_with). In place of a number, a type that wants one cannot be decoded any more.
    pub fn redact_field(self, name: &str) -> Self {
        self.set(|options| options.secret_fields.extend([name.to_lowercase()]))
    }

    /// Writes `[redacted]` in place of a text, wherever it comes, also encoded: in the path, for example. It must have at least
    /// four bytes.
    pub fn redact_text(self, secret: impl Into<String>) -> Self {
        self.set(|options| options.secrets.push(secret.into().into()))
    }

    /// Passes bodies that are text through a function before they are written, and before they are compared: bodies of
    /// requests and replies as a whole, but each line of a reply that is neither JSON nor a form, such as an event stream.
    ///
    /// Of a line, the function gets what comes before the line break. Several functions are called one after the other.
    ///
    /// ```
    /// use schematic_api::record::Cassette;
    ///
    /// let cassette = Cassette::new("tests/recordings/notes.json")
    ///     .redact_with(|body| body.replace("alice@example.com", "somebody@example.com"));
    /// ```
    pub fn redact_with(self, rewrite: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        self.set(|options| options.rewrites.push(Arc::new(rewrite)))
    }

    /// Keeps the values of a header or a parameter of the query whose name only looks like that of a secret, such as
    /// `page_token`. The parameters of `paged by` are kept anyway. It does not apply to the credentials of the declaration.
    pub fn keep(self, name: &str) -> Self {
        self.set(|options| options.kept.extend([name.to_ascii_lowercase()]))
    }

    /// Answers a request only by an exchange whose request had the same values of this header. Default: headers do not matter.
    pub fn match_header(self, name: &str) -> Self {
        self.set(|options| options.matched_headers.extend([name.to_ascii_lowercase()]))
    }

    /// Answers a request by the last exchange that fits it as often as it comes, once the others have been replayed. Default:
    /// each exchange is replayed once.
    pub fn repeat_last(self) -> Self {
        self.set(|options| options.repetition = Repetition::OfLast)
    }

    /// Waits before a reply, and before each of its chunks, as long as the service did, by the client's
    /// [`Clock`](crate::Clock). Default: nothing waits.
    pub fn keep_timing(self) -> Self {
        self.set(|options| options.timing = Timing::Kept)
    }

    /// Sets the largest body that is recorded, in bytes. Default: 1 MiB.
    ///
    /// Of a larger one, only the length and the SHA-256 are written and no more than this is held in memory. As the body of a
    /// reply, it cannot be replayed.
    pub fn max_body(self, bytes: usize) -> Self {
        self.set(|options| options.max_body = bytes)
    }

    /// Returns the exchanges that have not been replayed yet, each as its method and path, in their order. There are none while
    /// exchanges are recorded.
    ///
    /// # Errors
    ///
    /// Returns an error if the file cannot be read, or, while it is recorded, written.
    pub fn unused(&self) -> std::io::Result<Vec<String>> {
        match self.open().map_err(std::io::Error::other)? {
            Opened::Recording(tape) => {
                tape.save().map(|()| Vec::new()).map_err(std::io::Error::other)
            }
            Opened::Replaying(deck) => Ok(deck.unused()),
        }
    }

    /// Checks that all exchanges of the file have been replayed, or, while they are recorded, written to it. Call it at the end
    /// of a test.
    ///
    /// # Panics
    ///
    /// Panics if an exchange is left, or the file cannot be read or written.
    #[track_caller]
    #[allow(clippy::panic, reason = "it is an assertion")]
    pub fn assert_all_used(&self) {
        let path = self.options.path.display();
        match self.unused() {
            Ok(left) if left.is_empty() => {}
            Ok(left) => {
                panic!("{path}: {} exchanges were not replayed: {}", left.len(), left.join(", "))
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Opens the file, once for all clones.
    pub(super) fn open(&self) -> Result<Opened, String> {
        self.opened.get_or_init(|| open(&self.options)).clone()
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    fn set(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }
}

fn open(options: &Options) -> Result<Opened, String> {
    let path = &options.path;
    let is_replayed = match options.mode.clone()? {
        Mode::Replay => true,
        Mode::Record => false,
        Mode::RecordIfAbsent => path.exists(),
    };
    Ok(match is_replayed {
        true => Opened::Replaying(Arc::new(Deck::open(path, options.repetition)?)),
        false => Opened::Recording(Arc::new(Tape::create(path)?)),
    })
}

impl fmt::Debug for Cassette {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cassette")
            .field("path", &self.options.path)
            .field("mode", &self.options.mode)
            .finish_non_exhaustive()
    }
}
