//! Paged lists: order, `limit`, `after` and `before`.

use schematic_api::mock::ErrorReply;

use super::failures;
use crate::{ListItem, Order, Page};

/// The number of items on a page unless the request sets a limit.
const DEFAULT_LIMIT: u32 = 20;

/// The query parameters of a list, which have been checked.
pub(super) struct ListQuery<C> {
    pub(super) limit: Option<u32>,
    pub(super) order: Option<Order>,
    pub(super) after: Option<C>,
    pub(super) before: Option<C>,
}

impl<C: AsRef<str>> ListQuery<C> {
    /// Returns a page of `items`, which are oldest first. `kind` is the name of an item in error
    /// messages.
    pub(super) fn page<T: ListItem + Clone>(
        &self,
        kind: &str,
        items: impl IntoIterator<Item = T>,
    ) -> Result<Page<T>, ErrorReply> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT) as usize;
        let mut items: Vec<T> = items.into_iter().collect();
        if self.order != Some(Order::Asc) {
            items.reverse();
        }
        let start = self
            .after
            .as_ref()
            .map_or(Ok(0), |after| position(kind, &items, after).map(|at| at + 1))?;
        let end = self
            .before
            .as_ref()
            .map_or(Ok(items.len()), |before| position(kind, &items, before))?;
        let between = items.get(start..end).unwrap_or_default();
        // With `before` alone, the page ends at the cursor.
        let (page, has_more) = match (&self.after, &self.before) {
            (None, Some(_)) => {
                (between.get(between.len().saturating_sub(limit)..), between.len() > limit)
            }
            _ => (between.get(..limit.min(between.len())), between.len() > limit),
        };
        Ok(pack(page.unwrap_or_default(), has_more))
    }
}

fn pack<T: ListItem + Clone>(items: &[T], has_more: bool) -> Page<T> {
    let mut page = Page::new();
    page.data = items.to_vec();
    page.first_id = items.first().map(|item| item.id().to_owned());
    page.last_id = items.last().map(|item| item.id().to_owned());
    page.has_more = Some(has_more);
    page
}

fn position<T: ListItem>(
    kind: &str,
    items: &[T],
    id: impl AsRef<str>,
) -> Result<usize, ErrorReply> {
    let id = id.as_ref();
    items.iter().position(|item| item.id() == id).ok_or_else(|| failures::not_found(kind, id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Message, MessageId};

    fn page(query: ListQuery<MessageId>) -> (Vec<String>, Option<bool>) {
        let items = (1..=5).map(|number| Message::new(format!("msg_{number}")));
        let page = query.page("message", items).unwrap();
        (
            page.data.iter().map(|message| message.id.to_string().replace("msg_", "")).collect(),
            page.has_more,
        )
    }

    fn query(limit: u32, order: Order) -> ListQuery<MessageId> {
        ListQuery { limit: Some(limit), order: Some(order), after: None, before: None }
    }

    #[test]
    fn newest_first_unless_told_otherwise() {
        let all = ListQuery::<MessageId> { limit: None, order: None, after: None, before: None };
        assert_eq!(page(all), (["5", "4", "3", "2", "1"].map(String::from).to_vec(), Some(false)));
        assert_eq!(page(query(2, Order::Asc)), (["1", "2"].map(String::from).to_vec(), Some(true)));
    }

    #[test]
    fn cursors_go_both_ways() {
        let after = ListQuery { after: Some("msg_2".into()), ..query(2, Order::Asc) };
        assert_eq!(page(after), (["3", "4"].map(String::from).to_vec(), Some(true)));
        let before = ListQuery { before: Some("msg_5".into()), ..query(2, Order::Asc) };
        assert_eq!(page(before), (["3", "4"].map(String::from).to_vec(), Some(true)));
        let both = ListQuery {
            after: Some("msg_1".into()),
            before: Some("msg_4".into()),
            ..query(9, Order::Asc)
        };
        assert_eq!(page(both), (["2", "3"].map(String::from).to_vec(), Some(false)));
        let crossed = ListQuery {
            after: Some("msg_4".into()),
            before: Some("msg_1".into()),
            ..query(9, Order::Asc)
        };
        assert_eq!(page(crossed), (Vec::new(), Some(false)));
    }

    #[test]
    fn an_unknown_cursor_is_not_found() {
        let query = ListQuery { after: Some("msg_x".into()), ..query(1, Order::Asc) };
        assert_eq!(query.page("message", [Message::new("msg_1")]).unwrap_err().status(), 404);
    }
}
