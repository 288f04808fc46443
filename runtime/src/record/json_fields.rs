//! Finds the values of fields in text that is JSON, or has some in it, or is only the beginning of some.

use std::ops::Range;

/// Returns where the values of the fields are that `is_wanted` names, in the order of the text and apart from each other.
pub(super) fn values(text: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let (bytes, mut found, mut at) = (text.as_bytes(), Vec::new(), 0);
    while let Some(start) = position(bytes, at, |byte| byte == b'"') {
        let end = end_of_string(bytes, start);
        at = end;
        let colon = after_space(bytes, end);
        if bytes.get(colon) != Some(&b':') {
            continue;
        }
        at = colon + 1;
        let name = text.get(start..end).and_then(|name| serde_json::from_str::<String>(name).ok());
        if name.is_some_and(|name| is_wanted(&name)) {
            let value = after_space(bytes, at);
            at = end_of_value(bytes, value);
            found.push(value..at);
        }
    }
    found
}

/// Where a byte is, from a place on.
fn position(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    let found = bytes.get(from..)?.iter().position(|byte| is(*byte))?;
    Some(from + found)
}

fn after_space(bytes: &[u8], from: usize) -> usize {
    position(bytes, from, |byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len())
}

/// The end of a string that begins here, behind its quote. JSON has no line break in strings, so that a quote of other text
/// counts no further than its line.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = position(bytes, at, |byte| matches!(byte, b'"' | b'\\' | b'\n')) {
        match bytes.get(found) {
            Some(b'"') => return found + 1,
            Some(b'\n') => return found,
            _ => at = found + 2,
        }
    }
    bytes.len()
}

/// The end of a value that begins here. Of one that has no end, it is that of the text.
fn end_of_value(bytes: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0_usize, start);
    loop {
        let Some(byte) = bytes.get(at) else { return bytes.len() };
        match byte {
            b'"' => at = end_of_string(bytes, at),
            b'{' | b'[' => (depth, at) = (depth + 1, at + 1),
            b'}' | b']' if depth > 0 => (depth, at) = (depth - 1, at + 1),
            // The end of what the value is in.
            b'}' | b']' => return at,
            _ if depth > 0 => {
                at += 1;
                continue;
            }
            _ => {
                let is_end =
                    |byte: u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                return position(bytes, at, is_end).unwrap_or(bytes.len());
            }
        }
        if depth == 0 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        values(text, |name| name == "a").into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn values_are_found_at_any_depth_and_whole() {
        for (text, expected) in [
            (r#"{"a":1,"b":{"a" : "x\"}y"}}"#, &["1", r#""x\"}y""#][..]),
            (r#"{"b":"a","c":[{"\u0061":{"a":[2]}}, {"a":[]}]}"#, &[r#"{"a":[2]}"#, "[]"]),
            ("data: {\"a\": null}\ndata: {\"a\": -1.5e3 }", &["null", "-1.5e3"]),
            (r#"{"a":"\\","b":"a"}"#, &[r#""\\""#]),
            ("5\" high\n{\"a\":\"b\"}", &["\"b\""]),
            ("say \"a\": b c", &["b"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_has_no_end_is_found_to_the_end_of_the_text() {
        for (text, expected) in [
            (r#"{"a":"x"#, &[r#""x"#][..]),
            (r#"{"a":"x\"#, &[r#""x\"#]),
            (r#"{"a":{"b":[1,"#, &[r#"{"b":[1,"#]),
            (r#"{"a":12"#, &["12"]),
            (r#"{"a":"#, &[""]),
            (r#"{"a"#, &[]),
            (r#"{"a":}"#, &[""]),
            ("", &[]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
