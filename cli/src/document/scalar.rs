//! What a scalar without quotes means in YAML 1.2: <https://yaml.org/spec/1.2.2/#103-core-schema>. Unlike in YAML 1.1, `no` and
//! `on` are strings, and `1e-08` is a number.

use super::Node;
use serde_json::Number;

/// The value of a plain scalar.
pub(super) fn resolve(text: &str) -> Node {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Node::Null,
        "true" | "True" | "TRUE" => Node::Bool(true),
        "false" | "False" | "FALSE" => Node::Bool(false),
        _ => number(text).map_or_else(|| Node::String(text.to_owned()), Node::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(Number::from);
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return integer(text);
    }
    is_float(unsigned).then(|| text.parse().ok().and_then(Number::from_f64)).flatten()
}

fn integer(text: &str) -> Option<Number> {
    let text = text.strip_prefix('+').unwrap_or(text);
    let signed = text.parse::<i64>().map(Number::from);
    let unsigned = text.parse::<u64>().map(Number::from);
    signed.or(unsigned).ok().or_else(|| Number::from_f64(text.parse().ok()?))
}

/// `[0-9]+ . [0-9]* e [0-9]+`, with one digit at least before the exponent.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0 && exponent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_strings() {
        for text in ["no", "on", "yes", "off", "y", "1.2.3", "2024-01-01", "1_000", "e5", ".", "-"]
        {
            assert_eq!(resolve(text), Node::String(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn numbers_are_numbers() {
        let cases = [
            ("12", "12"),
            ("-3", "-3"),
            ("+4", "4"),
            ("010", "10"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("1e-08", "1e-8"),
            ("1.5", "1.5"),
            (".5", "0.5"),
            ("18446744073709551615", "18446744073709551615"),
        ];
        for (text, number) in cases {
            assert_eq!(resolve(text).to_string(), number, "{text}");
        }
    }

    #[test]
    fn the_rest_of_the_core_schema() {
        assert_eq!(resolve("~"), Node::Null);
        assert_eq!(resolve("True"), Node::Bool(true));
    }
}
