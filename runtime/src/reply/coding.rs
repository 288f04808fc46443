//! Content codings of replies (RFC 9110, section 8.4.1): gzip, br and zstd, each behind a feature of its name.
//!
//! They are decoded here and not by the transport, because only the kind of reply knows whether it wants the body as
//! sent, as byte and stream replies do.

#[cfg(feature = "gzip")]
mod gzip;
#[cfg(feature = "zstd")]
mod zstd;

use std::io::Read;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue};

/// The value of `accept-encoding` in requests for a reply that is decoded here.
pub(crate) const ACCEPTED: Option<&str> =
    match (cfg!(feature = "gzip"), cfg!(feature = "brotli"), cfg!(feature = "zstd")) {
        (true, true, true) => Some("zstd, br, gzip"),
        (true, true, false) => Some("br, gzip"),
        (true, false, true) => Some("zstd, gzip"),
        (false, true, true) => Some("zstd, br"),
        (true, false, false) => Some("gzip"),
        (false, true, false) => Some("br"),
        (false, false, true) => Some("zstd"),
        (false, false, false) => None,
    };

/// Why a body could not be decoded.
#[derive(Debug)]
pub(crate) enum CodingError {
    /// The decoded body exceeds the limit.
    TooLarge,
    /// The body is not in the coding that its header names.
    Invalid(std::io::Error),
}

/// Decodes a whole body and removes the headers that describe its coding. A body in an unknown coding is returned
/// unchanged.
pub(crate) fn decode(
    headers: &mut HeaderMap,
    body: Bytes,
    limit: usize,
) -> Result<Bytes, CodingError> {
    let mut decoded = Vec::new();
    let Some(reader) = reader(headers, &body) else { return Ok(body) };
    let read = reader.take((limit as u64).saturating_add(1)).read_to_end(&mut decoded);
    read.map_err(CodingError::Invalid)?;
    if decoded.len() > limit {
        return Err(CodingError::TooLarge);
    }
    forget(headers);
    Ok(decoded.into())
}

/// Like [`decode`], for the beginning of a body: decodes the part that can be decoded.
pub(crate) fn decode_beginning(headers: &mut HeaderMap, body: Bytes, limit: usize) -> Bytes {
    let mut decoded = Vec::new();
    let Some(reader) = reader(headers, &body) else { return body };
    let whole = reader.take(limit as u64).read_to_end(&mut decoded).is_ok();
    if decoded.is_empty() && !whole {
        return body;
    }
    forget(headers);
    decoded.into()
}

fn forget(headers: &mut HeaderMap) {
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
}

/// Returns a reader of the decoded body, if its coding is known.
fn reader<'a>(headers: &HeaderMap, body: &'a [u8]) -> Option<Box<dyn Read + 'a>> {
    let coding = headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes)?.trim_ascii();
    if body.is_empty() {
        return None;
    }
    reader_of(coding.to_ascii_lowercase().as_slice(), body)
}

#[cfg_attr(
    not(any(feature = "gzip", feature = "brotli", feature = "zstd")),
    expect(unused_variables, reason = "no coding is known then")
)]
fn reader_of<'a>(coding: &[u8], body: &'a [u8]) -> Option<Box<dyn Read + 'a>> {
    match coding {
        #[cfg(feature = "gzip")]
        b"gzip" | b"x-gzip" => Some(Box::new(gzip::Members::new(body))),
        #[cfg(feature = "brotli")]
        b"br" => Some(Box::new(brotli_decompressor::Decompressor::new(body, 4096))),
        #[cfg(feature = "zstd")]
        b"zstd" => Some(Box::new(zstd::Frames::new(body))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_what_the_features_undo() {
        for (coding, is_on) in [
            ("gzip", cfg!(feature = "gzip")),
            ("br", cfg!(feature = "brotli")),
            ("zstd", cfg!(feature = "zstd")),
        ] {
            let is_accepted = ACCEPTED.is_some_and(|all| all.split(", ").any(|one| one == coding));
            assert_eq!(is_accepted, is_on, "{coding}");
            assert_eq!(reader_of(coding.as_bytes(), b"x").is_some(), is_on, "{coding}");
        }
        assert_ne!(ACCEPTED, Some(""));
    }

    fn headers(coding: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(coding))])
    }

    #[test]
    fn a_body_without_a_known_coding_stays_as_it_is() {
        for coding in ["identity", "compress", "gzip, br", ""] {
            let mut headers = headers(coding);
            let body = decode(&mut headers, Bytes::from_static(b"{}"), 10).unwrap();
            assert_eq!((body.as_ref(), headers.len()), (b"{}".as_ref(), 1), "{coding}");
        }
    }

    #[cfg(feature = "gzip")]
    fn gzip(text: &[u8]) -> Bytes {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap().into()
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn a_small_body_that_becomes_large_is_refused() {
        let bomb = gzip(&vec![b' '; 1024 * 1024]);
        assert!(bomb.len() < 8 * 1024);
        let decoded = decode(&mut headers("gzip"), bomb, 64 * 1024);
        assert!(matches!(decoded, Err(CodingError::TooLarge)), "{decoded:?}");
    }

    #[cfg(feature = "gzip")]
    #[test]
    fn a_body_that_is_cut_is_refused_and_its_beginning_is_read() {
        let text: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        let cut = gzip(&text).slice(..20_000);
        let decoded = decode(&mut headers("gzip"), cut.clone(), 1024 * 1024);
        assert!(matches!(decoded, Err(CodingError::Invalid(_))), "{decoded:?}");
        let beginning = decode_beginning(&mut headers("gzip"), cut, 1000);
        assert_eq!(beginning, text.get(..1000).unwrap());
    }
}
