//! What the language has and the runtime does not have yet.

use crate::errors::Errors;
use crate::model::{Body, BodyKind, Endpoint, Reply};

/// Event streams and multipart bodies are declared, resolved and checked, but not sent yet.
pub(super) fn check_supported(endpoint: &Endpoint, errors: &mut Errors) {
    if errors.touch(endpoint.position) {
        return;
    }
    if let Some(Body { name, kind: BodyKind::Multipart(_), .. }) = &endpoint.body {
        errors.push(unsupported(name.span(), "`multipart` bodies"));
    }
    match &endpoint.reply {
        Reply::Events(events) => errors.push(unsupported(events.span, "`sse` replies")),
        Reply::JsonOrEvents(either) => {
            errors.push(unsupported(either.events.span, "`sse` replies"));
        }
        _ => {}
    }
}

fn unsupported(span: proc_macro2::Span, what: &str) -> syn::Error {
    syn::Error::new(
        span,
        format!(
            "{what} are not supported by this version of schematic-api; leave the endpoint out for now"
        ),
    )
}
