//! Parses what a server says about retries: `Retry-After`, `retry-after-ms` and `x-should-retry`.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, header::RETRY_AFTER};

/// The longest delay. A header with a longer one counts as this one: nobody waits for a year, and adding such a delay to the
/// clock could overflow.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// Returns the delay that a reply asks for, if its header can be parsed.
///
/// `retry-after-ms` takes precedence over `Retry-After`, which is a number of seconds (with an optional fraction) or an
/// HTTP date. A date in the past means no delay.
pub(crate) fn parse(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let milliseconds = || decimal(text("retry-after-ms")?).and_then(|number| delay(number / 1e3));
    let value = || text(RETRY_AFTER.as_str());
    milliseconds().or_else(|| delay(decimal(value()?)?)).or_else(|| date(value()?, now))
}

/// Returns the value of `x-should-retry`, which takes precedence over the status.
pub(crate) fn should_retry(headers: &HeaderMap) -> Option<bool> {
    match headers.get("x-should-retry")?.as_bytes() {
        b"true" => Some(true),
        b"false" => Some(false),
        _ => None,
    }
}

/// Parses digits with an optional fraction. `f64::from_str` alone would also accept `inf`, `nan`, `1e35` and signs.
fn decimal(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if plain { text.parse().ok() } else { None }
}

/// A service that asks for longer than there is a duration for asks for very long.
fn delay(seconds: f64) -> Option<Duration> {
    let delay = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
    Some(delay.min(LONGEST))
}

fn date(text: &str, now: SystemTime) -> Option<Duration> {
    let at = httpdate::parse_http_date(text).ok()?;
    Some(at.duration_since(now).unwrap_or(Duration::ZERO).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    /// 29 September 2023, 16:26:37 GMT.
    const NOW: u64 = 1_696_004_797;

    fn headers(rows: &[(&'static str, &str)]) -> HeaderMap {
        rows.iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap()))
            .collect()
    }

    fn parsed(rows: &[(&'static str, &str)]) -> Option<Duration> {
        parse(&headers(rows), SystemTime::UNIX_EPOCH + Duration::from_secs(NOW))
    }

    // R5, R7, R9, R10
    #[test]
    fn retry_after_table() {
        let seconds = |seconds: f64| Some(Duration::from_secs_f64(seconds));
        let rows: &[(&str, Option<Duration>)] = &[
            ("20", seconds(20.0)),
            ("0", seconds(0.0)),
            ("-10", None),
            ("60", seconds(60.0)),
            ("61", seconds(61.0)),
            ("120", seconds(120.0)),
            ("121", seconds(121.0)),
            ("1.5", seconds(1.5)),
            (" 20 ", seconds(20.0)),
            ("+5", None),
            ("1_0", None),
            ("0x10", None),
            (".", None),
            ("1e35", None),
            ("99999999999999999999999999999999999", seconds(31_536_000.0)),
            ("18446744073709551615", seconds(31_536_000.0)),
            ("18446744073709551616", seconds(31_536_000.0)),
            ("31536000", seconds(31_536_000.0)),
            ("31536001", seconds(31_536_000.0)),
            ("inf", None),
            ("nan", None),
            ("", None),
            ("soon", None),
            ("Fri, 29 Sep 2023 16:26:57 GMT", seconds(20.0)),
            ("Fri, 29 Sep 2023 16:26:37 GMT", seconds(0.0)),
            ("Fri, 29 Sep 2023 16:26:27 GMT", seconds(0.0)),
            ("Fri, 29 Sep 2023 16:27:37 GMT", seconds(60.0)),
            ("Fri, 29 Sep 2023 16:27:38 GMT", seconds(61.0)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", seconds(0.0)),
            ("Zun, 29 Sep 2023 16:26:57 GMT", None),
            ("Fri, 32 Sep 2023 16:26:57 GMT", None),
            ("Wed, 29 Sep 9999 16:26:57 GMT", seconds(31_536_000.0)),
            ("Fri, 29 Sep 100000 16:26:57 GMT", None),
        ];
        for (value, expected) in rows {
            assert_eq!(parsed(&[("retry-after", value)]), *expected, "{value:?}");
        }
    }

    // R8
    #[test]
    fn milliseconds_go_before_seconds_even_when_zero() {
        assert_eq!(parsed(&[("retry-after-ms", "0"), ("retry-after", "20")]), Some(Duration::ZERO));
        assert_eq!(
            parsed(&[("retry-after-ms", "1500.5"), ("retry-after", "20")]),
            Some(Duration::from_micros(1_500_500))
        );
        assert_eq!(parsed(&[("retry-after-ms", "120001")]), Some(Duration::from_millis(120_001)));
    }

    #[test]
    fn unreadable_milliseconds_leave_the_word_to_seconds() {
        for broken in ["", "12ms", "-2", "NaN", "0x10", "1e400"] {
            assert_eq!(
                parsed(&[("retry-after-ms", broken), ("retry-after", "20")]),
                Some(Duration::from_secs(20)),
                "{broken:?}"
            );
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_ignored() {
        let mut map = HeaderMap::new();
        map.insert("retry-after", HeaderValue::from_bytes(b"2\xff").unwrap());
        assert_eq!(parse(&map, SystemTime::UNIX_EPOCH), None);
    }

    #[test]
    fn a_reply_without_the_headers_asks_for_nothing() {
        assert_eq!(parsed(&[]), None);
        assert_eq!(should_retry(&HeaderMap::new()), None);
    }

    #[test]
    fn should_retry_is_read_exactly() {
        let word = |value| should_retry(&headers(&[("x-should-retry", value)]));
        assert_eq!(
            ["true", "false", "True", "1", ""].map(word),
            [Some(true), Some(false), None, None, None]
        );
    }
}
