//! The fields that a line of a stream can set.

/// The field that a line sets.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Data,
    Event,
    Id,
    Retry,
    /// A comment, or a field that the standard does not define.
    Ignored,
}

const KNOWN: [(&[u8], Field); 4] = [
    (b"data", Field::Data),
    (b"event", Field::Event),
    (b"id", Field::Id),
    (b"retry", Field::Retry),
];

/// Returns the field of a line and its value, without one leading space.
#[inline]
pub(super) fn split(line: &[u8]) -> (Field, &[u8]) {
    for (name, field) in KNOWN {
        match line.strip_prefix(name) {
            Some([b':', b' ', value @ ..] | [b':', value @ ..]) => return (field, value),
            Some([]) => return (field, &[]),
            _ => {}
        }
    }
    (Field::Ignored, &[])
}

/// Whether the start of a line can become a known field, so that it has to be held.
pub(super) fn may_be_field(start: &[u8]) -> bool {
    let name = start.split(|byte| *byte == b':').next().unwrap_or_default();
    let cut = name.len() == start.len();
    KNOWN.iter().any(|(field, _)| *field == name || cut && field.starts_with(name))
}

/// Returns the number of bytes that are kept of a value. That of an id is kept as text, where each invalid part takes
/// the three bytes of U+FFFD.
#[inline]
pub(super) fn size(field: Field, value: &[u8]) -> usize {
    match field {
        Field::Id => value
            .utf8_chunks()
            .map(|part| part.valid().len() + if part.invalid().is_empty() { 0 } else { 3 })
            .sum(),
        _ => value.len(),
    }
}
