//! What the language has and the runtime does not have yet.

use crate::errors::Errors;
use crate::model::{Body, BodyKind, Endpoint, JsonOrEvents, Reply};
use proc_macro2::Span;

/// Event streams and multipart bodies are declared, resolved and checked, but not sent yet.
pub(super) fn check_supported(endpoint: &Endpoint, errors: &mut Errors) {
    let body = endpoint.body.iter().filter_map(|body| match body {
        Body { name, kind: BodyKind::Multipart(_), .. } => {
            Some((name.span(), "`multipart` bodies"))
        }
        _ => None,
    });
    let reply = match &endpoint.reply {
        Reply::Events(events) | Reply::JsonOrEvents(JsonOrEvents { events, .. }) => {
            Some((events.span, "`sse` replies"))
        }
        _ => None,
    };
    for (span, what) in body.chain(reply) {
        // A line with another mistake has had its message.
        let message = (!errors.touch(endpoint.position)).then(|| unsupported(span, what));
        errors.spoil_with(message);
    }
}

fn unsupported(span: Span, what: &str) -> syn::Error {
    syn::Error::new(
        span,
        format!(
            "{what} are not supported by this version of schematic-api; leave the endpoint out for now"
        ),
    )
}
