//! Lists that are sent as one value: their items, joined by a separator.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use super::query::{self, JOINED, QueryError};

/// A list that is sent as one value.
#[derive(Debug)]
pub struct Joined<'a, T: ?Sized> {
    separator: &'static str,
    list: &'a T,
}

/// Returns a list whose items are sent as one value.
pub fn joined<'a, T: Serialize + ?Sized>(separator: &'static str, list: &'a T) -> Joined<'a, T> {
    Joined { separator, list }
}

impl<T: Serialize + ?Sized> Joined<'_, T> {
    /// Returns the items, joined, or `None` for a list without items.
    pub(crate) fn text(&self) -> Result<Option<String>, QueryError> {
        let items = query::items(self.list)?;
        let text = items.join(self.separator);
        // Also if the separator is only made by the end of one item and the beginning of the next.
        if !items.is_empty() && !text.split(self.separator).eq(items.iter().map(String::as_str)) {
            let separator = self.separator;
            return Err(QueryError::custom(format_args!(
                "an item holds `{separator}`, which separates the items"
            )));
        }
        Ok((!items.is_empty()).then_some(text))
    }
}

/// As one text in a query. A list without items is left out.
impl<T: Serialize + ?Sized> Serialize for Joined<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.text().map_err(S::Error::custom)? {
            Some(text) => to.serialize_newtype_struct(JOINED, &text),
            None => to.serialize_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<T: Serialize + ?Sized>(separator: &'static str, list: &T) -> Result<String, String> {
        let text = joined(separator, list).text().map_err(|error| error.to_string())?;
        Ok(text.unwrap_or_default())
    }

    #[test]
    fn items_are_joined_as_they_are_written_in_a_query() {
        assert_eq!(text(",", &[1, 2, 3]).as_deref(), Ok("1,2,3"));
        assert_eq!(text("|", &["a b", "", "é&="]).as_deref(), Ok("a b||é&="));
        assert_eq!(text(", ", &[Some(1.5), None]).as_deref(), Ok("1.5"));
        assert_eq!(text(",", &Vec::<u8>::new()).as_deref(), Ok(""));
    }

    #[test]
    fn what_could_not_be_told_apart_is_refused() {
        for (separator, list) in [(",", ["a,b", "c"]), ("--", ["a-", "b"]), ("ab", ["a", "b"])] {
            let sound = text(separator, &list);
            let split = sound.as_deref().map(|text| text.split(separator).collect::<Vec<_>>());
            assert!(split.is_err() || split.is_ok_and(|items| items == list), "{sound:?}");
        }
        assert!(text(",", &["a,b"]).unwrap_err().contains("which separates"));
        assert!(text(",", &[[1], [2]]).is_err());
        assert!(text(",", &[std::collections::BTreeMap::from([("a", 1)])]).is_err());
    }

    #[test]
    fn only_commas_that_separate_are_written_as_they_are() {
        let query = |separator, list: &[&str]| {
            let mut query = String::new();
            query::push(&mut query, "ids", &joined(separator, list)).map(|()| query).unwrap()
        };
        assert_eq!(query(",", &["a b", "c"]), "ids=a%20b,c");
        assert_eq!(query("|", &["a", "c"]), "ids=a%7Cc");
        assert_eq!(query(",", &[]), "");
    }
}
