//! The content type of a body, which a line says once.

use crate::errors::Errors;
use crate::model::{Body, BodyKind, Clauses, HeaderParam, Need};
use proc_macro2::TokenStream;
use quote::ToTokens;

const CONTENT_TYPE: &str = "content-type";

/// Checks the clauses of a line, without those of its group.
pub(super) fn check(
    body: Option<&Body>,
    params: &[HeaderParam],
    own: &Clauses,
    errors: &mut Errors,
) {
    let Some(said) = body.and_then(said) else { return };
    let clause = own.headers.iter().any(|header| header.wire() == CONTENT_TYPE);
    let required = |param: &HeaderParam| param.wire == CONTENT_TYPE && param.need == Need::Required;
    if clause || params.iter().any(required) {
        content_type_twice(said, errors);
    }
}

/// Leaves out the header of the group whose place a line takes that says the media type of its body.
pub(super) fn overridden(clauses: &mut Clauses, body: Option<&Body>) {
    if body.and_then(said).is_some() {
        clauses.headers.retain(|header| header.wire() != CONTENT_TYPE);
    }
}

/// What says the content type.
fn said(body: &Body) -> Option<TokenStream> {
    match (&body.media_types.own, &body.kind) {
        (Some(text), _) => Some(text.to_token_stream()),
        (None, BodyKind::Codec(_, codec)) => Some(codec.to_token_stream()),
        // It names what separates the parts.
        (None, BodyKind::Multipart(ty)) => Some(ty.to_token_stream()),
        (None, _) => None,
    }
}

/// Only one of two content types can be sent.
fn content_type_twice(said: TokenStream, errors: &mut Errors) {
    errors.error(
        said,
        "this is the content type of the body, and the header `Content-Type` is another; remove one of the two",
    );
}
