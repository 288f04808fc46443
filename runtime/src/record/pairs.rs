//! The pairs of a query or a form.

use url::form_urlencoded;

use crate::redactor::REDACTED;

/// Returns the names and values, decoded and sorted: their order does not matter to services.
pub(super) fn sorted(pairs: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = form_urlencoded::parse(pairs.as_bytes()).into_owned().collect();
    pairs.sort();
    pairs
}

/// Returns the pairs as they were written, except for the values of names that are secret.
pub(super) fn redacted(pairs: &str, is_secret: impl Fn(&str) -> bool) -> String {
    let redacted = pairs.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if is_secret(&decoded(name)) => format!("{name}={REDACTED}"),
        _ => pair.to_owned(),
    });
    redacted.collect::<Vec<_>>().join("&")
}

fn decoded(name: &str) -> String {
    form_urlencoded::parse(name.as_bytes()).map(|(name, _)| name.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_secret_names_are_replaced() {
        let is_secret = |name: &str| name == "a key";
        assert_eq!(
            redacted("a+key=1%202&b=%41+c&a%20key=&a key=%zz&d", is_secret),
            "a+key=[redacted]&b=%41+c&a%20key=[redacted]&a key=[redacted]&d"
        );
        assert_eq!(redacted("", is_secret), "");
    }

    #[test]
    fn pairs_are_compared_in_any_order_and_however_they_are_encoded() {
        assert_eq!(sorted("b=%41+c&a"), sorted("a=&b=A%20c"));
        assert_ne!(sorted("a=1&a=2"), sorted("a=1&a=1"));
    }
}
