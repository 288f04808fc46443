//! Lists that are sent in pages: `.await` returns one page, and lazy streams return all of them.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use bytes::Bytes;
use futures_core::Stream;

use super::{Call, send};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::reply::{Page, Paged, Received};
use crate::request::{Request, query};
use crate::response::Head;
use crate::transport::BoxFuture;

impl<P: Page> Call<Paged<P>> {
    /// Returns a stream of all pages from this one on. Each page is requested when the stream is polled for it.
    ///
    /// The options of the call apply to each page, the timeout too. After a failed call the stream can be polled again
    /// and requests the same page again. If the service returns a cursor that it has returned before, the stream ends
    /// with an error of the kind [`Paging`](ErrorKind::Paging).
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{Call, Error, Page, Paged};
    ///
    /// async fn count<P: Page>(list: Call<Paged<P>>) -> Result<usize, Error> {
    ///     let mut pages = list.pages();
    ///     let mut count = 0;
    ///     while let Some(page) = pages.try_next().await? {
    ///         count += page.into_items().len();
    ///     }
    ///     Ok(count)
    /// }
    /// ```
    pub fn pages(self) -> Pages<P> {
        let (client, request) = self.into_parts();
        Pages {
            client,
            request,
            page: PhantomData,
            cursors: Cursors::default(),
            state: State::Ready,
        }
    }

    /// Returns a stream of all items from this page on.
    ///
    /// It behaves like [`pages`](Self::pages), item by item, except that a page without items is taken for the last
    /// one.
    ///
    /// # Examples
    ///
    /// Reads the first hundred items and requests no more pages than that takes:
    ///
    /// ```
    /// use schematic_api::{Call, Error, Page, Paged};
    ///
    /// async fn first_hundred<P: Page>(list: Call<Paged<P>>) -> Result<Vec<P::Item>, Error> {
    ///     let mut items = list.items();
    ///     let mut first = Vec::new();
    ///     while first.len() < 100 {
    ///         let Some(item) = items.try_next().await? else { break };
    ///         first.push(item);
    ///     }
    ///     Ok(first)
    /// }
    /// ```
    pub fn items(self) -> Items<P> {
        Items { pages: self.pages(), page: Vec::new().into_iter() }
    }
}

/// The pages of a list, as a stream. Returned by [`Call::pages`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<P> {
    client: Client,
    /// The request of the first page.
    request: Request,
    cursors: Cursors,
    state: State,
    page: PhantomData<fn() -> P>,
}

enum State {
    /// The next page has not been asked for.
    Ready,
    Loading(BoxFuture<'static, Result<Received, Error>>),
    /// The service repeated a cursor. The error holds the reply that did.
    Stuck(Error),
    Done,
}

impl<P: Page> Pages<P> {
    /// Returns the next page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Those of the call, and [`Paging`](ErrorKind::Paging) if the service repeats a cursor or the request cannot be
    /// sent again because its body is a stream.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl<P: Page> Pages<P> {
    /// Sends the first request again, with the latest cursor.
    fn ask(&mut self) -> Result<BoxFuture<'static, Result<Received, Error>>, Error> {
        let mut request = self.request.try_clone().ok_or_else(|| self.unrepeatable())?;
        if let (Some(parameter), Some(cursor)) = (request.endpoint.paging(), &self.cursors.last) {
            query::remove(&mut request.query, parameter);
            query::push_pair(&mut request.query, parameter, cursor);
        }
        Ok(send::<Paged<P>>(self.client.clone(), request))
    }

    /// Why the request cannot be copied: a mistake in it, or a body that can be sent only once.
    fn unrepeatable(&mut self) -> Error {
        let endpoint = self.request.endpoint;
        let one_shot = || {
            Error::new(
                ErrorKind::Paging,
                "the body of this request is a stream, which cannot be sent again for the next page",
            )
        };
        self.request.take_error().unwrap_or_else(one_shot).with_endpoint(endpoint)
    }

    /// Decodes a page and checks whether another follows.
    fn arrive(&mut self, received: Received) -> Result<P, Error> {
        let body = received.bytes();
        let (page, head) = received.read::<Paged<P>>()?;
        let next = page.next_cursor().filter(|_| self.request.endpoint.paging().is_some());
        self.state = match next {
            None => State::Done,
            Some(cursor) if self.cursors.accept(&cursor) => State::Ready,
            Some(_) => State::Stuck(stuck(head, body)),
        };
        Ok(page)
    }
}

impl<P: Page> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match std::mem::replace(&mut this.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Stuck(error) => return Poll::Ready(Some(Err(error))),
                State::Ready => match this.ask() {
                    Ok(page) => this.state = State::Loading(page),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                State::Loading(mut page) => {
                    let Poll::Ready(received) = page.as_mut().poll(context) else {
                        this.state = State::Loading(page);
                        return Poll::Pending;
                    };
                    // After an error the same page is asked for again.
                    this.state = State::Ready;
                    return Poll::Ready(Some(received.and_then(|received| this.arrive(received))));
                }
            }
        }
    }
}

fn stuck(head: Head, body: Bytes) -> Error {
    Error::new(
        ErrorKind::Paging,
        "the service returned a cursor that it had returned before, so the list would never end",
    )
    .with_head(head)
    .with_body(body)
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("request", &self.request).finish_non_exhaustive()
    }
}

/// The items of a list, as a stream. Returned by [`Call::items`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<P: Page> {
    pages: Pages<P>,
    page: vec::IntoIter<P::Item>,
}

impl<P: Page> Items<P> {
    /// Returns the next item, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Those of [`Pages::try_next`]. All items of the pages before the failed one have been returned by then.
    pub async fn try_next(&mut self) -> Result<Option<P::Item>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

// Items are never pinned.
impl<P: Page> Unpin for Items<P> {}

impl<P: Page> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => this.page = page.into_items().into_iter(),
            }
            if this.page.len() == 0 {
                this.pages.state = State::Done;
            }
        }
    }
}

impl<P: Page> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// Detects a cursor that repeats, without keeping all of them.
///
/// Brent's algorithm finds a cycle of any length. A cursor that is returned twice in a row is found at once.
#[derive(Default)]
struct Cursors {
    last: Option<String>,
    landmark: Option<String>,
    until_next_landmark: u64,
    stride: u64,
}

impl Cursors {
    /// Moves on to `cursor`. Returns `false` if it has been seen before.
    fn accept(&mut self, cursor: &str) -> bool {
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
