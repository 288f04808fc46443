//! Lists as arguments of constructors and setters.

use std::collections::{BTreeSet, VecDeque};
use std::iter::{Chain, Cloned, Copied, Filter, FilterMap, Map, Rev, Skip, Take};
use std::vec;

/// A list of `T` as an argument: an array of values that convert into `T`, a `Vec<T>`, or an iterator.
///
/// Constructors and setters of a `#[derive(Object)]` struct take their lists as this, and so do the setters of calls.
///
/// The empty array needs no type: `[]` is a list of any `T`. For this reason the trait is implemented type by type, and
/// not for all that can be iterated over: for arrays of up to 32 items, and for the iterators that the usual methods of
/// iterators return. Any other iterator is collected first.
///
/// ```
/// use schematic_api::Object;
///
/// #[derive(Object)]
/// struct CreateMessage {
///     text: String,
///     tags: Vec<String>,
/// }
///
/// let tagged = CreateMessage::new("Hello", ["greeting", "short"]);
/// let plain = CreateMessage::new("Hello", []);
/// let numbered = CreateMessage::new("Hello", (1..=3).map(|n| n.to_string()));
/// assert_eq!((tagged.tags.len(), plain.tags.len(), numbered.tags.len()), (2, 0, 3));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of `{T}`",
    label = "expected an array of values that convert into `{T}`, or a `Vec<{T}>`",
    note = "an iterator is collected first: `.collect::<Vec<_>>()`"
)]
pub trait IntoList<T> {
    #[doc(hidden)]
    fn into_list(self) -> Vec<T>;
}

/// Collects the items of a list whose type is that of its items.
pub fn collect<T>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    items.into_iter().collect()
}

impl<T> IntoList<T> for Vec<T> {
    fn into_list(self) -> Vec<T> {
        self
    }
}

impl<T, U: Clone + Into<T>> IntoList<T> for &[U] {
    fn into_list(self) -> Vec<T> {
        self.iter().cloned().map(Into::into).collect()
    }
}

impl<T, U: Clone + Into<T>> IntoList<T> for &Vec<U> {
    fn into_list(self) -> Vec<T> {
        self.as_slice().into_list()
    }
}

impl<T> IntoList<T> for [T; 0] {
    fn into_list(self) -> Vec<T> {
        Vec::new()
    }
}

macro_rules! arrays {
    ($($length:literal)*) => {$(
        impl<T, U: Into<T>> IntoList<T> for [U; $length] {
            fn into_list(self) -> Vec<T> {
                self.into_iter().map(Into::into).collect()
            }
        }
    )*};
}

arrays! { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 }

macro_rules! iterators {
    ($($Iterator:ty [$($Parameter:ident)*];)*) => {$(
        impl<T, U: Into<T>, $($Parameter),*> IntoList<T> for $Iterator
        where
            Self: IntoIterator<Item = U>,
        {
            fn into_list(self) -> Vec<T> {
                self.into_iter().map(Into::into).collect()
            }
        }
    )*};
}

iterators! {
    Chain<I, J> [I J];
    Cloned<I> [I];
    Copied<I> [I];
    Filter<I, F> [I F];
    FilterMap<I, F> [I F];
    Map<I, F> [I F];
    Rev<I> [I];
    Skip<I> [I];
    Take<I> [I];
    vec::IntoIter<V> [V];
    BTreeSet<V> [V];
    VecDeque<V> [V];
    Option<V> [V];
}
