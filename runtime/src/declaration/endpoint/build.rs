//! Builds the constant of an endpoint; called by the generated code.

use std::time::Duration;

use http::Method;

use super::{Credentials, Endpoint, Lifecycle, Repetition, Verb};
use crate::declaration::error_condition::ErrorCondition;
use crate::declaration::error_spec::ErrorSpec;
use crate::declaration::kind::{BodyKind, ReplyKind};
use crate::declaration::paging::{PagedBy, Paging};
use crate::declaration::parameter::{Parameter, ParameterKind};
use crate::{retry::RetrySpec, sse::EventsSpec};

#[doc(hidden)]
impl Endpoint {
    /// Creates an endpoint without a name, parameters or a body, and with a JSON reply.
    ///
    /// `path` starts with `/`. A path parameter is written `{name}`, and one that takes several segments `{name..}`: at most
    /// one of a path, with no other parameter in its segment. Everything else is sent as it is and must already be percent-encoded.
    pub const fn new(method: Method, path: &'static str) -> Self {
        Self::of(Verb::Standard(method), path)
    }

    const fn of(method: Verb, path: &'static str) -> Self {
        Self {
            id: "",
            docs: "",
            method,
            path,
            query: &[],
            headers: &[],
            appended_headers: &[],
            header_parameters: &[],
            body: BodyKind::None,
            body_presence: ParameterKind::Required,
            media_type: None,
            other_media_types: &[],
            statuses: &[],
            reply: ReplyKind::Json,
            none_on: &[],
            reply_media_type: None,
            other_reply_media_types: &[],
            paging: None,
            events: None,
            retry: None,
            timeout: None,
            errors: &[],
            error_conditions: &[],
            credentials: Credentials::Default,
            lifecycle: Lifecycle::Current,
            repetition: Repetition::ByMethod,
        }
    }

    /// Creates an endpoint whose method is not one of the standard ones.
    pub const fn other(
        method: &'static str,
        id: &'static str,
        path: &'static str,
        docs: &'static str,
    ) -> Self {
        let mut endpoint = Self::of(Verb::Other(method), path);
        endpoint.id = id;
        endpoint.docs = docs;
        endpoint
    }

    /// Sets the kind of the request body to JSON.
    pub const fn json_body(self) -> Self {
        self.with_body(BodyKind::Json)
    }

    /// Sets the name: `group.name`, or just `name` for an endpoint of the client itself.
    pub const fn with_id(mut self, id: &'static str) -> Self {
        self.id = id;
        self
    }

    /// Sets the doc comment.
    pub const fn with_docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }

    /// Sets the query parameters, in the order of the declaration.
    pub const fn with_query(mut self, parameters: &'static [Parameter]) -> Self {
        self.query = parameters;
        self
    }

    /// Sets the headers that are sent with every call, by lower-case name.
    pub const fn with_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the values that are added to headers, by lower-case name.
    pub const fn with_appended_headers(
        mut self,
        headers: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.appended_headers = headers;
        self
    }

    /// Sets the headers whose value the caller sets, by lower-case name.
    pub const fn with_header_parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.header_parameters = parameters;
        self
    }

    /// Sets the kind of the request body, which is required.
    pub const fn with_body(mut self, body: BodyKind) -> Self {
        self.body = body;
        self
    }

    /// Sets the kind of the request body, which is optional.
    pub const fn with_optional_body(mut self, body: BodyKind) -> Self {
        self.body_presence = ParameterKind::Optional;
        self.with_body(body)
    }

    /// Sets the media type of the body. Default: that of its kind.
    pub const fn with_media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Sets the media type of the reply. Default: that of its kind.
    pub const fn with_reply_media_type(mut self, media_type: &'static str) -> Self {
        self.reply_media_type = Some(media_type);
        self
    }

    /// Sets the media types that the service takes as well.
    pub const fn with_other_media_types(mut self, media_types: &'static [&'static str]) -> Self {
        self.other_media_types = media_types;
        self
    }

    /// Sets the media types in which the service replies as well.
    pub const fn with_other_reply_media_types(
        mut self,
        media_types: &'static [&'static str],
    ) -> Self {
        self.other_reply_media_types = media_types;
        self
    }

    /// Sets the statuses of a success.
    pub const fn with_statuses(mut self, statuses: &'static [u16]) -> Self {
        self.statuses = statuses;
        self
    }

    /// Sets the kind of reply. Default: JSON.
    pub const fn with_reply(mut self, reply: ReplyKind) -> Self {
        self.reply = reply;
        self
    }

    /// Sets the statuses of replies without a value.
    pub const fn with_none_on(mut self, statuses: &'static [u16]) -> Self {
        self.none_on = statuses;
        self
    }

    /// Sets when and how the endpoint sends events.
    pub const fn with_events(mut self, events: EventsSpec) -> Self {
        self.events = Some(events);
        self
    }

    /// Sets the query parameter in which a page's cursor is sent to request the next page.
    pub const fn with_paging(self, parameter: &'static str) -> Self {
        self.with_pages(PagedBy::cursor(parameter))
    }

    /// Sets how the next page is requested.
    pub const fn with_pages(mut self, next: PagedBy) -> Self {
        self.paging = Some(Paging::new(next));
        self
    }

    /// Sets how the page before is requested, after how the next one is.
    pub const fn with_pages_back(mut self, previous: PagedBy) -> Self {
        if let Some(paging) = self.paging {
            self.paging = Some(paging.back(previous));
        }
        self
    }

    /// Sets how often, and on which statuses, calls are retried. Overrides the API's setting.
    pub const fn with_retry(mut self, retry: RetrySpec) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sets the time limit of a whole call, including retries and the body of the reply. Overrides the API's setting.
    pub const fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the types of error bodies for certain statuses.
    pub const fn with_errors(mut self, errors: &'static [ErrorSpec]) -> Self {
        self.errors = errors;
        self
    }

    /// Sets when a reply with a status of success is an error.
    pub const fn with_error_conditions(mut self, conditions: &'static [ErrorCondition]) -> Self {
        self.error_conditions = conditions;
        self
    }

    /// Sends calls without the client's credential.
    pub const fn without_credential(mut self) -> Self {
        self.credentials = Credentials::Withheld;
        self
    }

    /// Sends calls with the credential of this name.
    pub const fn with_credential(mut self, name: &'static str) -> Self {
        self.credentials = Credentials::Named(name);
        self
    }

    /// Marks the endpoint as deprecated.
    pub const fn deprecated(mut self) -> Self {
        self.lifecycle = Lifecycle::Deprecated;
        self
    }

    /// Marks the endpoint as idempotent, whatever its method, so that its calls may be retried.
    pub const fn idempotent(mut self) -> Self {
        self.repetition = Repetition::Idempotent;
        self
    }
}

/// Declares a constructor for each method, because an expansion with fewer parts is cheaper to compile.
macro_rules! methods {
    ($($function:ident $METHOD:ident),*) => {
        #[doc(hidden)]
        impl Endpoint {$(
            pub const fn $function(id: &'static str, path: &'static str, docs: &'static str) -> Self {
                let mut endpoint = Self::new(Method::$METHOD, path);
                endpoint.id = id;
                endpoint.docs = docs;
                endpoint
            }
        )*}
    };
}

methods!(get GET, head HEAD, post POST, put PUT, patch PATCH, delete DELETE, options OPTIONS);
