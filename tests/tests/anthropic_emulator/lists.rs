//! Models, and pages in both directions; counted tokens.

use std::time::Duration;

use futures_util::TryStreamExt;
use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use schematic_api::StatusCode;

use crate::{HandClock, MODEL, ask, client, invalid, refusal, tide};

fn ids(models: &[ModelInfo]) -> Vec<String> {
    models.iter().map(|model| model.id.to_string()).collect()
}

#[tokio::test]
async fn models_come_in_pages() {
    let claude = client(&Emulator::new());
    let first = claude.models().list().await.unwrap();
    assert_eq!((first.data.len(), first.has_more), (20, true));
    assert_eq!(first.last_id.as_deref(), Some(first.data[19].id.as_str()));
    let all: Vec<_> = claude.models().list().limit(7).items().try_collect().await.unwrap();
    assert_eq!(all.len(), 30);
    assert!(
        all.is_sorted_by(|newer, older| newer.created_at.as_str() >= older.created_at.as_str())
    );
    let second = claude.models().list().after_id(&all[6].id).limit(7).await.unwrap();
    assert_eq!(ids(&second.data), ids(&all[7..14]));
    let back = claude.models().list().before_id(&all[7].id).limit(3).await.unwrap();
    assert_eq!((ids(&back.data), back.has_more), (ids(&all[4..7]), true));
    let start = claude.models().list().before_id(&all[2].id).limit(3).await.unwrap();
    assert_eq!((ids(&start.data), start.has_more), (ids(&all[..2]), false));
}

#[tokio::test]
async fn pages_go_backwards() {
    let claude = client(&Emulator::new());
    let all: Vec<_> = claude.models().list().items().try_collect().await.unwrap();
    let last = all.last().unwrap();
    let back: Vec<_> = claude
        .models()
        .list()
        .before_id(&last.id)
        .limit(10)
        .items_back()
        .try_collect()
        .await
        .unwrap();
    let mut expected = ids(&all[..29]);
    expected.sort();
    let mut found = ids(&back);
    found.sort();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn models_are_chosen_by_their_lifecycle() {
    let claude = client(&Emulator::new());
    let gone = claude
        .models()
        .list()
        .lifecycle([Lifecycle::Deprecated, Lifecycle::Retired])
        .await
        .unwrap();
    assert_eq!(gone.data.len(), 8);
    assert!(gone.data.iter().all(|model| model.retires_at.is_some()));
    let wrong = claude.models().list().lifecycle([Lifecycle::Unknown("old".to_owned())]).await;
    assert!(invalid(wrong).starts_with("lifecycle[]: "));
}

#[tokio::test]
async fn a_model_is_retrieved() {
    let claude = client(&Emulator::new());
    let model = claude.models().retrieve(&"claude-sonnet-4-5".into()).await.unwrap();
    assert_eq!(
        (model.display_name.as_str(), model.line),
        ("Claude Sonnet 4.5", Some(ModelLine::Sonnet))
    );
    assert_eq!(
        refusal(claude.models().retrieve(&"claude-x".into()).await).0,
        StatusCode::NOT_FOUND
    );
    let retired = CreateMessage::ask("claude-3-opus-20240229", 10, "Hi");
    assert_eq!(refusal(claude.messages().create(&retired).await).0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn wrong_cursors_and_limits_are_refused() {
    let claude = client(&Emulator::new());
    assert!(invalid(claude.models().list().after_id("claude-x").await).starts_with("after_id: "));
    for limit in [0, 1001] {
        assert!(invalid(claude.models().list().limit(limit).await).starts_with("limit: "));
    }
}

#[tokio::test]
async fn counted_tokens_are_those_that_a_message_costs() {
    let claude = client(&Emulator::new());
    let request = ask("Why are there two tides a day?").system("Be brief.").tools([tide()]);
    let message = claude.messages().create(&request).await.unwrap();
    let count = claude.messages().count_tokens(&CountTokens::from(request)).await.unwrap();
    assert_eq!(count.input_tokens, message.usage.input_tokens);
    let mut more = CountTokens::from(ask("Hi"));
    more.extra.insert("max_tokens", 1);
    let refused = claude.messages().count_tokens(&more).await;
    assert_eq!(invalid(refused), "max_tokens: Extra inputs are not permitted");
}

/// The tokens of the input: those that are new, those written to the cache, and those read from it.
fn input(message: &Message) -> (u64, u64, u64) {
    let usage = &message.usage;
    let cached = (usage.cache_creation_input_tokens, usage.cache_read_input_tokens);
    (usage.input_tokens, cached.0.unwrap(), cached.1.unwrap())
}

#[tokio::test]
async fn what_is_marked_is_read_from_the_cache() {
    let clock = HandClock::new();
    let claude = client(&Emulator::new().clock(clock.clone()));
    let marked = TextBlock::new("A long book.").cache_control(CacheControl::ephemeral());
    let request = |question: &str| {
        CreateMessage::ask(
            MODEL,
            100,
            [ContentBlock::Text(marked.clone()), ContentBlock::text(question)],
        )
    };
    let ask =
        async |question: &str| input(&claude.messages().create(&request(question)).await.unwrap());
    assert_eq!(ask("Who wrote it?").await, (3, 6, 0));
    assert_eq!(ask("When?").await, (1, 0, 6));
    clock.advance(Duration::from_secs(299));
    assert_eq!(ask("When?").await, (1, 0, 6));
    clock.advance(Duration::from_secs(300));
    assert_eq!(ask("When?").await, (1, 6, 0));
}

#[tokio::test]
async fn the_mark_of_a_request_is_at_its_end() {
    let claude = client(&Emulator::new());
    let mut first = ask("One two").cache_control(CacheControl::ephemeral());
    assert_eq!(input(&claude.messages().create(&first).await.unwrap()), (0, 5, 0));
    first.max_tokens = 0;
    let again = claude.messages().create(&first).await.unwrap();
    assert_eq!(input(&again), (0, 0, 5));
}
