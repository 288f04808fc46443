//! Lists in pages.

use serde::Serialize;

use super::failures::{Failure, invalid_at};
use crate::{CursorPage, Page};

/// The number of items on a page unless the request sets a limit.
const DEFAULT_LIMIT: u32 = 20;

/// An item of a list, which its id finds again.
pub(super) trait Listed: Clone {
    fn id(&self) -> &str;
}

/// The query of a list whose cursors are ids.
pub(super) struct Between<'a> {
    pub(super) after: Option<&'a str>,
    pub(super) before: Option<&'a str>,
    pub(super) limit: Option<u32>,
}

impl Between<'_> {
    /// Returns a page of `items`, which are in the order of the list.
    pub(super) fn page<T: Listed>(&self, items: &[T]) -> Result<Page<T>, Failure> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT) as usize;
        let (shown, has_more) = match (self.after, self.before) {
            (Some(_), Some(_)) => {
                return Err(invalid_at("before_id", "after_id and before_id exclude each other"));
            }
            (None, Some(id)) => {
                let before = &items[..position(items, "before_id", id)?];
                let start = before.len().saturating_sub(limit);
                (&before[start..], start > 0)
            }
            (after, None) => {
                let start =
                    after.map_or(Ok(0), |id| position(items, "after_id", id).map(|at| at + 1))?;
                let rest = &items[start..];
                (&rest[..limit.min(rest.len())], rest.len() > limit)
            }
        };
        let mut page = Page::new(shown).has_more(has_more);
        page.first_id = shown.first().map(|item| item.id().to_owned());
        page.last_id = shown.last().map(|item| item.id().to_owned());
        Ok(page)
    }
}

fn position<T: Listed>(items: &[T], name: &str, id: &str) -> Result<usize, Failure> {
    let found = items.iter().position(|item| item.id() == id);
    found.ok_or_else(|| invalid_at(name, format_args!("there is no item '{id}'")))
}

/// What stands before the id of the first item in a cursor.
const CURSOR: &str = "page_";

/// Returns a page of `items`, which are in the order of the list, from a cursor of the service.
pub(super) fn cursor_page<T: Listed + Serialize>(
    items: &[T],
    cursor: Option<&str>,
    limit: Option<u32>,
) -> Result<CursorPage<T>, Failure> {
    let start = match cursor {
        None => 0,
        Some(cursor) => {
            let id = cursor.strip_prefix(CURSOR);
            let found = id.and_then(|id| items.iter().position(|item| item.id() == id));
            found.ok_or_else(|| invalid_at("page", "the cursor is not one of this list"))?
        }
    };
    let rest = &items[start..];
    let (shown, next) = rest.split_at(rest.len().min(limit.unwrap_or(DEFAULT_LIMIT) as usize));
    let mut page = CursorPage::new(shown);
    page.next_page = next.first().map(|item| format!("{CURSOR}{}", item.id()));
    Ok(page)
}
