//! What tests read of replies: pages, streams to their end, and the bodies of errors.

use futures_util::{Stream, TryStreamExt};
use schematic_api::{Decode, Error, Page};
use serde::Deserialize;

/// A page that has the cursor of the next one beside its items.
#[derive(Clone, Debug, Deserialize)]
pub struct Rows<T> {
    /// The items.
    pub data: Vec<T>,
    /// The cursor, or the URL.
    pub next: Option<String>,
}

impl<T: Send + 'static> Page for Rows<T>
where
    Self: Decode,
{
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.next.clone()
    }
}

/// Returns all that a stream has, and the error that ended it.
///
/// # Panics
///
/// The stream goes on after the error.
pub async fn until_error<T>(
    mut stream: impl Stream<Item = Result<T, Error>> + Unpin,
) -> (Vec<T>, Option<Error>) {
    let mut seen = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(Some(item)) => seen.push(item),
            Ok(None) => return (seen, None),
            Err(error) => {
                assert!(stream.try_next().await.is_ok_and(|item| item.is_none()), "it is over");
                return (seen, Some(error));
            }
        }
    }
}

/// Returns the body that an error keeps, as text.
///
/// # Panics
///
/// The error keeps none.
pub fn body_of(error: &Error) -> String {
    String::from_utf8_lossy(error.body().expect("a body")).into_owned()
}
