//! The states of a line while somebody types it.

use crate::subject::{Line, Subject};

/// What stands in the place of the line, and perhaps of the other one.
pub(crate) struct State {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    pub(crate) line: fn(&Line) -> String,
    pub(crate) other: Option<fn(&Line) -> String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where the sound line was.
    Own,
    /// Before all the other lines.
    First,
}

impl State {
    const fn of(name: &'static str, line: fn(&Line) -> String) -> Self {
        Self { name, place: Place::Own, line, other: None }
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.name == SOUND.name
    }

    /// The texts of the lines that are broken, each with the name of its method and the text of the sound one.
    pub(crate) fn broken(&self, subject: &Subject) -> Vec<(String, String, &'static str)> {
        let line = &subject.line;
        let mut broken = vec![(sound(line), (self.line)(line), line.name)];
        if let Some(other) = self.other {
            broken.push((sound(&subject.other), other(&subject.other), subject.other.name));
        }
        broken
    }
}

/// The sound line, up to its reply.
fn sound(line: &Line) -> String {
    let Line { name, method, path, inputs, reply, .. } = line;
    format!("{name}: {method} {path}{inputs} -> {reply}")
}

fn unknown_method(line: &Line) -> String {
    let Line { name, path, inputs, reply, .. } = line;
    format!("{name}: GTE {path}{inputs} -> {reply};")
}

fn no_reply(line: &Line) -> String {
    let Line { name, method, path, inputs, .. } = line;
    format!("{name}: {method} {path}{inputs} -> ;")
}

fn unclosed_parameter(line: &Line) -> String {
    let Line { name, method, start, .. } = line;
    format!("{name}: {method} {start}<thr")
}

fn name_only(line: &Line) -> String {
    line.name.to_owned()
}

fn name_and_equals(line: &Line) -> String {
    format!("{} =", line.name)
}

fn unfinished_type(line: &Line) -> String {
    let Line { name, method, path, inputs, reply, .. } = line;
    format!("{name}: {method} {path}{inputs} -> Vec<{}", &reply[..2])
}

fn unclosed_brace(line: &Line) -> String {
    let Line { name, method, start, .. } = line;
    format!("{name}: {method} {start}{{thread")
}

fn unclosed_quote(line: &Line) -> String {
    let Line { name, method, start, .. } = line;
    format!("{name}: {method} \"{start}")
}

/// Without a mistake.
pub(crate) const SOUND: State = State::of("no mistake", |line| sound(line) + ";");

/// The states of `macros/src/tests/recovery.rs`, and two that no macro can recover from.
pub(crate) const BROKEN: &[State] = &[
    State::of("unknown method", unknown_method),
    State { name: "error first", place: Place::First, line: unknown_method, other: None },
    State::of("`-> ;`", no_reply),
    State::of("`/threads/<thr`", unclosed_parameter),
    State::of("name only", name_only),
    State::of("`name =`", name_and_equals),
    State::of("`-> Vec<Ru`", unfinished_type),
    State::of("missing `;`", sound),
    State {
        name: "two broken lines",
        place: Place::Own,
        line: unknown_method,
        other: Some(unfinished_type),
    },
    State::of("unclosed `{`", unclosed_brace),
    State::of("unclosed `\"`", unclosed_quote),
];
