//! What the events of a run add up to, and the emulator's bodies.

use schematic_api::Api;
use schematic_api::reply::Text;
use schematic_api::sse::Event;
use schematic_openai::emulator::Emulator;
use schematic_openai::{RunEvent, RunSnapshot};

use crate::Reader;
use crate::canned::wait;

const MIB: usize = 1024 * 1024;

pub(crate) const READERS: &[Reader] = &[
    Reader {
        name: "snapshot: words",
        largest: 4 * MIB,
        begin: |size| applied(size, |_| vec![part(0)]),
    },
    Reader {
        name: "snapshot: messages",
        largest: 4 * MIB,
        begin: |size| applied(size, |at| vec![created("message", at), part(0)]),
    },
    Reader {
        name: "snapshot: steps",
        largest: 4 * MIB,
        begin: |size| applied(size, |at| vec![created("run.step", at), step(0)]),
    },
    Reader {
        name: "snapshot: parts",
        largest: 4 * MIB,
        begin: |size| applied(size, |at| vec![part(at % 65_536)]),
    },
    Reader {
        name: "snapshot: parts that are late",
        largest: 4 * MIB,
        begin: |size| applied(size, |at| vec![part(late(at))]),
    },
    Reader {
        name: "snapshot: tool calls that are late",
        largest: 4 * MIB,
        begin: |size| applied(size, |at| vec![step(late(at))]),
    },
    Reader {
        name: "snapshot: annotations",
        largest: 4 * MIB,
        begin: |size| applied(size, |at| vec![annotation(at % 65_536)]),
    },
    Reader {
        name: "emulator: metadata",
        largest: MIB,
        begin: |size| {
            emulated(size, |size| {
                format!(
                    r#"{{"model":"gpt-4o","metadata":{{{}"a":"b"}}}}"#,
                    r#""a":"b","#.repeat(size / 8)
                )
            })
        },
    },
    Reader {
        name: "emulator: tools",
        largest: MIB,
        begin: |size| {
            emulated(size, |size| {
                format!(
                    r#"{{"model":"gpt-4o","tools":[{}{{}}]}}"#,
                    r#"{"type":"code_interpreter"},"#.repeat(size / 28)
                )
            })
        },
    },
    Reader {
        name: "emulator: unknown",
        largest: MIB,
        begin: |size| {
            emulated(size, |size| {
                format!(r#"{{"model":"gpt-4o","x":[{}1]}}"#, "[1],".repeat(size / 4))
            })
        },
    },
];

fn event(name: &str, data: &str) -> RunEvent {
    RunEvent::decode(name, data).expect("an event")
}

fn created(kind: &str, at: usize) -> RunEvent {
    event(&format!("thread.{kind}.created"), &format!(r#"{{"id":"{kind}_{at}"}}"#))
}

fn part(index: usize) -> RunEvent {
    let part = format!(r#"{{"index":{index},"type":"text","text":{{"value":"word"}}}}"#);
    event(
        "thread.message.delta",
        &format!(r#"{{"id":"message_first","delta":{{"content":[{part}]}}}}"#),
    )
}

fn annotation(index: usize) -> RunEvent {
    let note = format!(r#"{{"index":{index},"type":"file_path","text":"a"}}"#);
    let part = format!(r#"{{"index":0,"type":"text","text":{{"annotations":[{note}]}}}}"#);
    event(
        "thread.message.delta",
        &format!(r#"{{"id":"message_first","delta":{{"content":[{part}]}}}}"#),
    )
}

fn step(index: usize) -> RunEvent {
    let call =
        format!(r#"{{"index":{index},"type":"function","function":{{"arguments":"word"}}}}"#);
    let details = format!(r#"{{"type":"tool_calls","tool_calls":[{call}]}}"#);
    event(
        "thread.run.step.delta",
        &format!(r#"{{"id":"run.step_first","delta":{{"step_details":{details}}}}}"#),
    )
}

/// The indices of a list whose first members come last, as far as a list allows it, again and again.
fn late(at: usize) -> usize {
    const GAP: usize = 16;
    const ROUND: usize = 40_000;
    match at % ROUND {
        at if at >= ROUND - GAP => ROUND - 1 - at,
        at => at + GAP,
    }
}

fn applied(size: usize, next: fn(usize) -> Vec<RunEvent>) -> (usize, Box<dyn FnMut()>) {
    // The events have about 100 bytes each.
    let first = ["message", "run.step"].map(|kind| {
        let data = format!(
            r#"{{"id":"{kind}_first","step_details":{{"type":"tool_calls","tool_calls":[]}}}}"#
        );
        event(&format!("thread.{kind}.created"), &data)
    });
    let events = (0..size / 100).flat_map(next).collect::<Vec<_>>();
    let read = move || {
        let mut snapshot = RunSnapshot::new();
        for event in first.iter().chain(&events) {
            snapshot.apply(event).expect("it fits");
        }
    };
    (size, Box::new(read))
}

fn emulated(size: usize, body: fn(usize) -> String) -> (usize, Box<dyn FnMut()>) {
    let (openai, body) = (Emulator::new().client(), body(size));
    let read = move || {
        let request = openai.client().request(schematic_api::Method::POST, "/assistants");
        let request = request.bytes(body.clone()).header("content-type", "application/json");
        // Refused or not, it is read.
        drop(wait(async { request.header("openai-beta", "assistants=v2").send::<Text>().await }));
    };
    (size, Box::new(read))
}
