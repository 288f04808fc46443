//! The framing alone: from bytes to the name and data of each event.

use std::borrow::Cow;
use std::hint::black_box;

use schematic_api::api;
use schematic_api::sse::{Decoder, Event};
use streaming::chunks::Chunks;
use streaming::clients::{Answer, KEY};

use crate::{count, repeat};

/// The decoder that the runtime exports; its events are borrowed.
pub(crate) fn ours(chunks: Chunks) -> usize {
    let mut decoder = Decoder::new(16 * 1024 * 1024);
    let mut events = 0;
    for chunk in chunks {
        decoder.push(chunk);
        while let Some(event) = decoder.next().expect("no event is that large") {
            black_box((&event.event, &event.data));
            events += 1;
        }
    }
    events
}

api! {
    pub(crate) client Api at "https://api.example.com/v1" { auth bearer env "API_KEY"; }

    events: GET /events -> sse Raw;
}

/// An event as the other decoders return it, with its own text.
pub(crate) struct Raw {
    event: String,
    data: String,
}

impl Event for Raw {
    fn decode(event: &str, data: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { event: event.to_owned(), data: data.to_owned() })
    }

    fn name(&self) -> &str {
        &self.event
    }

    fn data(&self) -> Result<Cow<'_, str>, serde_json::Error> {
        Ok(Cow::Borrowed(&self.data))
    }
}

/// A whole call: the engine with its time limits and size limits, reqwest's body, and events that
/// own their text.
pub(crate) async fn ours_by_calls(chunks: &Chunks, passes: usize) -> usize {
    let chunks = chunks.clone();
    let transport = Answer(move || chunks.clone());
    let api = Api::builder().credential(KEY).transport(transport).build().expect("a client");
    repeat(passes, async || count(api.events().await.expect("a stream")).await).await
}
