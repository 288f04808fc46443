//! Lists that are sent in pages: `.await` returns one page, and lazy streams return all of them.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::walk::{Arrived, Walk};
use super::{Call, send};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::reply::{Direction, List, PagedBack, PagedReply, Received};
use crate::request::Request;
use crate::response::Head;
use crate::transport::BoxFuture;

impl<R: PagedReply> Call<R> {
    /// Returns a stream of all pages from this one on. Each page is requested when the stream is polled for it.
    ///
    /// The options of the call apply to each page, the timeout too. After a failed call the stream can be polled again
    /// and requests the same page again.
    ///
    /// The stream ends with an error of the kind [`Paging`](ErrorKind::Paging) if the service returns a cursor or an
    /// address that it has returned before, or an address of another origin, where nothing is sent. The page that gave
    /// it comes before the error, and [`Error::body`] has it, too. Pages that are counted end with that error if two of
    /// them in a row are the same: a service that does not know the parameter sends the first one for ever.
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
    pub fn pages(self) -> Pages<R::Output> {
        Pages::new(self, Direction::Forward)
    }

    /// Returns a stream of all items from this page on.
    ///
    /// It behaves like [`pages`](Self::pages), item by item. A page without items that names another is not the last: some
    /// services filter a page after they have cut it off. One that names itself is the last: nothing is new since then.
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
    pub fn items(self) -> Items<R::Output> {
        Items { pages: self.pages(), page: Vec::new().into_iter() }
    }
}

impl<R: PagedBack> Call<R> {
    /// Returns a stream of all pages from this one back to the first. The declaration says how, with `back by`.
    ///
    /// It behaves like [`pages`](Self::pages) in the other direction. A cursor for that direction, which the caller set,
    /// is where it starts, and is not sent for the pages that follow.
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{Object, Page, api};
    ///
    /// /// A page of messages.
    /// #[derive(Debug, Object)]
    /// pub struct Messages {
    ///     pub data: Vec<String>,
    ///     pub first_id: Option<String>,
    ///     pub last_id: Option<String>,
    /// }
    ///
    /// impl Page for Messages {
    ///     type Item = String;
    ///
    ///     fn into_items(self) -> Vec<String> {
    ///         self.data
    ///     }
    ///
    ///     fn next_cursor(&self) -> Option<String> {
    ///         self.last_id.clone()
    ///     }
    ///
    ///     fn previous_cursor(&self) -> Option<String> {
    ///         self.first_id.clone()
    ///     }
    /// }
    ///
    /// api! {
    ///     pub client Chat at "https://chat.example.com";
    ///
    ///     messages: GET /messages?<after_id?>&<before_id?> -> Messages paged by after_id back by before_id;
    /// }
    ///
    /// # async fn example(chat: &Chat) -> Result<(), schematic_api::Error> {
    /// // The newest message that was sent before this one, then the one before it, and so on:
    /// let mut older = chat.messages().before_id("message_7").items_back();
    /// while let Some(message) = older.try_next().await? {
    ///     println!("{message}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages_back(self) -> Pages<R::Output> {
        Pages::new(self, Direction::Back)
    }

    /// Returns a stream of all items from the last one of this page back to the first one of the list.
    ///
    /// The items of each page are expected in the order of the list, and are returned in reverse.
    pub fn items_back(self) -> Items<R::Output> {
        Items { pages: self.pages_back(), page: Vec::new().into_iter() }
    }
}

/// The pages of a list, as a stream. Returned by [`Call::pages`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<P> {
    client: Client,
    /// The request of the first page.
    request: Request,
    kind: Kind<P>,
    walk: Walk,
    state: State,
}

/// What the kind of reply knows. Its type is not kept, so that the type of the page is enough to name a stream.
struct Kind<P> {
    send: fn(Client, Request) -> BoxFuture<'static, Result<Received, Error>>,
    read: fn(Received) -> Result<(P, Head), Error>,
    cursor: fn(&P, Direction) -> Option<String>,
}

enum State {
    /// The next page has not been asked for.
    Ready,
    Loading(BoxFuture<'static, Result<Received, Error>>),
    /// There is no way on. The error holds the reply that showed none.
    Stuck(Error),
    Done,
}

impl<P: List> Pages<P> {
    fn new<R: PagedReply<Output = P>>(call: Call<R>, direction: Direction) -> Self {
        let (client, request) = call.into_parts();
        let walk = Walk::new(&request, direction);
        let kind = Kind { send: send::<R>, read: Received::read::<R>, cursor: R::CURSOR };
        Self { client, request, kind, walk, state: State::Ready }
    }

    /// Returns the next page, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Those of the call, [`Paging`](ErrorKind::Paging) if the service shows no way to the next page or the request
    /// cannot be sent again because its body is a stream, and [`Input`](ErrorKind::Input) if the number or offset of
    /// the first page, which the caller set, is no number.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl<P: List> Pages<P> {
    /// Sends the first request again, for the page that is next.
    fn ask(&mut self) -> Result<BoxFuture<'static, Result<Received, Error>>, Error> {
        let request = self.request.try_clone().ok_or_else(|| self.unrepeatable())?;
        Ok((self.kind.send)(self.client.clone(), self.walk.prepare(request)))
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

    fn poll_received(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Received, Error>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Stuck(error) => return Poll::Ready(Some(Err(error))),
                State::Ready => match self.ask() {
                    Ok(page) => self.state = State::Loading(page),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                State::Loading(mut page) => {
                    let Poll::Ready(received) = page.as_mut().poll(context) else {
                        self.state = State::Loading(page);
                        return Poll::Pending;
                    };
                    // A mistake is found before anything is sent, and after another error the same page is asked for again.
                    if !received.as_ref().is_err_and(Error::is_input) {
                        self.state = State::Ready;
                    }
                    return Poll::Ready(Some(received));
                }
            }
        }
    }

    /// The cursor that the page has, and whether it is the last.
    fn said(&self, page: &P) -> (Option<String>, bool) {
        ((self.kind.cursor)(page, self.walk.direction()), page.is_last())
    }

    /// Finds out what follows the page that has arrived.
    fn settle(&mut self, arrived: Arrived, head: Head) {
        let body = arrived.body.clone();
        self.state = match self.walk.arrive(arrived, &head) {
            Ok(true) => State::Ready,
            Ok(false) => State::Done,
            Err(stuck) => {
                let error = Error::new(ErrorKind::Paging, stuck);
                State::Stuck(error.with_head(head).with_body(body))
            }
        };
    }

    /// Decodes a page. If its items have to be counted, it is decoded twice: a list does not tell how many it has.
    fn page(&mut self, received: Received) -> Result<P, Error> {
        let copy = self.walk.counts_items().then(|| received.try_clone()).flatten();
        let mut arrived = Arrived::new(&received);
        let (page, head) = (self.kind.read)(received)?;
        let items = copy.map(|copy| (self.kind.read)(copy).map(|(page, _)| page.into_vec().len()));
        arrived.say(self.said(&page), items.transpose()?.unwrap_or(1));
        self.settle(arrived, head);
        Ok(page)
    }

    /// Decodes the items of a page, in the direction of the walk.
    fn items(&mut self, received: Received) -> Result<Vec<P::Item>, Error> {
        let mut arrived = Arrived::new(&received);
        let (page, head) = (self.kind.read)(received)?;
        let said = self.said(&page);
        let mut items = page.into_vec();
        arrived.say(said, items.len());
        self.settle(arrived, head);
        if self.walk.direction() == Direction::Back {
            items.reverse();
        }
        Ok(items)
    }
}

impl<P: List> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let received = ready!(this.poll_received(context));
        Poll::Ready(received.map(|received| received.and_then(|received| this.page(received))))
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("request", &self.request).finish_non_exhaustive()
    }
}

/// The items of a list, as a stream. Returned by [`Call::items`].
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<P: List> {
    pages: Pages<P>,
    page: vec::IntoIter<P::Item>,
}

impl<P: List> Items<P> {
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
impl<P: List> Unpin for Items<P> {}

impl<P: List> Stream for Items<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(received) = ready!(this.pages.poll_received(context)) else {
                return Poll::Ready(None);
            };
            match received.and_then(|received| this.pages.items(received)) {
                Ok(items) => this.page = items.into_iter(),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<P: List> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
