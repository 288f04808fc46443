//! Rules about replies.

use crate::errors::Errors;
use crate::model::{Endpoint, Reply, Verb};

/// The reply to a HEAD has headers only: <https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2>.
pub(super) fn reply_to_head(endpoint: &Endpoint, errors: &mut Errors) {
    if endpoint.method.verb == Verb::Head && !matches!(endpoint.reply, Reply::Empty) {
        errors.push(syn::Error::new(
            endpoint.method.span,
            "the reply to `HEAD` has no body; write `-> empty`, the headers are in `response()`",
        ));
    }
}
