//! Each case runs uncut, cut at every pair of bytes, and byte by byte. `S…` are the numbers of `tests/PORTED.md`.

use super::text::KEPT;
use super::*;

type Owned = (String, String, String);

fn owned(event: &RawEvent<'_>) -> Owned {
    (event.event.to_string(), event.data.to_string(), event.id.to_owned())
}

/// Maps each event of a stream that arrives in these chunks with `read`.
fn decode<T>(chunks: &[&[u8]], read: impl Fn(&RawEvent<'_>) -> T) -> Vec<T> {
    let mut decoder = Decoder::new(1 << 20);
    let mut events = Vec::new();
    for chunk in chunks {
        decoder.push(Bytes::copy_from_slice(chunk));
        while let Some(event) = decoder.next().expect("within the limit") {
            events.push(read(&event));
        }
    }
    events
}

/// Every way to cut a stream: not at all, at each pair of bytes, and everywhere.
fn cuts(stream: &[u8]) -> impl Iterator<Item = Vec<&[u8]>> {
    let pairs = (0..=stream.len())
        .flat_map(move |first| (first..=stream.len()).map(move |second| (first, second)));
    let pairs = pairs.map(move |(first, second)| {
        vec![&stream[..first], &stream[first..second], &stream[second..]]
    });
    [vec![stream], stream.chunks(1).collect()].into_iter().chain(pairs)
}

#[track_caller]
fn assert_reads<T>(stream: &[u8], read: impl Fn(&RawEvent<'_>) -> T, expected: &[T])
where
    T: PartialEq + std::fmt::Debug,
{
    for chunks in cuts(stream) {
        let parts: Vec<_> = chunks.iter().map(|chunk| String::from_utf8_lossy(chunk)).collect();
        assert_eq!(decode(&chunks, &read), expected, "{parts:?}");
    }
}

/// Checks that a stream has events with these names, data and ids, however it is cut, and that the standard agrees.
#[track_caller]
fn assert_events(stream: &[u8], expected: &[(&str, &str, &str)]) {
    let expected: Vec<Owned> = expected
        .iter()
        .map(|(event, data, id)| ((*event).into(), (*data).into(), (*id).into()))
        .collect();
    assert_eq!(reference(stream), expected, "{}", String::from_utf8_lossy(stream));
    assert_reads(stream, owned, &expected);
}

/// Like the check above, for events that have only data.
#[track_caller]
fn assert_data(stream: &[u8], expected: &[&str]) {
    let expected: Vec<_> = expected.iter().map(|data| ("", *data, "")).collect();
    assert_events(stream, &expected);
}

/// The algorithm of the standard, word for word, over the whole input.
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
    b"\xEFdata: no mark\n\ndata: \xE2\x82\xAC \xF0\x9F\x8E\x89\n\ndata: \xFF\xFE bad\n\ndata: fine\n\n",
    b"datax: no\ndat: no\nDATA: no\nretry: 10\nretry: +5\nretry: 1_0\ndata: nul \0 kept\nid: a\0b\n\n",
    b":: a comment\n: that goes on\nunknown: field\ndata:no space\n:in between\ndata: {\"a\":\"\\n\\n\"}\n\n",
    b"\n\n\r\r\r\n\r\ndata: after blanks\n\n",
];

#[test]
fn streams_decode_as_the_standard_says() {
    for stream in STREAMS {
        assert_reads(stream, owned, &reference(stream));
    }
}

/// Twenty thousand streams of the bytes that matter to a decoder, each in random chunks. They are the same on each run.
#[test]
fn random_streams_decode_as_the_standard_says() {
    const PARTS: [&[u8]; 16] = [
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"data",
        b"data:",
        b"data: ",
        b"event: ",
        b"id: ",
        b"retry: 1",
        b":",
        b" ",
        b"x",
        b"\0",
        b"\xEF\xBB\xBF",
        b"\xE2\x82",
    ];
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let parts: Vec<&[u8]> = (0..random(24)).map(|_| PARTS[random(PARTS.len())]).collect();
        let stream = parts.concat();
        let (mut chunks, mut rest) = (Vec::new(), &stream[..]);
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(1 + random(rest.len()));
            (chunks, rest) = ([chunks, vec![chunk]].concat(), after);
        }
        assert_eq!(decode(&chunks, owned), reference(&stream), "{chunks:?}");
    }
}

#[test]
fn s1_each_line_end_at_every_cut() {
    for end in ["\n", "\r", "\r\n"] {
        let stream = "event: a\ndata: 1\ndata: 2\n\n: note\nid: 7\ndata: 3\n\n";
        let stream = stream.replace('\n', end);
        assert_events(stream.as_bytes(), &[("a", "1\n2", ""), ("", "3", "7")]);
    }
}

/// The second line end completes the event, so the event is returned at its first byte, not with the bytes after it.
#[test]
fn s2_an_event_comes_with_its_blank_line_and_not_later() {
    for first in ["\n", "\r", "\r\n"] {
        for second in ["\n", "\r", "\r\n"] {
            let start = format!("data: x{first}");
            if first == "\r" && second == "\n" {
                assert_data(format!("{start}{second}").as_bytes(), &[]);
                continue;
            }
            assert_data(start.as_bytes(), &[]);
            assert_data(format!("{start}{}", &second[..1]).as_bytes(), &["x"]);
            assert_data(format!("{start}{second}data: y{first}{second}").as_bytes(), &["x", "y"]);
        }
    }
}

#[test]
fn s3_a_line_end_that_is_cut_makes_no_phantom_event() {
    assert_data(b"data: a\r\ndata: b\r\n\r\n", &["a\nb"]);
    assert_data(b"data: a\r\n\r\ndata: b\r\n\r\n", &["a", "b"]);
    assert_events(b"event: x\r\ndata: a\r\n\r\n", &[("x", "a", "")]);
}

#[test]
fn s4_two_returns_at_the_end_are_one_event() {
    assert_data(b"data: x\r\r", &["x"]);
    assert_data(b"data: x\r\r\r", &["x"]);
}

#[test]
fn s5_one_line_end_at_the_end_is_no_event() {
    for end in ["", "\n", "\r", "\r\n"] {
        assert_data(format!("data: a\n\ndata: cut{end}").as_bytes(), &["a"]);
    }
}

#[test]
fn s6_only_a_mark_at_the_very_start_is_dropped() {
    for (stream, expected) in [
        (&b"\xEF\xBB\xBFdata: x\n\n"[..], &["x"][..]),
        (b"\xEF\xBB\xBF\n\ndata: x\n\n", &["x"]),
        (b"\xEF\xBB\xBF: note\ndata: x\n\n", &["x"]),
        (b"\xEF\xBB\xBF\xEF\xBB\xBFdata: x\n\ndata: y\n\n", &["y"]),
        (b"\n\xEF\xBB\xBFdata: x\n\ndata: y\n\n", &["y"]),
        (b"data: x\n\n\xEF\xBB\xBFdata: lost\ndata: y\n\n", &["x", "y"]),
        (b"data: \xEF\xBB\xBFx\n\n", &["\u{FEFF}x"]),
        (b"data:\xEF\xBB\xBF x\n\n", &["\u{FEFF} x"]),
        (b"\xEF\xBBdata: x\n\ndata: y\n\n", &["y"]),
        (b"\xEFdata: x\n\ndata: y\n\n", &["y"]),
        (b"\xFE\xFFdata: x\n\ndata: y\n\n", &["y"]),
    ] {
        assert_data(stream, expected);
    }
}

#[test]
fn s7_lines_of_data_are_joined_and_empty_ones_count() {
    assert_data(b"data: a\ndata:\ndata: b\n\n", &["a\n\nb"]);
    assert_data(b"data\n\ndata\ndata\n\ndata:\n\n", &["", "\n", ""]);
}

#[test]
fn s8_other_separators_are_no_line_ends() {
    let text = "a\u{2028}b\u{2029}c\u{85}d\u{B}e\u{C}f";
    assert_data(format!("data: {text}\n\n").as_bytes(), &[text]);
}

#[test]
fn s9_a_character_may_be_cut() {
    let text = "\u{E9} \u{20AC} \u{1F389}";
    assert_events(format!("event: {text}\ndata: {text}\n\n").as_bytes(), &[(text, text, "")]);
}

#[test]
fn s10_an_escaped_line_end_is_text() {
    assert_data(br#"data: {"a":"\n\n"}"#, &[]);
    assert_data(b"data: {\"a\":\"\\n\\n\"}\n\n", &[r#"{"a":"\n\n"}"#]);
}

/// The number of bytes that a decoder holds apart from the chunk.
fn held(decoder: &Decoder) -> usize {
    decoder.held.capacity()
        + decoder.event.owned.capacity()
        + decoder.data.owned.capacity()
        + decoder.id.last.capacity()
        + decoder.id.before.capacity()
}

#[test]
fn s11_comments_and_unknown_fields_take_no_memory() {
    assert_data(b": note\ndata: x\nnope: 1\n:\n\n", &["x"]);
    let mut decoder = Decoder::new(64);
    for start in [": a comment", "unknown: field", "dat", "a line without a colon"] {
        decoder.push(Bytes::from_static(start.as_bytes()));
        assert_eq!(decoder.next(), Ok(None));
        for _ in 0..1000 {
            decoder.push(Bytes::from_static(&[b'.'; 100]));
            assert_eq!(decoder.next(), Ok(None));
        }
        assert!(held(&decoder) <= 256, "{} bytes", held(&decoder));
        decoder.push(Bytes::from_static(b"\n"));
        assert_eq!(decoder.next(), Ok(None));
    }
    decoder.push(Bytes::from_static(b"data: x\n\n"));
    assert!(decoder.next().is_ok_and(|event| event.is_some()));
}

#[test]
fn s12_lines_without_an_end_are_no_event_and_their_memory_comes_back() {
    let mut decoder = Decoder::new(1 << 20);
    for line in 0..2000 {
        decoder.push(format!("data: {line:0100}\n").into());
        assert_eq!(decoder.next(), Ok(None));
    }
    assert!(held(&decoder) > 2000 * 100);
    decoder.push(Bytes::from_static(b"\n"));
    assert!(decoder.next().is_ok_and(|event| event.is_some()));
    decoder.push(Bytes::from_static(b"data: x\n\n"));
    assert!(decoder.next().is_ok_and(|event| event.is_some()));
    assert!(held(&decoder) <= 3 * KEPT, "{} bytes", held(&decoder));
}

/// Decodes a stream in chunks of `step` bytes. Returns the number of events, or that one was too large.
fn count(limit: usize, stream: &[u8], step: usize) -> Result<usize, EventTooLarge> {
    let mut decoder = Decoder::new(limit);
    let mut events = 0;
    for chunk in stream.chunks(step) {
        decoder.push(Bytes::copy_from_slice(chunk));
        while decoder.next()?.is_some() {
            events += 1;
        }
        assert!(held(&decoder) <= 2 * (limit + step) + 64, "{} bytes", held(&decoder));
    }
    Ok(events)
}

/// The limit is exact, wherever the chunks begin.
#[test]
fn s13_an_event_up_to_the_limit_passes_and_a_larger_one_is_refused() {
    let x = |size: usize| "x".repeat(size);
    for (of_size, name) in [
        (&(|size| format!("data: {}\n\n", x(size))) as &dyn Fn(usize) -> String, "one line"),
        (&|size| format!("data:{}\ndata: {}\n\n", x(size - 41), x(40)), "two lines"),
        (&|size| format!("event: {}\ndata: {}\n\n", x(size - 10), x(10)), "a name"),
        (&|size| format!("event: {}\nevent:{}\ndata\n\n", x(size), x(size)), "two names"),
        (&|size| format!("id: {}\ndata: {}\n\n", x(size), x(10)), "an id"),
        (&|size| format!(": {}\n{}: y\ndata: {}\n\n", x(2 * size), x(size), x(size)), "a comment"),
    ] {
        for step in [1, 7, 64, 4096] {
            assert_eq!(count(1000, of_size(1000).as_bytes(), step), Ok(1), "{name} by {step}");
            let refused = Err(EventTooLarge { limit: 1000 });
            assert_eq!(count(1000, of_size(1001).as_bytes(), step), refused, "{name} by {step}");
        }
    }
}

/// A name of a field that a chunk cuts is not yet that field, and each field counts the same before and after the others.
#[test]
fn the_limit_is_the_same_at_every_cut() {
    for (stream, size) in [
        ("data: 1234\ndatabase: 1\n\n", 4),
        ("data: 1234\ndata\n\n", 5),
        ("data: 1234\nid: 123\nidle\nretry: 10\nretrying: 10000\n\n", 4),
        ("id: 123\ndata: 1234\nevent: ab\neventual\n\n", 6),
        ("event: ab\ndata: 1234\nevents: abcdefgh\nid: 1234\n\n", 6),
        ("id: \u{fffd}\ndata: x\n\n", 3),
    ] {
        for chunks in cuts(stream.as_bytes()) {
            for (limit, whole) in [(size, true), (size - 1, false)] {
                let mut decoder = Decoder::new(limit);
                let result = chunks.iter().try_for_each(|chunk| {
                    decoder.push(Bytes::copy_from_slice(chunk));
                    while decoder.next()?.is_some() {}
                    Ok::<_, EventTooLarge>(())
                });
                assert_eq!(result.is_ok(), whole, "{stream:?} with {limit}, {}", chunks.len());
            }
        }
    }
}

#[test]
fn an_id_counts_as_it_is_kept_and_its_memory_comes_back() {
    let invalid = [b"id: ".as_slice(), &[0xff; 100_000], b"\n"].concat();
    let mut decoder = Decoder::new(300_000);
    for _ in 0..3 {
        decoder.push(Bytes::from(invalid.clone()));
        assert_eq!(decoder.next(), Ok(None));
        assert_eq!(decoder.id.last.len(), 300_000);
        assert!(held(&decoder) <= 300_000 + KEPT, "{} bytes", held(&decoder));
        decoder.push(Bytes::from_static(b"id: 1\n"));
        assert_eq!(decoder.next(), Ok(None));
        assert!(held(&decoder) <= KEPT, "{} bytes", held(&decoder));
    }
    for step in [1, 7, 1 << 20] {
        assert_eq!(count(299_999, &invalid, step), Err(EventTooLarge { limit: 299_999 }), "{step}");
    }
}

/// Snapshots with pictures are larger than any limit that seemed sufficient.
#[test]
fn s13_the_limit_goes_beyond_64_mib() {
    let stream = ["data: ", &"x".repeat(65 << 20), "\n\n"].concat();
    assert_eq!(count(66 << 20, stream.as_bytes(), 1 << 20), Ok(1));
}

/// The cost of decoding a stream: the bytes examined and copied per byte of the stream.
fn cost(stream: &[u8], step: usize, events: usize) -> f64 {
    meter::take();
    assert_eq!(count(stream.len(), stream, step), Ok(events));
    meter::take() as f64 / stream.len() as f64
}

/// A decoder that starts over with each chunk, or moves the rest of the chunk with each event, costs thousands here.
#[test]
fn s14_the_cost_grows_with_the_stream_and_no_faster() {
    let line = ["data: ", &"x".repeat(1 << 20), "\n\n"].concat();
    let lines = ["data: line\n".repeat(50_000), "\n".into()].concat();
    let comment = [": ", &"x".repeat(1 << 20), "\n\n"].concat();
    let tiny = "data: x\n\n".repeat(40_000);
    for (stream, events) in [(line, 1), (lines, 1), (comment, 0), (tiny, 40_000)] {
        for step in [16, 1000, 1 << 30] {
            let cost = cost(stream.as_bytes(), step, events);
            assert!(cost <= 4.0, "{cost} a byte for {:?}… by {step}", &stream[..9]);
        }
    }
}

#[test]
fn s15_an_id_stays_until_another_comes() {
    assert_events(
        b"id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\nid: x\0y\ndata: d\n\nid\ndata: e\n\n",
        &[("", "a", "1"), ("", "b", "1"), ("", "c", "2"), ("", "d", "2"), ("", "e", "")],
    );
}

#[test]
fn s16_a_retry_is_digits_only() {
    for (value, expected) in [
        ("10", 10),
        ("1000x", 3),
        ("+5", 3),
        ("-5", 3),
        ("1_0", 3),
        ("1.5", 3),
        (" 7", 3),
        ("", 3),
        ("\u{661}", 3),
        ("99999999999999999999999", 3),
    ] {
        let stream = format!("retry: 3\nretry: {value}\ndata: x\n\n");
        let expected = [Some(Duration::from_millis(expected))];
        assert_reads(stream.as_bytes(), |event| event.retry, &expected);
    }
}

#[test]
fn s17_a_nul_is_kept_in_data() {
    assert_data(b"data: a\0b\n\n", &["a\0b"]);
}

#[test]
fn s19_invalid_utf_8_is_replaced_and_told_and_the_rest_comes() {
    let stream = b"data: \xFF\n\ndata: x\n\nevent: \xF0\x9F\ndata: y\n\n";
    assert_events(stream, &[("", "\u{FFFD}", ""), ("", "x", ""), ("\u{FFFD}", "y", "")]);
    assert_reads(stream, |event| event.lossy, &[true, false, false]);
}

#[test]
fn s20_one_space_goes_fields_need_no_colon_and_no_order() {
    assert_data(b"data:  a\n\ndata:b\n\ndata: \n\ndata:\tc\n\n", &[" a", "b", "", "\tc"]);
    assert_events(b"id: 1\ndata: a\nevent: x\n\n", &[("x", "a", "1")]);
    assert_events(b"event: x\nid\ndata\n\n", &[("x", "", "")]);
    assert_data(b" data: no\ndata : no\nData: no\ndata: yes\n\n", &["yes"]);
}

#[test]
fn s21_an_event_without_data_is_none() {
    assert_events(b"event: x\n\nid: 1\n\n\n: note\n\ndata: a\n\n", &[("", "a", "1")]);
}

#[test]
fn an_event_within_a_chunk_is_borrowed() {
    let mut decoder = Decoder::new(64);
    decoder.push(Bytes::from_static(b"event: e\ndata: x\n\n"));
    let event = decoder.next().expect("small").expect("complete");
    assert!(matches!((event.event, event.data), (Cow::Borrowed("e"), Cow::Borrowed("x"))));
}

#[test]
fn a_chunk_that_is_read_is_let_go_of() {
    let chunk = Bytes::from(b"data: a\n\ndata: b".to_vec());
    let mut decoder = Decoder::new(100);
    decoder.push(chunk.clone());
    while decoder.next().expect("within the limit").is_some() {}
    assert!(chunk.is_unique());
}
