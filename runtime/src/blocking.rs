//! Calls from code that is not `async`, with the feature `blocking`.
//!
//! Whatever can be awaited or read as a stream has a method `block`: of a [`Call`] it returns what `.await`
//! would, of a stream an iterator. There is no second client and there are no other methods: options, retries,
//! timeouts, paging and polling are the same.
//!
//! ```no_run
//! use schematic_api::{Object, api};
//!
//! /// A note.
//! #[derive(Clone, Debug, Object)]
//! pub struct Note {
//!     pub id: String,
//!     pub text: String,
//! }
//!
//! api! {
//!     pub client Notes at "https://notes.example.com/v1" { auth bearer env "NOTES_KEY"; }
//!
//!     retrieve: GET /notes/<id> -> Note;
//!     export:   GET /notes/export -> stream;
//! }
//!
//! fn main() -> Result<(), schematic_api::Error> {
//!     let notes = Notes::from_env()?;
//!     println!("{}", notes.retrieve("n1").retries(0).block()?.text);
//!     for chunk in notes.export().block()?.block() {
//!         println!("{} bytes", chunk?.len());
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Calls run on a tokio runtime of this crate's own, with one thread, which starts with the first call and ends with the
//! process. The same client can also be used with `.await`.
//!
//! # In async code
//!
//! Blocking a thread of an async runtime stops the other tasks on it. So inside a tokio runtime `block` sends nothing and
//! returns an error of the kind [`Config`](crate::ErrorKind::Config): write `.await` there. This includes the
//! closure of `tokio::task::spawn_blocking`, where `Handle::current().block_on(call.into_future())` waits instead.

mod runtime;

use std::fmt;
use std::io;
#[cfg(feature = "files")]
use std::path::Path;
use std::pin::Pin;

use futures_core::Stream;

use crate::call::{Call, Items, Pages, Poller, ResponseFuture};
use crate::error::Error;
use crate::reply::{ByteStream, Declared, EventStream, LineStream, List, Reply, unwritten};
use crate::response::Response;
use crate::sse::Event;
use serde::de::DeserializeOwned;

/// Waits for a future that gives a result: a call, or a function of yours that awaits several.
///
/// The method `block` of calls and streams is shorter where there is one.
///
/// # Errors
///
/// Those of the future. Inside a tokio runtime, an error of the kind [`Config`](crate::ErrorKind::Config); see
/// [`blocking`](self#in-async-code).
///
/// # Examples
///
/// ```no_run
/// use schematic_api::{Call, Error, blocking, reply::Text};
///
/// async fn both(first: Call<Text>, second: Call<Text>) -> Result<String, Error> {
///     Ok(first.await? + &second.await?)
/// }
///
/// fn joined(first: Call<Text>, second: Call<Text>) -> Result<String, Error> {
///     blocking::wait(both(first, second))
/// }
/// ```
pub fn wait<T, E: From<Error>>(future: impl IntoFuture<Output = Result<T, E>>) -> Result<T, E> {
    runtime::wait(future.into_future())?
}

/// A stream as an iterator that waits for each item.
///
/// Returned by the method `block` of [`Pages`], [`Items`], [`EventStream`], [`LineStream`] and
/// [`ByteStream`].
/// [`new`](Self::new) makes one of any other stream of results.
///
/// An item is an error if the stream gives one, or if the iterator is used inside a tokio runtime; the latter ends it.
///
/// # Examples
///
/// ```
/// use schematic_api::{Call, Error, Page, Paged};
///
/// fn first_hundred<P: Page>(list: Call<Paged<P>>) -> Result<Vec<P::Item>, Error> {
///     list.items().block().take(100).collect()
/// }
/// ```
#[must_use = "an iterator does nothing until it is advanced"]
pub struct Blocking<S> {
    stream: S,
    /// Whether the iterator was used where it cannot wait.
    is_refused: bool,
}

impl<S> Blocking<S> {
    /// Makes an iterator of a stream.
    pub fn new(stream: S) -> Self {
        Self { stream, is_refused: false }
    }

    /// Returns the stream, for example to read what it knows beside its items.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// Returns the stream with the items that are left.
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S, T, E> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, E>> + Unpin,
    E: From<Error>,
{
    type Item = Result<T, E>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_refused {
            return None;
        }
        let next = std::future::poll_fn(|context| Pin::new(&mut self.stream).poll_next(context));
        runtime::wait(next).unwrap_or_else(|error| {
            self.is_refused = true;
            Some(Err(error.into()))
        })
    }
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.stream).finish()
    }
}

impl<R: Declared> Call<R> {
    /// Sends the call and waits for its reply, as `.await` does in async code.
    ///
    /// # Errors
    ///
    /// The same errors as awaiting the call, and [`Config`](crate::ErrorKind::Config) inside a tokio runtime; see
    /// [`blocking`](crate::blocking#in-async-code).
    pub fn block(self) -> Result<R::Output, Error>
    where
        R: Reply,
    {
        wait(self)
    }
}

impl<R: Reply> ResponseFuture<R> {
    /// Waits for the reply, with its status, headers and request id.
    ///
    /// # Errors
    ///
    /// Those of [`Call::block`].
    pub fn block(self) -> Result<Response<R::Output>, Error> {
        wait(self)
    }
}

impl<T: DeserializeOwned + Send + 'static> Poller<'_, T> {
    /// Waits until the reply has settled.
    ///
    /// # Errors
    ///
    /// Those of the poll, and [`Config`](crate::ErrorKind::Config) inside a tokio runtime.
    pub fn block(self) -> Result<T, Error> {
        wait(self)
    }
}

impl<P: List> Pages<P> {
    /// Returns the pages as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<P: List> Items<P> {
    /// Returns the items as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<E: Event> EventStream<E> {
    /// Returns the events as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl<T: DeserializeOwned> LineStream<T> {
    /// Returns the values of the lines as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl ByteStream {
    /// Returns the chunks as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl Blocking<ByteStream> {
    /// Writes the bytes that are left to a writer as they arrive, flushes it, and returns their number.
    ///
    /// # Errors
    ///
    /// Those of [`ByteStream::copy_to`], and [`Config`](crate::ErrorKind::Config) inside a tokio runtime.
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{ByteStream, Call, Error};
    ///
    /// fn print(report: Call<ByteStream>) -> Result<u64, Error> {
    ///     report.block()?.block().copy_to(&mut std::io::stdout())
    /// }
    /// ```
    pub fn copy_to(self, writer: &mut (impl io::Write + ?Sized)) -> Result<u64, Error> {
        let mut written: u64 = 0;
        for chunk in self {
            let chunk = chunk?;
            writer.write_all(&chunk).map_err(unwritten)?;
            written = written.saturating_add(chunk.len() as u64);
        }
        writer.flush().map_err(unwritten)?;
        Ok(written)
    }

    /// Saves the bytes that are left to a file, whole or not at all, and returns their number. Requires the feature `files`.
    ///
    /// # Errors
    ///
    /// Those of [`ByteStream::save_to`], and [`Config`](crate::ErrorKind::Config) inside a tokio runtime.
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{ByteStream, Call, Error};
    ///
    /// fn download(report: Call<ByteStream>) -> Result<u64, Error> {
    ///     report.block()?.block().save_to("report.pdf")
    /// }
    /// ```
    #[cfg(feature = "files")]
    pub fn save_to(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        wait(self.stream.save_to(path))
    }
}
