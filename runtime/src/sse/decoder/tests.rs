use super::*;

type Owned = (String, String, String);

fn owned(event: &RawEvent<'_>) -> Owned {
    (event.event.to_string(), event.data.to_string(), event.id.to_owned())
}

fn decode(chunks: &[&[u8]]) -> Vec<Owned> {
    let mut decoder = Decoder::new(1 << 20);
    let mut events = Vec::new();
    for chunk in chunks {
        decoder.push(Bytes::copy_from_slice(chunk));
        while let Some(event) = decoder.next().expect("within the limit") {
            events.push(owned(&event));
        }
    }
    events
}

/// The text of the standard, word by word, over the whole input.
fn reference(input: &[u8]) -> Vec<Owned> {
    let text = String::from_utf8_lossy(input).into_owned();
    let text =
        text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    let (mut events, mut event, mut data, mut id) =
        (Vec::new(), String::new(), String::new(), String::new());
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.pop();
    for line in lines {
        if line.is_empty() {
            if !data.is_empty() {
                data.pop();
                events.push((event.clone(), data.clone(), id.clone()));
            }
            event.clear();
            data.clear();
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => event = value.to_owned(),
            "data" => data = data + value + "\n",
            "id" if !value.contains('\0') => id = value.to_owned(),
            _ => {}
        }
    }
    events
}

const STREAMS: &[&[u8]] = &[
    b"data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\r\ndata: e\r\n\ndata: f\r\n\r",
    b"event: x\ndata: 1\ndata\ndata:\ndata:  2\nid: 7\n\n:comment\n\nevent: lost\n\ndata: 3\nid\n\n",
    b"\xEF\xBB\xBFdata: marked\n\n\xEF\xBB\xBFdata: not first\n\ndata: \xEF\xBB\xBFkept\n\n",
    b"\xEF\xBB\xBF\xEF\xBB\xBFdata: second mark is text\n\ndata: next\n\n",
    b"\xEFdata: no mark\n\ndata: \xE2\x82\xAC \xF0\x9F\x8E\x89\n\ndata: \xFF\xFE bad\n\ndata: fine\n\n",
    b"datax: no\ndat: no\nDATA: no\nretry: 10\nretry: +5\nretry: 1_0\ndata: nul \0 kept\nid: a\0b\n\n",
    b":: a comment\n: that goes on\nunknown: field\ndata:no space\n:in between\ndata: {\"a\":\"\\n\\n\"}\n\n",
    b"data: cut short\n",
    b"data: separators \xE2\x80\xA8 are no line ends\n\ndata\n\ndata\ndata\n\n",
    b"\n\n\r\r\r\n\r\ndata: after blanks\n\n",
];

#[test]
fn streams_decode_as_the_standard_says() {
    for stream in STREAMS {
        assert_eq!(decode(&[stream]), reference(stream), "{}", String::from_utf8_lossy(stream));
    }
}

#[test]
fn a_cut_at_any_byte_changes_nothing() {
    for stream in STREAMS {
        let whole = reference(stream);
        for first in 0..=stream.len() {
            for second in first..=stream.len() {
                let chunks = [&stream[..first], &stream[first..second], &stream[second..]];
                assert_eq!(
                    decode(&chunks),
                    whole,
                    "cut at {first} and {second} of {}",
                    String::from_utf8_lossy(stream)
                );
            }
        }
    }
}

#[test]
fn single_bytes_change_nothing() {
    for stream in STREAMS {
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        assert_eq!(decode(&bytes), reference(stream));
    }
}

#[test]
fn an_event_comes_with_its_blank_line_and_not_later() {
    for blank in ["\n\n", "\r\r", "\r\n\r\n", "\n\r", "\r\n\r"] {
        assert_eq!(decode(&[b"data: x", blank.as_bytes()]).len(), 1, "{blank:?}");
    }
}

#[test]
fn an_event_up_to_the_limit_passes_and_a_larger_one_is_refused() {
    let event = |size: usize| [b"data:".as_slice(), &vec![b'x'; size], b"\n\n"].concat();
    for step in [1, 7, 4096] {
        let run = |size| {
            let mut decoder = Decoder::new(1000);
            event(size).chunks(step).try_fold(0, |events, chunk| {
                decoder.push(Bytes::copy_from_slice(chunk));
                let mut found = 0;
                while decoder.next()?.is_some() {
                    found += 1;
                }
                Ok(events + found)
            })
        };
        assert_eq!(run(990), Ok(1));
        assert_eq!(run(1001), Err(EventTooLarge { limit: 1000 }));
    }
}

#[test]
fn comments_and_unknown_fields_take_no_memory() {
    let mut decoder = Decoder::new(64);
    for start in [": a comment", "unknown: field"] {
        decoder.push(Bytes::from_static(start.as_bytes()));
        assert_eq!(decoder.next(), Ok(None));
        for _ in 0..1000 {
            decoder.push(Bytes::from_static(&[b'.'; 100]));
            assert_eq!(decoder.next(), Ok(None));
        }
        decoder.push(Bytes::from_static(b"\n"));
        assert_eq!(decoder.next(), Ok(None));
    }
    decoder.push(Bytes::from_static(b"data: x\n\n"));
    assert!(decoder.next().is_ok_and(|event| event.is_some()));
}

#[test]
fn an_event_within_a_chunk_is_borrowed() {
    let mut decoder = Decoder::new(64);
    decoder.push(Bytes::from_static(b"event: e\ndata: x\n\n"));
    let event = decoder.next().expect("small").expect("complete");
    assert!(matches!((event.event, event.data), (Cow::Borrowed("e"), Cow::Borrowed("x"))));
}

#[test]
fn invalid_utf8_is_replaced_and_told() {
    let mut decoder = Decoder::new(64);
    decoder.push(Bytes::from_static(b"data: \xFF\n\ndata: x\n\n"));
    assert!(decoder.next().expect("small").expect("first").lossy);
    assert!(!decoder.next().expect("small").expect("second").lossy);
}

#[test]
fn retry_takes_digits_only() {
    let mut decoder = Decoder::new(64);
    decoder.push(Bytes::from_static(b"retry: 10\nretry: 1000x\nretry:\ndata: x\n\n"));
    let event = decoder.next().expect("small").expect("complete");
    assert_eq!(event.retry, Some(Duration::from_millis(10)));
}
