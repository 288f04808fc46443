//! JSON Lines: any cut gives the same lines and the same limit, and they are those between the line feeds.

use bytes::Bytes;
use schematic_api::json_lines::Decoder;

use super::assert_at_any_cut;
use crate::source::Source;

const ENDS: &[&str] = &["\n", "\r\n", "\n\n", " \n", "\r", "\n \t\r\n"];

/// The lines with their numbers, up to the end, or up to one that is too large.
type Outcome = (Vec<(u64, Vec<u8>)>, Result<(), usize>);

pub(crate) fn run(source: &mut Source) {
    let stream = stream(source);
    let limit = if source.once_in(2) { source.below(40) } else { usize::MAX };
    let expected = standard(&stream, limit);
    assert_eq!(decode(&[&stream], limit), expected, "{limit}, {:?}", Bytes::from(stream.clone()));
    assert_at_any_cut(source, &stream, limit, &expected, decode);
}

fn stream(source: &mut Source) -> Vec<u8> {
    let mut stream = if source.once_in(8) { b"\xEF\xBB\xBF".to_vec() } else { Vec::new() };
    for _ in 0..source.length(40) {
        match source.below(6) {
            0 => stream.extend((0..source.length(12)).map(|_| source.byte())),
            1 => stream.extend(source.number().to_string().as_bytes()),
            2 => stream.extend(b"x".repeat(source.below(50))),
            3 => {}
            _ => stream.extend(source.text(8).as_bytes()),
        }
        stream.extend(source.pick(ENDS).as_bytes());
    }
    let length = stream.len();
    if source.once_in(2) {
        stream.truncate(source.below(length + 1));
    }
    stream
}

/// What the lines are, by their definition.
fn standard(stream: &[u8], limit: usize) -> Outcome {
    let stream = stream.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(stream);
    let mut lines = Vec::new();
    for (line, number) in stream.split(|byte| *byte == b'\n').zip(1..) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.len() > limit {
            return (lines, Err(limit));
        }
        if !line.trim_ascii().is_empty() {
            lines.push((number, line.to_vec()));
        }
    }
    (lines, Ok(()))
}

fn decode(pieces: &[&[u8]], limit: usize) -> Outcome {
    let mut lines = Vec::new();
    let result = read(pieces, limit, &mut lines);
    (lines, result)
}

fn read(pieces: &[&[u8]], limit: usize, lines: &mut Vec<(u64, Vec<u8>)>) -> Result<(), usize> {
    let mut decoder = Decoder::new(limit);
    for piece in pieces {
        decoder.push(Bytes::copy_from_slice(piece));
        while let Some(line) = decoder.next().map_err(|error| error.limit)? {
            lines.push((line.number, line.content.to_vec()));
        }
    }
    let last = decoder.finish().map_err(|error| error.limit)?;
    lines.extend(last.map(|line| (line.number, line.content.to_vec())));
    Ok(())
}
