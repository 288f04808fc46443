//! The kinds of replies that are one page of a list: by who says where the next page is.

use std::marker::PhantomData;

use super::json::Json;
use super::page::{List, Page};
use super::received::Receive;
use super::{Reply, declared};

/// A way through a list: to its end or to its beginning.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Forward,
    Back,
}

/// A kind of reply that is one page of a list.
pub trait PagedReply: Reply<Output: List> {
    /// Returns what the page itself says about the page that follows.
    #[doc(hidden)]
    const CURSOR: fn(&Self::Output, Direction) -> Option<String>;
}

/// A kind of reply that is one page of a list which can be read in both directions.
pub trait PagedBack: PagedReply {}

/// The list can only be read from its beginning to its end.
#[derive(Debug)]
pub enum OneWay {}

/// The list can also be read back to its beginning: the line says `back by`.
#[derive(Debug)]
pub enum BothWays {}

/// A reply that is one page of a list, and says where the next one is: `paged by after`, `paged by url`.
///
/// Awaiting the call returns the page; [`pages`](crate::Call::pages) and [`items`](crate::Call::items) return the whole
/// list.
#[derive(Debug)]
pub struct Paged<P, W = OneWay>(PhantomData<fn() -> (P, W)>);

/// A reply that is one page of a list, whose headers say where the next one is: `paged by link`, and cursors
/// `from header`.
#[derive(Debug)]
pub struct PagedByHeader<P, W = OneWay>(PhantomData<fn() -> (P, W)>);

/// A reply that is one page of a list, whose pages or items are counted: `paged by number`, `paged by offset`.
#[derive(Debug)]
pub struct PagedByCount<P>(PhantomData<fn() -> P>);

impl<P: Page, W: 'static> PagedReply for Paged<P, W> {
    const CURSOR: fn(&P, Direction) -> Option<String> = |page, direction| match direction {
        Direction::Forward => page.next_cursor(),
        Direction::Back => page.previous_cursor(),
    };
}

impl<P: List, W: 'static> PagedReply for PagedByHeader<P, W> {
    const CURSOR: fn(&P, Direction) -> Option<String> = |_, _| None;
}

impl<P: List> PagedReply for PagedByCount<P> {
    const CURSOR: fn(&P, Direction) -> Option<String> = |_, _| None;
}

impl<P: Page> PagedBack for Paged<P, BothWays> {}

impl<P: List> PagedBack for PagedByHeader<P, BothWays> {}

/// All kinds are JSON.
macro_rules! replies {
    ($($kind:ident<$P:ident: $List:ident $(, $W:ident)?>)*) => {$(
        impl<$P: $List $(, $W: 'static)?> Reply for $kind<$P $(, $W)?> {
            type Output = $P;
            const RECEIVE: Receive<$P> = Json::<$P>::RECEIVE;
            const ACCEPT: Option<&'static str> = Json::<$P>::ACCEPT;
        }

        declared!($kind<$P $(, $W)?>);
    )*};
}

replies!(Paged<P: Page, W> PagedByHeader<P: List, W> PagedByCount<P: List>);

#[cfg(feature = "mock")]
super::respond::responds_with_json!(Paged<P, W>);

#[cfg(feature = "mock")]
super::respond::responds_with_json!(PagedByCount<P>);
