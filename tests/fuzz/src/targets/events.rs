//! Event streams: any cut gives the same events and the same limit, and the events of the standard.

use std::time::Duration;

use bytes::Bytes;
use schematic_api::sse::Decoder;

use super::assert_at_any_cut;
use crate::source::Source;

const NAMES: &[&str] =
    &["data", "event", "id", "retry", "", "dat", "datas", "Data", " data", "\u{feff}data"];
const ENDS: &[&str] = &["\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n"];

#[derive(Clone, Debug, Default, PartialEq)]
struct Event {
    name: String,
    data: String,
    id: String,
    retry: Option<Duration>,
}

/// The events up to the end, or up to one that is too large.
type Outcome = (Vec<Event>, Result<(), usize>);

pub(crate) fn run(source: &mut Source) {
    let stream = stream(source);
    let whole = decode(&[&stream], usize::MAX);
    assert_eq!(whole, (standard(&stream), Ok(())), "{:?}", Bytes::from(stream.clone()));
    let limit = if source.once_in(2) { source.below(40) } else { usize::MAX };
    let expected = decode(&[&stream], limit);
    assert_at_any_cut(source, &stream, limit, &expected, decode);
}

fn stream(source: &mut Source) -> Vec<u8> {
    let mut stream = if source.once_in(8) { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    for _ in 0..source.length(40) {
        stream.extend(source.pick(NAMES).as_bytes());
        stream.extend(source.pick(&[":", ": ", ":  ", "", " :"]).as_bytes());
        match source.below(8) {
            0 => stream.extend((0..source.length(12)).map(|_| source.byte())),
            1 => stream.extend(source.number().to_string().as_bytes()),
            2 => stream.extend(b"x".repeat(source.below(50))),
            _ => stream.extend(source.text(8).as_bytes()),
        }
        stream.extend(source.pick(ENDS).as_bytes());
    }
    stream
}

fn decode(pieces: &[&[u8]], limit: usize) -> Outcome {
    let (mut decoder, mut events) = (Decoder::new(limit), Vec::new());
    for piece in pieces {
        decoder.push(Bytes::copy_from_slice(piece));
        loop {
            match decoder.next() {
                Ok(None) => break,
                Err(error) => return (events, Err(error.limit)),
                Ok(Some(event)) => events.push(Event {
                    name: event.event.clone().into_owned(),
                    data: event.data.clone().into_owned(),
                    id: event.id.to_owned(),
                    retry: event.retry,
                }),
            }
        }
    }
    (events, Ok(()))
}

/// The standard, word for word: <https://html.spec.whatwg.org/multipage/server-sent-events.html>.
fn standard(stream: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(stream.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(stream));
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut events, mut event) = (Vec::new(), Event::default());
    let mut lines: Vec<&str> = text.split('\n').collect();
    // A line without an end does not count.
    lines.pop();
    for line in lines {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            _ if line.is_empty() => {
                let next = Event { id: event.id.clone(), retry: event.retry, ..Event::default() };
                let done = std::mem::replace(&mut event, next);
                if let Some(data) = done.data.strip_suffix('\n') {
                    events.push(Event { data: data.to_owned(), ..done });
                }
            }
            "event" => event.name = value.to_owned(),
            "data" => event.data.extend([value, "\n"]),
            "id" if !value.contains('\0') => event.id = value.to_owned(),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                event.retry = value.parse().ok().map(Duration::from_millis).or(event.retry);
            }
            _ => {}
        }
    }
    events
}
