//! The way from one page of a list to the next, as pure decisions: what of a page and its headers leads on, and what the
//! request for the next page is.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use bytes::Bytes;
use http::{HeaderMap, header};
use url::Url;

use super::cursors::Cursors;
use crate::declaration::{CursorPlace, CursorSource, PagedBy};
use crate::error::Error;
use crate::execute::same_origin;
use crate::reply::link::{Link, Links};
use crate::reply::{Direction, Received};
use crate::request::{Request, Target, query};
use crate::response::Head;

/// How far the pages of a list have been read.
pub(super) struct Walk {
    direction: Direction,
    /// How the pages that follow are requested. Without it, the first page is the only one.
    by: Option<PagedBy>,
    /// How those in the other direction are.
    other: Option<PagedBy>,
    /// The number or offset of the first page, or why it has none.
    start: Result<u64, &'static str>,
    /// What leads to the page that is next; nothing leads to the first.
    step: Option<Step>,
    seen: Cursors,
    /// Of the page before, if pages are counted.
    fingerprint: Option<u64>,
}

enum Step {
    Cursor(String),
    Address(Url),
    Count(u64),
}

/// A page that has arrived, and what is known of it.
pub(super) struct Arrived {
    pub(super) body: Bytes,
    url: Option<Url>,
    cursor: Option<String>,
    is_last: bool,
    items: usize,
}

impl Arrived {
    pub(super) fn new(received: &Received) -> Self {
        let url = received.url.clone();
        Self { body: received.bytes(), url, cursor: None, is_last: false, items: 0 }
    }

    /// Adds what the page says, and the number of its items.
    pub(super) fn say(&mut self, (cursor, is_last): (Option<String>, bool), items: usize) {
        self.cursor = cursor;
        self.is_last = is_last;
        self.items = items;
    }
}

/// Why there is no way on.
type Stuck = &'static str;

const REPEATED: Stuck =
    "the service returned a cursor that it had returned before, so the list would never end";
const REPEATED_ADDRESS: Stuck = "the service returned the address of a page that it had returned before, so the list would never end";
const REPEATED_PAGE: Stuck = "the service sent the same page again, so the list would never end; it may not know the parameter that \
     counts the pages";
const ORIGIN: Stuck =
    "the address of the next page leads to another origin, where nothing was sent";
const NO_ADDRESS: Stuck = "the address of the next page is not a valid URL";
const LONG_ADDRESS: Stuck = "the address of the next page is longer than 65,536 bytes";
const NO_LINKS: Stuck = "the header `link` is not a list of links";
const NO_CURSOR: Stuck = "the header with the cursor of the next page has a value that is not text";
const TOO_FAR: Stuck = "the next page would have a number beyond 64 bits";
const NO_NUMBER: &str = "is not a whole number, so the pages after it cannot be counted";

/// The longest address: far beyond what servers accept.
const LONGEST: usize = 64 * 1024;

impl Walk {
    pub(super) fn new(request: &Request, direction: Direction) -> Self {
        let paging = request.endpoint.paging();
        let next = paging.map(|paging| paging.next());
        let previous = paging.and_then(|paging| paging.previous());
        let (by, other) = match direction {
            Direction::Forward => (next, previous),
            Direction::Back => (previous, next),
        };
        Self {
            direction,
            by,
            other,
            start: start(by, &request.query),
            step: None,
            seen: Cursors::default(),
            fingerprint: None,
        }
    }

    pub(super) fn direction(&self) -> Direction {
        self.direction
    }

    /// Whether the number of items on a page matters.
    pub(super) fn counts_items(&self) -> bool {
        matches!(self.by, Some(PagedBy::Number { .. } | PagedBy::Offset { .. }))
    }

    /// Turns the request for the first page into that for the page that is next.
    pub(super) fn prepare(&self, mut request: Request) -> Request {
        match (&self.step, self.by) {
            (Some(Step::Address(url)), _) => {
                request.target = Target::Page(Box::new(url.clone()));
                request
            }
            (Some(Step::Cursor(cursor)), Some(PagedBy::Cursor { name, place, .. })) => {
                self.with_cursor(request, name, place, cursor)
            }
            (_, Some(PagedBy::Number { parameter, .. } | PagedBy::Offset { parameter, .. })) => {
                self.with_count(request, parameter)
            }
            _ => request,
        }
    }

    fn with_count(&self, mut request: Request, parameter: &str) -> Request {
        match (self.start, &self.step) {
            (Err(reason), _) => {
                request.fail(Error::input(format!("the value of `{parameter}` {reason}")))
            }
            (Ok(_), Some(Step::Count(count))) => {
                set(&mut request, parameter, &count.to_string());
                request
            }
            _ => request,
        }
    }

    /// Sets the cursor, and leaves out that of the other direction.
    fn with_cursor(
        &self,
        mut request: Request,
        name: &str,
        place: CursorPlace,
        cursor: &str,
    ) -> Request {
        let (other_in_query, other_in_body) = match self.other {
            Some(PagedBy::Cursor { name, place: CursorPlace::Query, .. }) => (Some(name), None),
            Some(PagedBy::Cursor { name, place: CursorPlace::Body, .. }) => (None, Some(name)),
            _ => (None, None),
        };
        if let Some(other) = other_in_query {
            query::remove(&mut request.query, other);
        }
        match place {
            CursorPlace::Query => {
                set(&mut request, name, cursor);
                request
            }
            CursorPlace::Body => request.cursor_in_body(name, cursor, other_in_body),
        }
    }

    /// Moves on from a page that has arrived. Returns whether another one follows.
    pub(super) fn arrive(&mut self, page: Arrived, head: &Head) -> Result<bool, Stuck> {
        let step = match self.by {
            None => None,
            Some(PagedBy::Cursor { source, .. }) => {
                let cursor = match source {
                    CursorSource::Page => page.cursor,
                    CursorSource::Header(name) => cursor_of(&head.headers, name)?,
                };
                self.new_cursor(cursor, page.items)?
            }
            Some(PagedBy::Url) => self.address(page.cursor, page.url)?,
            Some(PagedBy::Link) => {
                let target = linked(&head.headers, self.direction, page.url.as_ref())?;
                self.address(target, page.url)?
            }
            Some(PagedBy::Number { .. }) => self.counted(&page, 1)?,
            Some(PagedBy::Offset { .. }) => self.counted(&page, page.items)?,
        };
        let goes_on = step.is_some();
        if goes_on {
            self.step = step;
        }
        Ok(goes_on)
    }

    /// A page without items that names itself is the end of a feed: nothing is new since then.
    fn new_cursor(&mut self, cursor: Option<String>, items: usize) -> Result<Option<Step>, Stuck> {
        match cursor {
            Some(cursor) if !self.seen.accept(&cursor) => match items {
                0 => Ok(None),
                _ => Err(REPEATED),
            },
            cursor => Ok(cursor.map(Step::Cursor)),
        }
    }

    /// An address is followed within the origin only, so that neither credentials nor a body are sent elsewhere.
    fn address(
        &mut self,
        target: Option<String>,
        from: Option<Url>,
    ) -> Result<Option<Step>, Stuck> {
        let Some((target, from)) = target.zip(from) else { return Ok(None) };
        if target.len() > LONGEST {
            return Err(LONG_ADDRESS);
        }
        let mut url = from.join(&target).map_err(|_| NO_ADDRESS)?;
        url.set_fragment(None);
        if !same_origin(&from, &url) {
            return Err(ORIGIN);
        }
        if self.seen.is_empty() {
            self.seen.accept(from.as_str());
        }
        match self.seen.accept(url.as_str()) {
            true => Ok(Some(Step::Address(url))),
            false => Err(REPEATED_ADDRESS),
        }
    }

    fn counted(&mut self, page: &Arrived, more: usize) -> Result<Option<Step>, Stuck> {
        if page.items == 0 || page.is_last {
            return Ok(None);
        }
        let fingerprint = Some(fingerprint(&page.body));
        if std::mem::replace(&mut self.fingerprint, fingerprint) == fingerprint {
            return Err(REPEATED_PAGE);
        }
        let count = match self.step {
            Some(Step::Count(count)) => count,
            _ => self.start.unwrap_or_default(),
        };
        let count = u64::try_from(more).ok().and_then(|more| count.checked_add(more));
        count.map(|count| Some(Step::Count(count))).ok_or(TOO_FAR)
    }
}

/// The number or offset of the first page: what the request has, or else what is declared.
fn start(by: Option<PagedBy>, query: &str) -> Result<u64, &'static str> {
    let Some(PagedBy::Number { parameter, first } | PagedBy::Offset { parameter, first }) = by
    else {
        return Ok(0);
    };
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    match pairs.find(|(name, _)| name == parameter) {
        Some((_, value)) => value.parse().map_err(|_| NO_NUMBER),
        None => Ok(first),
    }
}

fn set(request: &mut Request, parameter: &str, value: &str) {
    query::remove(&mut request.query, parameter);
    query::push_pair(&mut request.query, parameter, value);
}

/// The cursor in a header. Services that always send the header leave it empty on the last page.
fn cursor_of(headers: &HeaderMap, name: &str) -> Result<Option<String>, Stuck> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let cursor = value.to_str().map_err(|_| NO_CURSOR)?.trim();
    Ok(Some(cursor.to_owned()).filter(|cursor| !cursor.is_empty()))
}

/// The first link from this page to the one that follows.
fn linked(
    headers: &HeaderMap,
    direction: Direction,
    from: Option<&Url>,
) -> Result<Option<String>, Stuck> {
    let relations: &[&str] = match direction {
        Direction::Forward => &["next"],
        Direction::Back => &["prev", "previous"],
    };
    for value in headers.get_all(header::LINK) {
        for link in Links::new(value.as_bytes()) {
            let link = link.map_err(|_| NO_LINKS)?;
            let follows = relations.iter().any(|relation| link.has_relation(relation));
            if follows && is_from(&link, from) {
                return Ok(Some(link.target));
            }
        }
    }
    Ok(None)
}

/// Whether the link is from the page itself, and not from a part of it or another place.
fn is_from(link: &Link, page: Option<&Url>) -> bool {
    let Some(anchor) = &link.anchor else { return true };
    page.is_some_and(|page| page.join(anchor).is_ok_and(|anchor| anchor == *page))
}

fn fingerprint(body: &Bytes) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}
