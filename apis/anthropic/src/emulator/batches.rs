//! The endpoints of message batches, which progress with time.

use std::time::Duration;

use schematic_api::Endpoint;
use schematic_api::mock::{Lines, Operation, Parts, Rejection, RepliesWith};
use schematic_api::reply::Json;
use serde_json::Value;

use super::conversation::Terms;
use super::failures::{Failure, invalid, invalid_at, not_found};
use super::list::{Between, Listed};
use super::messages;
use super::records::{Batch, BatchedRequest};
use super::schema::missing;
use super::store::Store;
use super::threads::unsupported;
use super::validate;
use crate::{
    BatchResult, BatchesCancelRequest, BatchesCreateRequest, BatchesDeleteRequest,
    BatchesListRequest, BatchesResultsRequest, BatchesRetrieveRequest, CreateMessage,
    DeletedMessageBatch, ErroredResult, MessageBatch, MessageBatchId, MessageBatchResult,
    NoSettings, Page, ProcessingStatus, RequestCounts, ServiceTier, SucceededResult,
};

/// The time after which a batch expires.
const LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The service itself, for clients that name no host.
const BASE: &str = "https://api.anthropic.com";

const MAX_REQUESTS: usize = 100_000;
const MAX_ID: usize = 64;

impl Listed for MessageBatch {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// The same request as [`BatchesCreateRequest`], of which the parameters of the messages have not been decoded.
pub(super) struct CreateBatch {
    sent: Result<(Value, Terms), Failure>,
    host: Option<String>,
}

impl Operation for CreateBatch {
    const ENDPOINT: &'static Endpoint = BatchesCreateRequest::ENDPOINT;

    fn from_parts(parts: &Parts) -> Result<Self, Rejection> {
        let received = parts.received();
        let sent = validate::body(received).and_then(|body| Ok((body, validate::terms(received)?)));
        // Clients in memory name no host.
        let host = received.header("host").map(str::to_owned);
        Ok(Self { sent, host })
    }
}

impl RepliesWith<Json<MessageBatch>> for CreateBatch {}

pub(super) fn create(store: &mut Store, request: CreateBatch) -> Result<MessageBatch, Failure> {
    let (body, terms) = request.sent?;
    let requests = requests(&body)?;
    let mut batch =
        MessageBatch::new(store.world.id::<String>("msgbatch"), ProcessingStatus::InProgress)
            .created_at(store.world.timestamp())
            .expires_at(store.world.timestamp_in(LIFETIME));
    batch.request_counts = RequestCounts::new().processing(requests.len() as u64);
    let created = store.world.now();
    let base = request.host.map_or_else(|| BASE.to_owned(), |host| format!("http://{host}"));
    let results_url = format!("{base}/v1/messages/batches/{}/results", batch.id);
    let shown = batch.clone();
    let results = Vec::new();
    store.batches.push(Batch { batch, requests, terms, results_url, created, polls: 0, results });
    Ok(shown)
}

/// Reads the requests of a batch. Their parameters are looked at only when the batch ends.
fn requests(body: &Value) -> Result<Vec<BatchedRequest>, Failure> {
    let known = |object: &Value, names: &[&str], path: &str| {
        let fields = object.as_object().into_iter().flatten().map(|(name, _)| name);
        match fields.into_iter().find(|name| !names.contains(&name.as_str())) {
            Some(name) => {
                Err(invalid_at(&format!("{path}{name}"), "Extra inputs are not permitted"))
            }
            None => Ok(()),
        }
    };
    known(body, &["requests"], "")?;
    let sent = body.get("requests").ok_or_else(|| missing("requests"))?;
    let sent =
        sent.as_array().ok_or_else(|| invalid_at("requests", "Input should be a valid list"))?;
    if sent.is_empty() || sent.len() > MAX_REQUESTS {
        let problem = format!("List should have from 1 to {MAX_REQUESTS} items");
        return Err(invalid_at("requests", problem));
    }
    let mut requests: Vec<BatchedRequest> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for (index, sent) in sent.iter().enumerate() {
        let path = format!("requests.{index}.");
        if !sent.is_object() {
            return Err(invalid_at(
                path.trim_end_matches('.'),
                "Input should be a valid dictionary",
            ));
        }
        known(sent, &["custom_id", "params"], &path)?;
        let request = batched(sent, &path)?;
        if !ids.insert(request.custom_id.clone()) {
            let problem =
                format!("'{}' is the id of another request of the batch", request.custom_id);
            return Err(invalid_at(&format!("{path}custom_id"), problem));
        }
        requests.push(request);
    }
    Ok(requests)
}

fn batched(sent: &Value, path: &str) -> Result<BatchedRequest, Failure> {
    let at = |name: &str| format!("{path}{name}");
    let custom_id = sent.get("custom_id").ok_or_else(|| missing(&at("custom_id")))?;
    let custom_id = custom_id
        .as_str()
        .ok_or_else(|| invalid_at(&at("custom_id"), "Input should be a valid string"))?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if custom_id.is_empty() || custom_id.len() > MAX_ID || !custom_id.bytes().all(allowed) {
        let problem = format!("String should match pattern '^[a-zA-Z0-9_-]{{1,{MAX_ID}}}$'");
        return Err(invalid_at(&at("custom_id"), problem));
    }
    let params = sent.get("params").ok_or_else(|| missing(&at("params")))?;
    if !params.is_object() {
        return Err(invalid_at(&at("params"), "Input should be a valid dictionary"));
    }
    Ok(BatchedRequest { custom_id: custom_id.to_owned(), params: params.clone() })
}

pub(super) fn retrieve(
    store: &mut Store,
    request: BatchesRetrieveRequest,
) -> Result<MessageBatch, Failure> {
    store.polled(&request.batch).map(|batch| batch.batch.clone())
}

pub(super) fn list(
    store: &mut Store,
    request: BatchesListRequest,
) -> Result<Page<MessageBatch>, Failure> {
    let ids: Vec<_> = store.batches.iter().rev().map(|batch| batch.batch.id.clone()).collect();
    let batches = ids.iter().map(|id| store.polled(id).map(|batch| batch.batch.clone()));
    let batches = batches.collect::<Result<Vec<_>, _>>()?;
    let (after, before) = (request.after_id, request.before_id);
    let between = Between {
        after: after.as_ref().map(MessageBatchId::as_str),
        before: before.as_ref().map(MessageBatchId::as_str),
        limit: request.limit,
    };
    between.page(&batches)
}

pub(super) fn cancel(
    store: &mut Store,
    request: BatchesCancelRequest,
) -> Result<MessageBatch, Failure> {
    let now = store.world.timestamp();
    let at = store.batch_at(&request.batch)?;
    if store.batches[at].batch.processing_status == ProcessingStatus::Canceling {
        // Asked twice: it is being canceled already.
        return Ok(store.batches[at].batch.clone());
    }
    let batch = store.due(&request.batch)?;
    if batch.batch.has_ended() {
        return Err(invalid(format!("Batch {} has ended, and cannot be canceled", request.batch)));
    }
    batch.batch.processing_status = ProcessingStatus::Canceling;
    batch.batch.cancel_initiated_at = Some(now);
    Ok(batch.batch.clone())
}

pub(super) fn results(
    store: &mut Store,
    request: BatchesResultsRequest,
) -> Result<Lines<MessageBatchResult>, Failure> {
    let batch = store.polled(&request.batch)?;
    match batch.batch.has_ended() {
        true => Ok(Lines::from(batch.results.clone())),
        false => {
            Err(invalid(format!("Batch {} has not ended, and has no results yet", request.batch)))
        }
    }
}

pub(super) fn delete(
    store: &mut Store,
    request: BatchesDeleteRequest,
) -> Result<DeletedMessageBatch, Failure> {
    if !store.due(&request.batch)?.batch.has_ended() {
        return Err(invalid(format!("Batch {} has not ended; cancel it first", request.batch)));
    }
    store.batches.retain(|batch| batch.batch.id != request.batch);
    Ok(DeletedMessageBatch::new(request.batch))
}

impl Store {
    /// Returns a batch for a request that looks at it, which lets it go on.
    fn polled(&mut self, id: &MessageBatchId) -> Result<&mut Batch, Failure> {
        let at = self.batch_at(id)?;
        self.batches[at].polls += 1;
        self.due(id)
    }

    /// Returns a batch, which ends if its time has come.
    fn due(&mut self, id: &MessageBatchId) -> Result<&mut Batch, Failure> {
        let at = self.batch_at(id)?;
        let now = self.world.now();
        if self.batches[at].is_due(now) {
            self.end(at);
        }
        Ok(&mut self.batches[at])
    }

    fn batch_at(&self, id: &MessageBatchId) -> Result<usize, Failure> {
        let found = self.batches.iter().position(|batch| batch.batch.id == *id);
        found.ok_or_else(|| not_found(format!("Message batch not found: {id}")))
    }

    /// Ends a batch: its requests are answered, or canceled.
    fn end(&mut self, at: usize) {
        let requests = std::mem::take(&mut self.batches[at].requests);
        let terms = self.batches[at].terms;
        let is_canceled = self.batches[at].batch.processing_status == ProcessingStatus::Canceling;
        let result = |request: BatchedRequest| {
            let result = match is_canceled {
                true => BatchResult::Canceled(NoSettings::new()),
                false => self.result(terms, &request.params),
            };
            MessageBatchResult::new(request.custom_id, result)
        };
        let mut results: Vec<_> = requests.into_iter().map(result).collect();
        results.reverse();
        let (now, batch) = (self.world.timestamp(), &mut self.batches[at]);
        batch.batch.request_counts = counts(&results);
        batch.batch.processing_status = ProcessingStatus::Ended;
        batch.batch.ended_at = Some(now);
        batch.batch.results_url = Some(batch.results_url.clone());
        batch.results = results;
    }

    fn result(&mut self, terms: Terms, params: &Value) -> BatchResult {
        match self.answered(terms, params) {
            Ok(message) => BatchResult::Succeeded(Box::new(message)),
            Err(failure) => {
                let id = self.world.request_id();
                BatchResult::Errored(ErroredResult::new(failure.body(Some(id))))
            }
        }
    }

    fn answered(&mut self, terms: Terms, params: &Value) -> Result<SucceededResult, Failure> {
        if params["stream"] == true {
            return Err(invalid_at("stream", "Streaming is not available in batches"));
        }
        if !params["thread"].is_null() {
            return Err(unsupported(&[]));
        }
        terms.check("MessagesCreateParams", params)?;
        let request = serde_json::from_value::<CreateMessage>(params.clone());
        let request = request.map_err(|error| invalid(error.to_string()))?;
        let answered = messages::answer(self, terms, request, false)?;
        let mut message = answered.failure.map_or(Ok(answered.message), Err)?;
        message.usage.service_tier = Some(ServiceTier::Batch);
        Ok(SucceededResult::new(message))
    }
}

fn counts(results: &[MessageBatchResult]) -> RequestCounts {
    let mut counts = RequestCounts::new();
    for result in results {
        match &result.result {
            BatchResult::Succeeded(_) => counts.succeeded += 1,
            BatchResult::Errored(_) => counts.errored += 1,
            BatchResult::Canceled(_) => counts.canceled += 1,
            BatchResult::Expired(_) => counts.expired += 1,
            BatchResult::Unknown(_) => {}
        }
    }
    counts
}
