//! The endpoints of messages.

use std::collections::BTreeSet;
use std::time::Duration;

use schematic_api::mock::{ErrorReply, JsonOrEvents, Operation, Parts, Rejection, RepliesWith};
use schematic_api::transport::BoxFuture;
use schematic_api::{Endpoint, reply};
use serde_json::{Value, json};

use super::context::{Edited, edited};
use super::conversation::Terms;
use super::failures::{Failure, invalid};
use super::store::{Shared, Store};
use super::stream::{self, Ending};
use super::tokens;
use super::turn::{TextFiles, Turn};
use super::writing::{self, Written};
use super::{beta, validate};
use crate::{
    CreateMessage, Message, MessageEvent, MessagesCountTokensRequest, MessagesCreateRequest,
    TokenCount,
};

type Reply = Result<JsonOrEvents<Message, MessageEvent>, ErrorReply>;

/// A request, with what its headers say about it.
pub(super) struct WithTerms<R> {
    request: R,
    terms: Result<Terms, Failure>,
}

impl<R: Operation> Operation for WithTerms<R> {
    const ENDPOINT: &'static Endpoint = R::ENDPOINT;

    fn from_parts(parts: &Parts) -> Result<Self, Rejection> {
        Ok(Self { request: R::from_parts(parts)?, terms: validate::terms(parts.received()) })
    }
}

impl RepliesWith<reply::JsonOrEvents<Message, MessageEvent>> for WithTerms<MessagesCreateRequest> {}
impl RepliesWith<reply::Json<TokenCount>> for WithTerms<MessagesCountTokensRequest> {}

/// Returns the handler that answers. It takes the time that the answer takes.
pub(super) fn create(
    shared: &Shared,
) -> impl Fn(WithTerms<MessagesCreateRequest>) -> BoxFuture<'static, Reply> + Send + Sync + 'static
{
    let shared = shared.clone();
    move |WithTerms { request, terms }| {
        let shared = shared.clone();
        Box::pin(async move {
            let MessagesCreateRequest { body, wants_events, .. } = request;
            let (answered, clock) = {
                let mut store = shared.lock();
                let answered =
                    terms.and_then(|terms| answer(&mut store, terms, body, wants_events));
                if let Ok(Answered { message, failure: None, .. }) = &answered {
                    store.world.rate_limits.count_tokens(&message.usage);
                }
                (answered, store.world.clock.clone())
            };
            let answered = answered.map_err(|failure| shared.refuse(failure))?;
            let wait = if wants_events { answered.delay } else { answered.duration() };
            if !wait.is_zero() {
                clock.sleep(wait).await;
            }
            let Answered { message, blocks, failure, pace, cut, .. } = answered;
            match failure {
                Some(failure) if !wants_events || blocks.is_empty() => Err(shared.refuse(failure)),
                failure if wants_events => {
                    let ending = Ending { failure: failure.map(Failure::in_stream), cut };
                    Ok(JsonOrEvents::Events(stream::events(&message, &blocks, ending, clock, pace)))
                }
                _ => Ok(JsonOrEvents::Json(message)),
            }
        })
    }
}

/// The answer to a request: the whole message, and how it is written.
pub(super) struct Answered {
    pub(super) message: Message,
    pub(super) blocks: Vec<Written>,
    pub(super) failure: Option<Failure>,
    delay: Duration,
    pace: Duration,
    cut: Option<usize>,
}

impl Answered {
    /// The time that it takes to write the whole answer.
    fn duration(&self) -> Duration {
        let pieces = u32::try_from(self.message.usage.output_tokens).unwrap_or(u32::MAX);
        self.delay + self.pace.saturating_mul(pieces)
    }
}

/// Lets the model answer a request that has been checked.
pub(super) fn answer(
    store: &mut Store,
    terms: Terms,
    body: CreateMessage,
    wants_events: bool,
) -> Result<Answered, Failure> {
    store.check_model(&body.model, Some(body.max_tokens))?;
    let body = store.threads.joined(body, store.world.now())?;
    let edited = edited(json!(body));
    let files = store.text_files(&edited.body)?;
    let skills = store.skills_of(body.container.as_ref())?;
    let turn = Turn::new(body, wants_events, files);
    let mut answer = store.world.answer(&turn);
    let (failure, delay, pace, cut) =
        (answer.failure.take(), answer.delay, answer.pace, answer.cut);
    let (mut message, blocks) = writing::write(store, turn.request(), &edited.body, answer);
    if let Some(container) = &mut message.container {
        container.skills = skills;
    }
    if failure.is_none() {
        store.threads.keep(turn.request(), &message, store.world.now());
    }
    if terms.has_betas() {
        message = beta::completed(message, turn.request(), &edited);
    }
    Ok(Answered { message, blocks, failure, delay, pace, cut })
}

pub(super) fn count_tokens(
    store: &mut Store,
    WithTerms { request, terms }: WithTerms<MessagesCountTokensRequest>,
) -> Result<TokenCount, Failure> {
    let has_betas = terms?.has_betas();
    store.check_model(&request.body.model, None)?;
    let body = json!(request.body);
    store.text_files(&body)?;
    let original = tokens::of_request(&body);
    let Edited { body, .. } = edited(body);
    let mut count = json!({ "input_tokens": tokens::of_request(&body) });
    if has_betas {
        let context = json!({ "original_input_tokens": original });
        count["context_management"] =
            request.body.context_management.map_or(Value::Null, |_| context);
    }
    serde_json::from_value(count).map_err(|error| invalid(error.to_string()))
}

impl Store {
    /// Checks that the files of a request are there, and returns the text of those that are text.
    fn text_files(&self, body: &Value) -> Result<TextFiles, Failure> {
        let messages = body["messages"].as_array().into_iter().flatten();
        let blocks = messages.filter_map(|message| message["content"].as_array()).flatten();
        let ids = blocks.filter_map(|block| {
            block["source"]["file_id"].as_str().or_else(|| block["file_id"].as_str())
        });
        let mut texts = TextFiles::new();
        for id in ids.collect::<BTreeSet<_>>() {
            let file = self.file(id)?;
            if file.metadata.mime_type.starts_with("text/") {
                texts.insert(id.into(), String::from_utf8_lossy(&file.content).into_owned());
            }
        }
        Ok(texts)
    }
}
