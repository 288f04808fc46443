//! An answer in progress: its pieces, and when each is due.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::answer::{Answer, End, Kind};
use super::event::Event;
use super::passages::{self, Citations};
use crate::{
    Annotation, ContentPart, FunctionCall, FunctionStep, FunctionStepCall, Message, RefusalPart,
    StepId, StepToolCall, ToolCall,
};

/// An answer in progress, between the event that begins its step and those that end it.
pub(super) struct Writing {
    pub(super) work: Work,
    pub(super) end: End,
    pieces: VecDeque<Piece>,
    pace: Duration,
    /// When the next piece is due; `None` if the time is too far away to be represented.
    due: Option<Instant>,
    /// The number of pieces after which the connection of a stream breaks.
    cut: Option<usize>,
}

/// What is being written.
pub(super) enum Work {
    Nothing,
    /// A message, with the text written so far.
    Message(Box<Message>),
    Calls(Vec<ToolCall>),
    /// A call of a built-in tool.
    Tool,
}

/// A piece of the answer: the text or call that it adds, and the events that announce it.
pub(super) struct Piece {
    pub(super) text: String,
    /// What refers to the text, which is then a citation.
    annotation: Option<Annotation>,
    /// The call, if the piece is one.
    pub(super) call: Option<StepToolCall>,
    pub(super) events: Vec<Event>,
}

/// The next step of writing.
pub(super) enum Next {
    /// A piece has been written.
    Piece(Box<Piece>),
    /// The connection of a stream breaks.
    Cut,
    /// The next piece is not due yet.
    Wait,
    End,
}

impl Writing {
    pub(super) fn new(work: Work, answer: &Answer, now: Instant) -> Self {
        let (pieces, end) = (VecDeque::new(), answer.end.clone());
        Self { work, end, pieces, pace: answer.pace, due: Some(now), cut: answer.cut }
    }

    /// Writes a message word by word.
    pub(super) fn message(
        message: Message,
        answer: &Answer,
        words: &str,
        citations: &Citations,
        now: Instant,
    ) -> Self {
        let refused = matches!(answer.kind, Kind::Refusal(_));
        let mut annotated = 0;
        let pieces = citations.cut(words).into_iter().map(|word| {
            let annotation = word.annotation.filter(|_| !refused);
            let events =
                vec![word_event(&message, refused, word.text, annotation.as_ref(), annotated)];
            annotated += usize::from(annotation.is_some());
            Piece { text: word.text.to_owned(), annotation, call: None, events }
        });
        let pieces = pieces.collect();
        let message = message.content([if refused { refusal() } else { ContentPart::text("") }]);
        Self { pieces, ..Self::new(Work::Message(Box::new(message)), answer, now) }
    }

    /// Writes calls, each as one piece.
    pub(super) fn calls(
        calls: Vec<ToolCall>,
        step: &StepId,
        answer: &Answer,
        now: Instant,
    ) -> Self {
        let pieces = calls.iter().enumerate().map(|(index, call)| Piece {
            text: call.function.arguments.to_string(),
            annotation: None,
            call: Some(pending(call)),
            events: call_events(step, index, call),
        });
        let pieces = pieces.collect();
        Self { pieces, ..Self::new(Work::Calls(calls), answer, now) }
    }

    /// Writes the call of a built-in tool as one piece.
    pub(super) fn tool(call: StepToolCall, step: &StepId, answer: &Answer, now: Instant) -> Self {
        let events = tool_events(step, &call);
        let text = match &call {
            StepToolCall::CodeInterpreter(call) => call.code_interpreter.input.clone(),
            _ => String::new(),
        };
        let pieces = VecDeque::from([Piece { text, annotation: None, call: Some(call), events }]);
        Self { pieces, ..Self::new(Work::Tool, answer, now) }
    }

    pub(super) fn next(&mut self, now: Instant) -> Next {
        if self.cut == Some(0) || self.cut.is_some() && self.pieces.is_empty() {
            self.cut = None;
            return Next::Cut;
        }
        if self.pieces.is_empty() {
            return Next::End;
        }
        match self.due.is_some_and(|due| due <= now) {
            true => self.write(),
            false => Next::Wait,
        }
    }

    fn write(&mut self) -> Next {
        let Some(piece) = self.pieces.pop_front() else { return Next::End };
        self.cut = self.cut.map(|left| left.saturating_sub(1));
        self.due = self.due.and_then(|due| due.checked_add(self.pace));
        if let Work::Message(message) = &mut self.work {
            say(message, &piece);
        }
        Next::Piece(Box::new(piece))
    }

    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }
}

/// Adds a word to a message.
fn say(message: &mut Message, piece: &Piece) {
    match message.content.first_mut() {
        Some(ContentPart::Refusal(part)) => part.refusal.push_str(&piece.text),
        Some(ContentPart::Text(part)) => {
            part.text.value.push_str(&piece.text);
            part.text.annotations.extend(piece.annotation.clone());
        }
        _ => {}
    }
}

fn refusal() -> ContentPart {
    ContentPart::Refusal(RefusalPart::new().refusal(""))
}

/// A word of a message, or a citation with its annotation, which has this index.
fn word_event(
    message: &Message,
    refused: bool,
    word: &str,
    annotation: Option<&Annotation>,
    index: usize,
) -> Event {
    let annotations: Vec<_> =
        annotation.iter().map(|annotation| passages::delta(annotation, index)).collect();
    let part = match refused {
        true => json!({ "index": 0, "type": "refusal", "refusal": word }),
        false => {
            json!({ "index": 0, "type": "text", "text": { "value": word, "annotations": annotations } })
        }
    };
    delta("thread.message.delta", message.id.as_str(), json!({ "content": [part] }))
}

/// As with the service, a call is announced without its arguments, which follow.
fn call_events(step: &StepId, index: usize, call: &ToolCall) -> Vec<Event> {
    let FunctionCall { name, arguments, .. } = &call.function;
    let begins = json!({ "name": name, "arguments": "", "output": null });
    let begins = json!({ "index": index, "id": call.id, "type": "function", "function": begins });
    let follows =
        json!({ "index": index, "type": "function", "function": { "arguments": arguments } });
    [begins, follows].map(|call| call_event(step, call)).into()
}

/// The code interpreter tells its program and then what it printed; the file search only that it searches.
fn tool_events(step: &StepId, call: &StepToolCall) -> Vec<Event> {
    match call {
        StepToolCall::CodeInterpreter(call) => {
            let part = |part: Value| json!({ "index": 0, "type": "code_interpreter", "code_interpreter": part });
            let mut begins = part(json!({ "input": "", "outputs": [] }));
            begins["id"] = json!(call.id);
            let mut events = vec![begins, part(json!({ "input": call.code_interpreter.input }))];
            let outputs = call.code_interpreter.outputs.iter().enumerate();
            events.extend(outputs.map(|(index, output)| {
                let mut output = json!(output);
                output["index"] = index.into();
                part(json!({ "outputs": [output] }))
            }));
            events.into_iter().map(|call| call_event(step, call)).collect()
        }
        StepToolCall::FileSearch(call) => {
            let call =
                json!({ "index": 0, "id": call.id, "type": "file_search", "file_search": {} });
            vec![call_event(step, call)]
        }
        _ => Vec::new(),
    }
}

fn call_event(step: &StepId, call: Value) -> Event {
    let details = json!({ "step_details": { "type": "tool_calls", "tool_calls": [call] } });
    delta("thread.run.step.delta", step.as_str(), details)
}

/// A call whose output is not known yet.
fn pending(call: &ToolCall) -> StepToolCall {
    let function =
        FunctionStepCall::new().name(&call.function.name).arguments(&call.function.arguments);
    StepToolCall::Function(FunctionStep::new().id(&call.id).function(function))
}

fn delta(name: &str, id: &str, delta: Value) -> Event {
    Event::new(name, &json!({ "id": id, "object": name, "delta": delta }))
}
