//! What the content type of a body says about its form.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The form of a body, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Form {
    Json,
    /// Pairs, as in a query.
    Pairs,
    /// Parts with a boundary between them.
    Parts,
    Other,
}

impl Form {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let essence = essence(headers);
        let (_, subtype) = essence.split_once('/').unwrap_or_default();
        match essence.as_str() {
            "application/x-www-form-urlencoded" => Self::Pairs,
            _ if essence.starts_with("multipart/") => Self::Parts,
            _ if subtype == "json" || subtype.ends_with("+json") => Self::Json,
            _ => Self::Other,
        }
    }
}

/// The media type without its parameters, in lower case.
pub(super) fn essence(headers: &HeaderMap) -> String {
    let value = content_type(headers);
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The value of the header.
pub(super) fn content_type(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// What separates the parts.
pub(super) fn boundary(headers: &HeaderMap) -> Option<&str> {
    let parameters = content_type(headers).split(';').skip(1);
    let mut pairs = parameters.filter_map(|parameter| parameter.trim().split_once('='));
    let (_, boundary) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    Some(boundary.trim_matches('"')).filter(|boundary| !boundary.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, http::HeaderValue::from_static(value))])
    }

    #[test]
    fn forms_are_told_apart() {
        for (value, form) in [
            ("application/json", Form::Json),
            ("Application/Problem+JSON; charset=utf-8", Form::Json),
            ("application/x-ndjson", Form::Other),
            ("application/x-www-form-urlencoded", Form::Pairs),
            ("multipart/form-data; boundary=a", Form::Parts),
            ("text/event-stream", Form::Other),
            ("", Form::Other),
        ] {
            assert_eq!(Form::of(&headers(value)), form, "{value}");
        }
        assert_eq!(Form::of(&HeaderMap::new()), Form::Other);
    }

    #[test]
    fn a_boundary_may_be_quoted() {
        assert_eq!(boundary(&headers("multipart/form-data; a=b; Boundary=\"c d\"")), Some("c d"));
        assert_eq!(boundary(&headers("multipart/form-data; boundary=c")), Some("c"));
        assert_eq!(boundary(&headers("multipart/form-data; boundary=")), None);
        assert_eq!(boundary(&headers("multipart/form-data")), None);
    }
}
