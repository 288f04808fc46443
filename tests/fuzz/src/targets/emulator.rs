//! The emulator under hostile requests: it answers each, never with a fault of its own, and in the form of the service.

use schematic_api::reply::Text;
use schematic_api::{Api, Method};
use schematic_openai::emulator::Emulator;
use schematic_openai::{ErrorResponse, OpenAi};
use serde_json::{Value, json};

use super::{objects, paused};
use crate::source::Source;

/// The requests of a session, with the objects that they are likely to name.
const REQUESTS: &[(&str, &str)] = &[
    ("POST", "/assistants"),
    ("GET", "/assistants"),
    ("GET", "/assistants/ASSISTANT"),
    ("POST", "/assistants/ASSISTANT"),
    ("DELETE", "/assistants/ASSISTANT"),
    ("POST", "/threads"),
    ("GET", "/threads/THREAD"),
    ("POST", "/threads/THREAD"),
    ("DELETE", "/threads/THREAD"),
    ("POST", "/threads/THREAD/messages"),
    ("GET", "/threads/THREAD/messages"),
    ("GET", "/threads/THREAD/messages/MESSAGE"),
    ("POST", "/threads/THREAD/messages/MESSAGE"),
    ("POST", "/threads/THREAD/runs"),
    ("GET", "/threads/THREAD/runs"),
    ("GET", "/threads/THREAD/runs/RUN"),
    ("POST", "/threads/THREAD/runs/RUN/cancel"),
    ("POST", "/threads/THREAD/runs/RUN/submit_tool_outputs"),
    ("GET", "/threads/THREAD/runs/RUN/steps"),
    ("GET", "/threads/THREAD/runs/RUN/steps/STEP"),
    ("POST", "/threads/runs"),
    ("GET", "/models"),
    ("POST", "/files"),
    ("GET", "/files"),
    ("GET", "/files/FILE"),
    ("DELETE", "/files/FILE"),
    ("POST", "/uploads"),
    ("POST", "/uploads/UPLOAD/parts"),
    ("POST", "/uploads/UPLOAD/complete"),
    ("POST", "/uploads/UPLOAD/cancel"),
    ("POST", "/vector_stores"),
    ("GET", "/vector_stores"),
    ("GET", "/vector_stores/STORE"),
    ("POST", "/vector_stores/STORE"),
    ("DELETE", "/vector_stores/STORE"),
    ("POST", "/vector_stores/STORE/search"),
    ("POST", "/vector_stores/STORE/files"),
    ("GET", "/vector_stores/STORE/files"),
    ("POST", "/vector_stores/STORE/files/FILE"),
    ("GET", "/vector_stores/STORE/files/FILE/content"),
    ("DELETE", "/vector_stores/STORE/files/FILE"),
    ("POST", "/vector_stores/STORE/file_batches"),
    ("GET", "/vector_stores/STORE/file_batches/BATCH"),
    ("POST", "/vector_stores/STORE/file_batches/BATCH/cancel"),
    ("GET", "/vector_stores/STORE/file_batches/BATCH/files"),
    ("PUT", "/threads/THREAD"),
    ("GET", "/no/such/path"),
];

const QUERIES: &[&str] =
    &["limit", "order", "after", "before", "run_id", "include[]", "limit[]", "after[x]", "filter"];

/// The words in the paths, by how the ids that they stand for begin.
const WORDS: &[(&str, &str)] = &[
    ("asst_", "ASSISTANT"),
    ("thread_", "THREAD"),
    ("msg_", "MESSAGE"),
    ("run_", "RUN"),
    ("step_", "STEP"),
    ("file-", "FILE"),
    ("upload_", "UPLOAD"),
    ("part_", "PART"),
    ("vs_", "STORE"),
    ("vsfb_", "BATCH"),
];

struct Session {
    openai: OpenAi,
    /// The latest ids, by the words in the paths.
    ids: Vec<(&'static str, String)>,
}

pub(crate) fn run(source: &mut Source) {
    paused(async {
        let mut session = Session { openai: Emulator::new().client(), ids: Vec::new() };
        for (method, path, body) in [
            (
                "POST",
                "/assistants",
                json!({"model": "gpt-4o", "tools": [{"type": "function", "function": {"name": "f"}}]}),
            ),
            ("POST", "/threads", json!({"messages": [{"role": "user", "content": "Hello"}]})),
            ("POST", "/vector_stores", json!({})),
            (
                "POST",
                "/uploads",
                json!({"filename": "a", "purpose": "vision", "bytes": 5, "mime_type": "a/b"}),
            ),
        ] {
            session.send(source, method, path, Some(body.to_string().into_bytes())).await;
        }
        session.send(source, "POST", "/files", Some(form("file").into_bytes())).await;
        for _ in 0..source.below(12) {
            let (method, path) = REQUESTS[source.below(REQUESTS.len())];
            let body = (method != "GET").then(|| body(source, &session, path));
            session.send(source, method, path, body).await;
        }
    });
}

/// A body that nearly fits the path, or does not.
fn body(source: &mut Source, session: &Session, path: &str) -> Vec<u8> {
    let (assistant, file) = (session.id("ASSISTANT"), session.id("FILE"));
    let mut body = match path.rsplit('/').next() {
        _ if path == "/files" => return changed(source, form("file").into_bytes()),
        Some("parts") => return changed(source, form("data").into_bytes()),
        Some("uploads") => {
            json!({"filename": "a", "purpose": "vision", "bytes": 5, "mime_type": "a/b"})
        }
        Some("complete") => json!({"part_ids": [session.id("PART")]}),
        Some("files") => json!({"file_id": file, "attributes": {"a": 1}}),
        Some("FILE") => json!({"attributes": {"a": "b"}}),
        Some("file_batches") => {
            json!({"files": [{"file_id": file, "chunking_strategy": {"type": "static",
            "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 50}}}]})
        }
        Some("vector_stores" | "STORE") => {
            json!({"name": "a", "expires_after": {"anchor": "last_active_at", "days": 1}})
        }
        Some("search") => json!({"query": ["hello"], "filters": {"type": "and", "filters": [
            {"type": "gte", "key": "a", "value": 1}, {"type": "in", "key": "a", "value": ["b", 1]}]}}),
        Some("messages") => {
            json!({"role": "user", "content": [{"type": "text", "text": "Hello"}], "metadata": {"a": "b"}})
        }
        Some("runs") => {
            json!({"assistant_id": assistant, "stream": source.once_in(2), "tool_choice": "auto",
            "additional_messages": [{"role": "user", "content": "More"}], "tools": [{"type": "code_interpreter"}]})
        }
        Some("submit_tool_outputs") => {
            json!({"tool_outputs": [{"tool_call_id": "call_1", "output": "1"}], "stream": true})
        }
        Some("assistants" | "ASSISTANT") => {
            json!({"model": "gpt-4o", "name": "a", "temperature": 1.0, "metadata": {},
            "response_format": {"type": "json_object"}, "tools": [{"type": "file_search", "file_search": {"max_num_results": 3}}]})
        }
        _ => {
            json!({"metadata": {"a": "b"}, "tool_resources": {"code_interpreter": {"file_ids": [file]}}})
        }
    };
    for _ in 0..source.below(3) {
        objects::change(source, &mut body);
    }
    let bytes = source.shuffled(&body).into_bytes();
    changed(source, bytes)
}

/// A body of several parts.
fn form(name: &str) -> String {
    let part = |name: &str, content: &str| {
        format!("--b\r\ncontent-disposition: form-data; name=\"{name}\r\n\r\n{content}\r\n")
    };
    let purpose = if name == "file" { part("purpose\"", "vision") } else { String::new() };
    format!("{purpose}{}--b--", part(&format!("{name}\"; filename=\"a.md\""), "Hello"))
}

/// The bytes of a body, sometimes broken.
fn changed(source: &mut Source, mut bytes: Vec<u8>) -> Vec<u8> {
    match source.below(16) {
        0 => bytes.truncate(source.below(bytes.len() + 1)),
        1 => bytes.insert(source.below(bytes.len()), source.byte()),
        2 => bytes = "[".repeat(source.length(100_000)).into_bytes(),
        _ => {}
    }
    bytes
}

impl Session {
    fn id(&self, word: &str) -> String {
        let found = self.ids.iter().rev().find(|(known, _)| *known == word);
        found.map_or_else(|| "none_1".to_owned(), |(_, id)| id.clone())
    }

    async fn send(&mut self, source: &mut Source, method: &str, path: &str, body: Option<Vec<u8>>) {
        let filled: Vec<String> = path.split('/').map(|part| self.segment(source, part)).collect();
        let path = filled.join("/");
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self.openai.client().request(method.clone(), &path);
        if let Some(body) = &body {
            let kind = match body.starts_with(b"--b") {
                true => "multipart/form-data; boundary=b",
                false => "application/json",
            };
            request = request.bytes(body.clone()).header("content-type", kind);
        }
        if !source.once_in(20) {
            request = request.header("openai-beta", "assistants=v2");
        }
        for _ in 0..source.length(2) {
            let value =
                if source.once_in(2) { source.text(4) } else { source.number().to_string() };
            request = request.query(source.pick(QUERIES), &value);
        }
        let context =
            || format!("{method} {path} {:?}", body.as_deref().map(String::from_utf8_lossy));
        match request.retries(0).send::<Text>().await {
            Ok(text) => self.remember(&text, &context()),
            Err(error) if error.is_input() => {}
            Err(error) => {
                let status =
                    error.status().unwrap_or_else(|| panic!("{}: {error:?}", context())).as_u16();
                assert!((400..500).contains(&status), "{}: {error:?}", context());
                let told = error
                    .api::<ErrorResponse>()
                    .unwrap_or_else(|| panic!("{}: {error:?}", context()));
                assert!(
                    !told.error.message.is_empty() && told.error.kind.is_some(),
                    "{}: {told:?}",
                    context()
                );
            }
        }
    }

    /// A part of a path, in which a word stands for the id of an object.
    fn segment(&self, source: &mut Source, part: &str) -> String {
        let is_word = WORDS.iter().any(|(_, word)| *word == part);
        match is_word {
            true if source.once_in(20) => percent_encoding::utf8_percent_encode(
                &source.text(4),
                percent_encoding::NON_ALPHANUMERIC,
            )
            .to_string(),
            true => self.id(part),
            false => part.to_owned(),
        }
    }

    /// Takes the ids out of a reply, which is JSON or a stream of events with JSON.
    fn remember(&mut self, text: &str, context: &str) {
        let events = text
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .filter(|data| *data != "[DONE]");
        let documents: Vec<&str> =
            if text.starts_with('{') { vec![text] } else { events.collect() };
        assert!(!documents.is_empty(), "{context}: {text}");
        for document in documents {
            let value: Value = serde_json::from_str(document)
                .unwrap_or_else(|error| panic!("{context}: {error}: {text}"));
            self.remember_all(&value);
        }
    }

    fn remember_all(&mut self, value: &Value) {
        let objects = value["data"].as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        for object in objects {
            let Some(id) = object["id"].as_str() else { continue };
            let word = WORDS.iter().find(|(prefix, _)| id.starts_with(prefix));
            self.ids.extend(word.map(|(_, word)| (*word, id.to_owned())));
        }
    }
}
