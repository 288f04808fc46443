//! Writes JSON Lines.

use std::borrow::Borrow;

use memchr::memchr2;

use crate::codec::Encode;

/// Encodes each item as a line.
pub(crate) fn encode<T: Encode + ?Sized>(
    items: impl IntoIterator<Item: Borrow<T>>,
) -> Result<Vec<u8>, serde_json::Error> {
    let mut lines = Vec::new();
    for item in items {
        let start = lines.len();
        serde_json::to_writer(&mut lines, item.borrow())?;
        join(lines.get_mut(start..).unwrap_or_default());
        lines.push(b'\n');
    }
    Ok(lines)
}

/// Makes one line of JSON that has several, which only text that was JSON before has: in JSON, a line break is the same as a
/// space.
fn join(json: &mut [u8]) {
    let mut rest = json;
    while let Some(at) = memchr2(b'\n', b'\r', rest) {
        let (before, after) = rest.split_at_mut(at + 1);
        if let Some(line_break) = before.last_mut() {
            *line_break = b' ';
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_item_is_a_line() {
        let items = [json!({ "text": "a\nb\r" }), json!([1, null]), json!("ü")];
        let lines = encode::<serde_json::Value>(&items).expect("they are JSON");
        assert_eq!(lines, "{\"text\":\"a\\nb\\r\"}\n[1,null]\n\"ü\"\n".as_bytes());
        assert_eq!(encode::<u8>([1_u8; 0]).ok(), Some(Vec::new()));
        assert!(encode::<f64>([f64::NAN]).is_ok_and(|line| line == b"null\n"));
    }

    #[test]
    fn json_of_several_lines_becomes_one() {
        let mut json = b"{\n\"a\":\r\n1}".to_vec();
        join(&mut json);
        assert_eq!(json, b"{ \"a\":  1}");
    }
}
