//! A run of the Assistants API as its service streams it: whole objects, with thousands of small deltas between them.

/// Returns what a delta adds to a message.
const WORDS: [&str; 16] = [
    "The",
    " forecast",
    " for",
    " Zürich",
    " says",
    " \\\"light",
    " rain\\\"",
    " until",
    " noon",
    ",",
    " then",
    " clearing",
    " from",
    " the",
    " west",
    ".\\n",
];

/// Returns what a delta adds to a tool call.
const CODE: [&str; 4] = ["import", " pandas\\n", "print(", "pandas.__version__)\\n"];

/// One in this many deltas of a message refers to a file.
const CITED: usize = 40;

/// Returns the stream of a run with this many deltas: one in eight belongs to a tool call, the others to a message.
pub fn run(deltas: usize) -> String {
    let mut stream = Stream(opening());
    let code = (0..deltas / 8).map(|index| CODE[index % CODE.len()]).collect::<Vec<_>>();
    stream.step("tool_calls", &code_step(""), &code_step(&code.concat()), |stream| {
        code.iter().for_each(|code| stream.event("thread.run.step.delta", &code_delta(code)));
    });
    let words = (code.len()..deltas).map(|index| WORDS[index % WORDS.len()]).collect::<Vec<_>>();
    let details = r#"{"type":"message_creation","message_creation":{"message_id":"msg_abc123"}}"#;
    stream.step("message_creation", details, details, |stream| stream.message(&words));
    stream.event("thread.run.completed", &run_object("completed"));
    stream.event("done", "[DONE]");
    stream.0
}

/// The events of a [`beginning`].
pub const BEGINNING_EVENTS: usize = 5;

/// Returns the first events of a run: the run, a message, and its first word.
pub fn beginning() -> String {
    let mut stream = Stream(opening());
    stream.event("thread.message.created", &message_object("in_progress", "[]"));
    stream.event("thread.message.delta", &message_delta(0, WORDS[0]));
    stream.0
}

/// Returns one event of about this many bytes.
pub fn event(bytes: usize) -> String {
    let text = WORDS.concat();
    let value = text.repeat(bytes / text.len());
    let mut stream = Stream(String::new());
    stream.event("thread.message.delta", &message_delta(0, &value));
    stream.0
}

struct Stream(String);

impl Stream {
    fn event(&mut self, name: &str, data: &str) {
        self.0.push_str(&format!("event: {name}\ndata: {data}\n\n"));
    }

    /// Writes a step from its creation to its end, with the events between.
    fn step(&mut self, kind: &str, before: &str, after: &str, between: impl FnOnce(&mut Self)) {
        self.event("thread.run.step.created", &step_object(kind, "in_progress", before));
        self.event("thread.run.step.in_progress", &step_object(kind, "in_progress", before));
        between(self);
        self.event("thread.run.step.completed", &step_object(kind, "completed", after));
    }

    /// Writes a message word by word, and then whole.
    fn message(&mut self, words: &[&str]) {
        self.event("thread.message.created", &message_object("in_progress", "[]"));
        self.event("thread.message.in_progress", &message_object("in_progress", "[]"));
        for (index, word) in words.iter().enumerate() {
            self.event("thread.message.delta", &message_delta(index, word));
        }
        let text = words.concat();
        let content =
            format!(r#"[{{"type":"text","text":{{"value":"{text}","annotations":[]}}}}]"#);
        self.event("thread.message.completed", &message_object("completed", &content));
    }
}

fn opening() -> String {
    let mut stream = Stream(String::new());
    for status in ["created", "queued", "in_progress"] {
        let object = run_object(if status == "created" { "queued" } else { status });
        stream.event(&format!("thread.run.{status}"), &object);
    }
    stream.0
}

fn run_object(status: &str) -> String {
    format!(
        r#"{{"id":"run_abc123","object":"thread.run","created_at":1710348075,"assistant_id":"asst_abc123","thread_id":"thread_abc123","status":"{status}","started_at":null,"expires_at":1710348675,"cancelled_at":null,"failed_at":null,"completed_at":null,"required_action":null,"last_error":null,"model":"gpt-4o","instructions":"You forecast the weather.","tools":[{{"type":"code_interpreter"}}],"metadata":{{}},"temperature":1.0,"top_p":1.0,"max_completion_tokens":null,"max_prompt_tokens":null,"truncation_strategy":{{"type":"auto","last_messages":null}},"incomplete_details":null,"usage":null,"response_format":"auto","tool_choice":"auto","parallel_tool_calls":true}}"#
    )
}

fn step_object(kind: &str, status: &str, details: &str) -> String {
    format!(
        r#"{{"id":"step_abc123","object":"thread.run.step","created_at":1710348076,"run_id":"run_abc123","assistant_id":"asst_abc123","thread_id":"thread_abc123","type":"{kind}","status":"{status}","cancelled_at":null,"completed_at":null,"expires_at":1710348675,"failed_at":null,"last_error":null,"step_details":{details},"metadata":{{}},"usage":null}}"#
    )
}

fn code_step(input: &str) -> String {
    format!(
        r#"{{"type":"tool_calls","tool_calls":[{{"id":"call_abc123","type":"code_interpreter","code_interpreter":{{"input":"{input}","outputs":[]}}}}]}}"#
    )
}

fn code_delta(input: &str) -> String {
    format!(
        r#"{{"id":"step_abc123","object":"thread.run.step.delta","delta":{{"step_details":{{"type":"tool_calls","tool_calls":[{{"index":0,"type":"code_interpreter","code_interpreter":{{"input":"{input}"}}}}]}}}}}}"#
    )
}

fn message_object(status: &str, content: &str) -> String {
    format!(
        r#"{{"id":"msg_abc123","object":"thread.message","created_at":1710348076,"assistant_id":"asst_abc123","thread_id":"thread_abc123","run_id":"run_abc123","status":"{status}","incomplete_details":null,"incomplete_at":null,"completed_at":null,"role":"assistant","content":{content},"attachments":[],"metadata":{{}}}}"#
    )
}

fn message_delta(index: usize, word: &str) -> String {
    let annotations = if index % CITED == CITED - 1 {
        format!(
            r#","annotations":[{{"index":{},"type":"file_citation","text":"[source]","file_citation":{{"file_id":"file_abc123"}},"start_index":{index},"end_index":{}}}]"#,
            index / CITED,
            index + 8
        )
    } else {
        String::new()
    };
    format!(
        r#"{{"id":"msg_abc123","object":"thread.message.delta","delta":{{"content":[{{"index":0,"type":"text","text":{{"value":"{word}"{annotations}}}}}]}}}}"#
    )
}
