//! Batches: how they progress, and what they result in.

use std::time::Duration;

use futures_util::TryStreamExt;
use schematic_anthropic::emulator::{Answer, Emulator};
use schematic_anthropic::*;
use schematic_api::StatusCode;
use serde_json::{Value, json};

use crate::{HandClock, MODEL, ask, client, invalid, refusal};

fn batch(ids: &[&str]) -> CreateMessageBatch {
    CreateMessageBatch::new(
        ids.iter().map(|id| BatchRequest::new(*id, ask(id))).collect::<Vec<_>>(),
    )
}

async fn results(claude: &Anthropic, id: &MessageBatchId) -> Vec<MessageBatchResult> {
    claude.batches().results(id).await.unwrap().try_collect().await.unwrap()
}

fn ids(results: &[MessageBatchResult]) -> Vec<&str> {
    results.iter().map(|result| result.custom_id.as_str()).collect()
}

#[tokio::test]
async fn a_batch_ends_after_a_few_polls() {
    let claude = client(&Emulator::new());
    let created = claude.batches().create(&batch(&["a", "b", "c"])).await.unwrap();
    assert_eq!(created.processing_status, ProcessingStatus::InProgress);
    assert_eq!(created.request_counts.processing, 3);
    assert_eq!(created.results_url, None);
    let mut statuses = Vec::new();
    let ended = loop {
        let batch = claude.batches().retrieve(&created.id).await.unwrap();
        statuses.push(batch.processing_status.clone());
        if batch.has_ended() {
            break batch;
        }
    };
    assert_eq!(statuses.len(), 3);
    assert_eq!((ended.request_counts.processing, ended.request_counts.succeeded), (0, 3));
    assert!(ended.ended_at.is_some() && ended.results_url.is_some());
    let results = results(&claude, &created.id).await;
    assert_eq!(ids(&results), ["c", "b", "a"]);
    for result in results {
        let BatchResult::Succeeded(succeeded) = result.result else { panic!() };
        assert_eq!(succeeded.message.text(), result.custom_id);
        assert_eq!(succeeded.message.usage.service_tier, Some(ServiceTier::Batch));
    }
}

#[tokio::test]
async fn results_have_the_content_type_of_the_service() {
    let claude = client(&Emulator::new());
    let created = claude.batches().create(&batch(&["a"])).await.unwrap();
    claude.batches().cancel(&created.id).await.unwrap();
    let reply = claude.batches().results(&created.id).response().await.unwrap();
    assert_eq!(reply.headers()["content-type"], "application/x-jsonl");
    let results: Vec<_> = reply.into_value().try_collect().await.unwrap();
    assert_eq!(ids(&results), ["a"]);
}

#[tokio::test]
async fn a_batch_ends_after_a_second() {
    let clock = HandClock::new();
    let claude = client(&Emulator::new().clock(clock.clone()));
    let created = claude.batches().create(&batch(&["a"])).await.unwrap();
    assert!(!claude.batches().retrieve(&created.id).await.unwrap().has_ended());
    clock.advance(Duration::from_secs(1));
    assert!(claude.batches().retrieve(&created.id).await.unwrap().has_ended());
}

#[tokio::test(start_paused = true)]
async fn a_batch_can_be_polled() {
    let claude = client(&Emulator::new());
    let created = claude.batches().create(&batch(&["a"])).await.unwrap();
    assert!(claude.batches().retrieve(&created.id).poll().await.unwrap().has_ended());
}

#[tokio::test]
async fn a_cancelled_batch_ends_with_cancelled_results() {
    let claude = client(&Emulator::new());
    let created = claude.batches().create(&batch(&["a", "b"])).await.unwrap();
    let canceling = claude.batches().cancel(&created.id).await.unwrap();
    assert_eq!(canceling.processing_status, ProcessingStatus::Canceling);
    assert!(canceling.cancel_initiated_at.is_some());
    // It is no mistake to cancel twice.
    assert_eq!(claude.batches().cancel(&created.id).await.unwrap(), canceling);
    let ended = claude.batches().retrieve(&created.id).await.unwrap();
    assert_eq!(
        (ended.processing_status, ended.request_counts.canceled),
        (ProcessingStatus::Ended, 2)
    );
    let results = results(&claude, &created.id).await;
    assert!(results.iter().all(|result| matches!(result.result, BatchResult::Canceled(_))));
    assert!(invalid(claude.batches().cancel(&created.id).await).contains("has ended"));
}

#[tokio::test]
async fn a_wrong_request_is_a_result() {
    let emulator = Emulator::new();
    let server = emulator.listen().await.unwrap();
    let body = json!({ "requests": [
        { "custom_id": "no-limit", "params": { "model": MODEL, "messages": [{ "role": "user", "content": "Hi" }] } },
        { "custom_id": "no-model", "params": { "model": "claude-x", "max_tokens": 1, "messages": [{ "role": "user", "content": "Hi" }] } },
        { "custom_id": "right", "params": { "model": MODEL, "max_tokens": 9, "messages": [{ "role": "user", "content": "Hi" }] } },
    ] });
    let request = reqwest::Client::new().post(format!("{}/v1/messages/batches", server.base_url()));
    let request = request
        .header("x-api-key", "k")
        .header("anthropic-version", "2026-10-21")
        .header("content-type", "application/json")
        .body(body.to_string());
    let created = request.send().await.unwrap().bytes().await.unwrap();
    let created: Value = serde_json::from_slice(&created).unwrap();
    let id = MessageBatchId::from(created["id"].as_str().unwrap());
    let claude = client(&emulator);
    let ended = claude.batches().retrieve(&id).poll().every(Duration::ZERO).await.unwrap();
    assert_eq!((ended.request_counts.errored, ended.request_counts.succeeded), (2, 1));
    let url = ended.results_url.unwrap();
    assert!(url.starts_with(&server.base_url()), "{url}");
    let results = results(&claude, &id).await;
    let messages = results.iter().filter_map(|result| match &result.result {
        BatchResult::Errored(errored) => Some(errored.error.error.message.as_str()),
        _ => None,
    });
    assert_eq!(messages.collect::<Vec<_>>(), ["model: claude-x", "max_tokens: Field required"]);
}

#[tokio::test]
async fn an_answer_may_fail_in_a_batch() {
    let emulator = Emulator::new().script([Answer::failure(ErrorType::ApiError, "Out of order.")]);
    let claude = client(&emulator);
    let created = claude.batches().create(&batch(&["a"])).await.unwrap();
    claude.batches().retrieve(&created.id).poll().every(Duration::ZERO).await.unwrap();
    let results = results(&claude, &created.id).await;
    let BatchResult::Errored(errored) = &results[0].result else { panic!() };
    assert_eq!(errored.error.error.kind, ErrorType::ApiError);
}

#[tokio::test]
async fn only_an_ended_batch_has_results_and_can_be_deleted() {
    let claude = client(&Emulator::new());
    let id = claude.batches().create(&batch(&["a"])).await.unwrap().id;
    assert!(invalid(claude.batches().results(&id).await).contains("has not ended"));
    assert!(invalid(claude.batches().delete(&id).await).contains("has not ended"));
    claude.batches().retrieve(&id).poll().every(Duration::ZERO).await.unwrap();
    let deleted = claude.batches().delete(&id).await.unwrap();
    assert_eq!(deleted, DeletedMessageBatch::new(id.clone()));
    assert_eq!(refusal(claude.batches().retrieve(&id).await).0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_batch_has_requests_with_ids_of_their_own() {
    let claude = client(&Emulator::new());
    assert!(invalid(claude.batches().create(&batch(&[])).await).starts_with("requests: "));
    assert!(
        invalid(claude.batches().create(&batch(&["a", "a"])).await)
            .starts_with("requests.1.custom_id: ")
    );
    assert!(
        invalid(claude.batches().create(&batch(&["a b"])).await)
            .starts_with("requests.0.custom_id: ")
    );
    let mut more = batch(&["a"]);
    more.extra.insert("colour", "red");
    assert_eq!(
        invalid(claude.batches().create(&more).await),
        "colour: Extra inputs are not permitted"
    );
}
