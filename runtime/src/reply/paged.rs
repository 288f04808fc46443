//! Replies that are one page of a list.

use std::marker::PhantomData;

use super::json::Json;
use super::received::Receive;
use super::{Reply, declared};
use crate::codec::Decode;

/// One page of a list, as a service sends it.
///
/// Implement it for the reply type of an endpoint that is declared with `paged by`.
///
/// # Examples
///
/// ```
/// use schematic_api::Page;
/// # #[derive(Debug)] struct Things { data: Vec<String>, next: Option<String> }
/// # impl<'de> serde::Deserialize<'de> for Things {
/// #     fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
/// #         Ok(Self { data: serde::Deserialize::deserialize(d)?, next: None })
/// #     }
/// # }
///
/// impl Page for Things {
///     type Item = String;
///
///     fn into_items(self) -> Vec<String> {
///         self.data
///     }
///
///     fn next_cursor(&self) -> Option<String> {
///         self.next.clone()
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a page",
    label = "this type does not implement `schematic_api::Page`",
    note = "`paged by` needs a reply type that implements `schematic_api::Page`: its items, and the cursor of the next page"
)]
pub trait Page: Decode {
    /// The type of the items of the list.
    type Item: Send + 'static;

    /// Returns the items of this page.
    fn into_items(self) -> Vec<Self::Item>;

    /// Returns the cursor of the next page, or `None` if this page is the last.
    ///
    /// [`items`](crate::Call::items) also stops at a page without items; [`pages`](crate::Call::pages) does not.
    fn next_cursor(&self) -> Option<String>;
}

/// A reply that is one page of a list.
///
/// Awaiting the call returns the page; [`pages`](crate::Call::pages) and [`items`](crate::Call::items) return the whole
/// list.
#[derive(Debug)]
pub struct Paged<P>(PhantomData<fn() -> P>);

impl<P: Page> Reply for Paged<P> {
    type Output = P;
    const RECEIVE: Receive<P> = Json::<P>::RECEIVE;
    const ACCEPT: Option<&'static str> = Json::<P>::ACCEPT;
}

declared!(Paged<P>);

#[cfg(feature = "mock")]
super::respond::responds_with_json!(Paged<P>);
