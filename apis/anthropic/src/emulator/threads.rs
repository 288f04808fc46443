//! Threads: conversations that the service keeps for a while, so that a request has only what is new.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::failures::{Failure, invalid, invalid_at, not_found};
use crate::{CreateMessage, Message};

/// The time after its last request for which a thread is kept.
const LIFETIME: Duration = Duration::from_secs(5 * 60);

/// What a thread keeps of its first request. No other request of it may have them.
const KEPT: &[&str] = &["system", "tools"];

/// What a request with a thread may not have.
const UNSUPPORTED: &[&str] = &["context_management", "fallbacks"];

/// The threads, by the id of the last message.
#[derive(Default)]
pub(super) struct Threads(BTreeMap<String, Thread>);

struct Thread {
    /// The body of the last request, with the whole conversation, the answer included.
    body: Value,
    until: Instant,
    state: State,
}

/// Whether a request went on from the last message. One may.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Open,
    Continued,
}

impl Threads {
    /// Returns the body of a request with the whole conversation, if it is a part of a thread.
    pub(super) fn whole(&self, mut body: Value, now: Instant) -> Result<Value, Failure> {
        let Some(thread) = body.get("thread").filter(|thread| !thread.is_null()) else {
            return Ok(body);
        };
        check_features(&body)?;
        match thread["type"].as_str() {
            Some("create") => Ok(body),
            Some("continue") => {
                let before = self.before(&body, now)?;
                let mut messages = before["messages"].as_array().cloned().unwrap_or_default();
                messages.extend(body["messages"].as_array().into_iter().flatten().cloned());
                for name in KEPT.iter().filter(|name| before.get(**name).is_some()) {
                    body[*name] = before[*name].clone();
                }
                body["messages"] = messages.into();
                Ok(body)
            }
            _ => Err(invalid_at("thread.type", "Input should be 'create' or 'continue'")),
        }
    }

    /// The same of a request that has been read.
    pub(super) fn joined(
        &self,
        request: CreateMessage,
        now: Instant,
    ) -> Result<CreateMessage, Failure> {
        match &request.thread {
            None => Ok(request),
            Some(_) => serde_json::from_value(self.whole(json!(request), now)?)
                .map_err(|error| invalid(error.to_string())),
        }
    }

    /// Keeps the conversation of a request and its answer, if it is a part of a thread.
    pub(super) fn keep(&mut self, request: &CreateMessage, message: &Message, now: Instant) {
        if request.thread.is_none() {
            return;
        }
        self.0.retain(|_, thread| thread.until > now);
        let body = json!(request.clone().push(message.clone().into_param()));
        let previous = body["thread"]["previous_message_id"].as_str();
        if let Some(thread) = previous.and_then(|id| self.0.get_mut(id)) {
            thread.state = State::Continued;
        }
        let thread = Thread { body, until: now + LIFETIME, state: State::Open };
        self.0.insert(message.id.to_string(), thread);
    }

    /// Returns the body of the request before this one.
    fn before(&self, body: &Value, now: Instant) -> Result<&Value, Failure> {
        let id = body["thread"]["previous_message_id"].as_str().unwrap_or_default();
        let thread = self.0.get(id).filter(|thread| thread.until > now).ok_or_else(|| {
            not_found(format!("thread: there is no thread that ends with '{id}'"))
                .code("thread_not_found")
        })?;
        if thread.state == State::Continued {
            let problem = format!("thread: the message '{id}' has been continued already");
            return Err(invalid(problem).code("thread_already_continued"));
        }
        if body["model"] != thread.body["model"] {
            let problem = "model: a thread keeps the model of its first request";
            return Err(invalid(problem).code("thread_fingerprint_mismatch"));
        }
        match KEPT.iter().find(|name| body.get(**name).is_some_and(|value| !value.is_null())) {
            Some(name) => Err(invalid_at(name, "the thread has it from its first request")),
            None => Ok(&thread.body),
        }
    }
}

fn check_features(body: &Value) -> Result<(), Failure> {
    let has = |name: &&&str| body.get(**name).is_some_and(|value| !value.is_null());
    let named: Vec<_> = UNSUPPORTED.iter().filter(has).copied().collect();
    match named.is_empty() {
        true => Ok(()),
        false => Err(unsupported(&named)),
    }
}

/// A request that cannot have a thread, because of these fields.
pub(super) fn unsupported(fields: &[&str]) -> Failure {
    invalid("thread: the request cannot be a part of a thread")
        .code("thread_unsupported_request")
        .detail("unsupported", json!(fields))
}
