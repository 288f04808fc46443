//! The limits of models, and of what may be asked for in a minute.

use std::time::Duration;

use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;

use crate::{HandClock, MODEL, ask, client, invalid};

#[tokio::test]
async fn each_model_writes_so_many_tokens_at_most() {
    let claude = client(&Emulator::new());
    for (model, read, written) in [
        ("claude-sonnet-5-5", 1_000_000, 128_000),
        ("claude-haiku-4-5", 200_000, 64_000),
        ("claude-opus-4-1", 200_000, 32_000),
    ] {
        let info = claude.models().retrieve(&model.into()).await.unwrap();
        assert_eq!((info.max_input_tokens, info.max_tokens), (Some(read), Some(written)));
        let ask = |most| CreateMessage::ask(model, most, "Hi");
        assert_eq!(claude.messages().create(&ask(written)).await.unwrap().text(), "Hi");
        let refused = invalid(claude.messages().create(&ask(written + 1)).await);
        let most = written + 1;
        assert_eq!(
            refused,
            format!(
                "max_tokens: {most} > {written}, which is the maximum allowed number of output tokens for {model}"
            )
        );
    }
}

/// What a reply says is left of the requests, of the tokens of input, and of those of output; and when the minute ends.
fn left<T>(response: &schematic_api::Response<T>) -> ([u64; 3], String) {
    let header = |name: &str| {
        let value = response.headers().get(format!("anthropic-ratelimit-{name}"));
        value.and_then(|value| value.to_str().ok()).expect("a limit").to_owned()
    };
    let remaining = ["requests", "input-tokens", "output-tokens"]
        .map(|name| header(&format!("{name}-remaining")).parse().expect("a number"));
    let both: u64 = header("tokens-remaining").parse().expect("a number");
    assert_eq!(both, remaining[1] + remaining[2]);
    let reset = header("requests-reset");
    assert_eq!(header("tokens-reset"), reset);
    (remaining, reset)
}

#[tokio::test]
async fn replies_tell_what_is_left_of_a_minute() {
    let clock = HandClock::new();
    let claude = client(&Emulator::new().clock(clock.clone()));
    let ask = CreateMessage::ask(MODEL, 100, "One two three");
    let (first, reset) = left(&claude.messages().create(&ask).response().await.unwrap());
    assert_eq!(first, [3_999, 2_000_000 - 6, 400_000 - 3]);
    clock.advance(Duration::from_secs(59));
    let (second, same) = left(&claude.messages().create(&ask).response().await.unwrap());
    assert_eq!((second, &same), ([3_998, 2_000_000 - 12, 400_000 - 6], &reset));
    clock.advance(Duration::from_secs(1));
    let (third, later) = left(&claude.models().list().response().await.unwrap());
    assert_eq!(third, [3_999, 2_000_000, 400_000]);
    assert!(later > reset, "{later} after {reset}");
}

#[tokio::test]
async fn streams_and_refusals_tell_it_too() {
    let claude = client(&Emulator::new());
    let stream = claude.messages().stream(&ask("One two")).await.unwrap();
    let headers = stream.events().headers();
    assert_eq!(headers.get("anthropic-ratelimit-requests-remaining").unwrap(), "3999");
    assert_eq!(headers.get("anthropic-ratelimit-output-tokens-remaining").unwrap(), "399998");
    let error = claude.messages().create(&ask("overloaded")).await.unwrap_err();
    let headers = error.headers().unwrap();
    assert_eq!(headers.get("anthropic-ratelimit-requests-remaining").unwrap(), "3998");
    assert_eq!(headers.get("anthropic-ratelimit-output-tokens-remaining").unwrap(), "399998");
}
