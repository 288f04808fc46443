//! Parts of the language that the runtime does not support yet.

use crate::errors::Errors;
use crate::model::{Body, BodyKind, Endpoint};
use proc_macro2::Span;

/// Multipart bodies are parsed, resolved and checked, but cannot be sent yet.
pub(super) fn check_supported(endpoint: &Endpoint, errors: &mut Errors) {
    if let Some(Body { name, kind: BodyKind::Multipart(_), .. }) = &endpoint.body {
        // A line with another mistake already has its message.
        let message = (!errors.touch(endpoint.position))
            .then(|| unsupported(name.span(), "`multipart` bodies"));
        errors.spoil_with(message);
    }
}

fn unsupported(span: Span, what: &str) -> syn::Error {
    syn::Error::new(span, format!("{what} are not supported yet; remove the endpoint for now"))
}
