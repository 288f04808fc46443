//! Headers that are lists: their values are joined by commas, each once.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Mistake;

use super::headers;

/// Headers of one value, or whose values are separated otherwise.
const NO_LISTS: [&str; 4] = ["authorization", "content-type", "cookie", "user-agent"];

/// Checks a value that a caller adds to a header. The errors do not show it.
pub(crate) fn parse(
    name: &str,
    value: &dyn std::fmt::Display,
) -> Result<(HeaderName, HeaderValue), Mistake> {
    let (name, value) = headers::parse(name, value)?;
    if NO_LISTS.contains(&name.as_str()) {
        return Err(Mistake::input(format!(
            "the header `{name}` is not a list with commas, so nothing can be added to it: set it with `header(..)`"
        )));
    }
    Ok((name, value))
}

/// Adds the values of a list to a header, except those that it has already.
pub(crate) fn append(headers: &mut HeaderMap, name: HeaderName, added: &HeaderValue) {
    let mut sensitive = added.is_sensitive();
    let mut all: Vec<&[u8]> = Vec::new();
    for value in headers.get_all(&name).iter().chain([added]) {
        sensitive |= value.is_sensitive();
        for item in items(value.as_bytes()) {
            if !all.contains(&item) {
                all.push(item);
            }
        }
    }
    // Parts of valid values and commas are a valid value.
    if let Ok(mut value) = HeaderValue::from_bytes(&all.join(&b',')) {
        value.set_sensitive(sensitive);
        headers.insert(name, value);
    }
}

/// Returns the values of a list. A comma within quotes is a part of a value.
pub(crate) fn items(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (mut quoted, mut escaped) = (false, false);
    let items = list.split(move |byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ => {}
        }
        *byte == b',' && !quoted
    });
    items.map(<[u8]>::trim_ascii).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appended(values: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in values {
            let (name, value) = parse("x-list", value).unwrap();
            append(&mut headers, name, &value);
        }
        let value = headers.get("x-list").map(|value| value.to_str().unwrap().to_owned());
        value.unwrap_or_default()
    }

    #[test]
    fn values_are_joined_by_commas_each_once_in_their_order() {
        assert_eq!(appended(&["b", "a", "b"]), "b,a");
        assert_eq!(appended(&["a, b", "b ,c,,"]), "a,b,c");
        assert_eq!(appended(&["", "a"]), "a");
        assert_eq!(appended(&["A", "a"]), "A,a");
    }

    #[test]
    fn a_comma_in_quotes_is_a_part_of_a_value() {
        assert_eq!(appended(&[r#"a;b="1,2""#, r#"c, a;b="1,2""#]), r#"a;b="1,2",c"#);
        assert_eq!(appended(&[r#""a\",b", c"#, "c"]), r#""a\",b",c"#);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for name in ["Cookie", "content-type", "Host", "a b"] {
            assert!(crate::Error::from(parse(name, &"a").unwrap_err()).is_input(), "{name}");
        }
    }

    #[test]
    fn a_list_with_a_secret_is_secret() {
        let mut headers = HeaderMap::new();
        let (name, value) = parse("x-token", &"secret").unwrap();
        append(&mut headers, name, &value);
        assert!(headers.get("x-token").unwrap().is_sensitive());
    }
}
