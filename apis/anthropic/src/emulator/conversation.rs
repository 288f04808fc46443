//! What holds between the fields of a request for a message, which the schemas do not say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::failures::{Failure, invalid, invalid_at};
use super::schema::Check;
use super::signature;

/// The versions of the API that are served, the newest first.
const VERSIONS: &[&str] = &["2026-10-21", "2023-06-01"];

/// Fields that the newest version no longer has.
const REMOVED: &[&str] = &["temperature", "top_k", "top_p"];

/// Fields of features that are tried out. Requests that name such a feature may have them; the emulator does not look at them.
const BETA: &[&str] = &[
    "billing_policy",
    "compaction",
    "context_management",
    "fallback_credit_token",
    "fallbacks",
    "mcp_servers",
    "thread",
];

const MAX_BREAKPOINTS: usize = 4;
const MAX_MESSAGES: usize = 100_000;
const MIN_BUDGET: u64 = 1024;
const MAX_NAME: usize = 64;

/// What the headers of a request say about its body.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    /// Whether the version of the request is the newest one.
    is_newest: bool,
    /// Whether the request names features that are tried out.
    has_betas: bool,
}

impl Terms {
    /// Reads the version, and the features that are tried out.
    pub(super) fn new(version: Option<&str>, betas: Option<&str>) -> Result<Self, Failure> {
        let version = version.ok_or_else(|| invalid("anthropic-version: header is required"))?;
        if !VERSIONS.contains(&version) {
            return Err(invalid_at(
                "anthropic-version",
                format_args!("\"{version}\" is not a valid version"),
            ));
        }
        let has_betas = betas.is_some_and(|betas| !betas.trim().is_empty());
        Ok(Self { is_newest: VERSIONS.first() == Some(&version), has_betas })
    }

    /// Whether the reply has the form of the betas.
    pub(super) fn has_betas(self) -> bool {
        self.has_betas
    }

    /// Checks a body against its schema, and then its fields against each other.
    pub(super) fn check(self, schema: &'static str, body: &Value) -> Result<(), Failure> {
        let mut check = Check::against(schema);
        if !self.is_newest {
            check = check.accept(REMOVED);
        }
        if self.has_betas {
            check = check.accept(BETA).open();
        }
        check.run(body)?;
        limits(body)?;
        stops(body)?;
        tools(body)?;
        breakpoints(body)?;
        messages(body, self.is_newest)
    }
}

fn limits(body: &Value) -> Result<(), Failure> {
    let max_tokens = &body["max_tokens"];
    if max_tokens.is_number() && max_tokens.as_u64().is_none() {
        return Err(invalid_at("max_tokens", "Input should be greater than or equal to 0"));
    }
    let Some(budget) = body["thinking"].get("budget_tokens") else { return Ok(()) };
    let budget = budget.as_u64().unwrap_or_default();
    if budget < MIN_BUDGET {
        let problem = format!("Input should be greater than or equal to {MIN_BUDGET}");
        return Err(invalid_at("thinking.budget_tokens", problem));
    }
    match max_tokens.as_u64() {
        Some(max) if max <= budget => {
            Err(invalid("`max_tokens` must be greater than `thinking.budget_tokens`"))
        }
        _ => Ok(()),
    }
}

fn stops(body: &Value) -> Result<(), Failure> {
    let is_blank = |stop: &Value| stop.as_str().is_some_and(|stop| stop.trim().is_empty());
    match items(&body["stop_sequences"]).iter().any(is_blank) {
        true => Err(invalid_at("stop_sequences", "each stop sequence must contain non-whitespace")),
        false => Ok(()),
    }
}

fn tools(body: &Value) -> Result<(), Failure> {
    let tools = items(&body["tools"]);
    for (index, tool) in
        tools.iter().enumerate().filter(|(_, tool)| tool.get("input_schema").is_some())
    {
        let name = text(tool, "name");
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if name.is_empty() || name.len() > MAX_NAME || !name.bytes().all(allowed) {
            let problem = format!("String should match pattern '^[a-zA-Z0-9_-]{{1,{MAX_NAME}}}$'");
            return Err(invalid_at(&format!("tools.{index}.name"), problem));
        }
        let kind = &tool["input_schema"]["type"];
        if !kind.is_null() && kind != "object" {
            return Err(invalid_at(
                &format!("tools.{index}.input_schema.type"),
                "Input should be 'object'",
            ));
        }
    }
    let mut names = BTreeSet::new();
    let mut given = tools.iter().map(|tool| text(tool, "name")).filter(|name| !name.is_empty());
    if !given.all(|name| names.insert(name)) {
        return Err(invalid_at("tools", "Tool names must be unique.").code("tool_name_conflict"));
    }
    let choice = &body["tool_choice"];
    let forces = matches!(choice["type"].as_str(), Some("any" | "tool"));
    if forces && tools.is_empty() {
        return Err(invalid_at("tool_choice", "may only be specified while providing tools"));
    }
    match choice["name"].as_str() {
        Some(name) if !names.contains(name) => Err(invalid_at(
            "tool_choice.name",
            format_args!("Tool '{name}' not found in provided tools"),
        )),
        _ => Ok(()),
    }
}

/// Counts the breakpoints of the prompt cache, but not fields of the same name within the arguments and schemas of tools.
fn breakpoints(body: &Value) -> Result<(), Failure> {
    fn count(value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().map(count).sum(),
            Value::Object(object) => {
                let own = usize::from(object.get("cache_control").is_some_and(Value::is_object));
                let inner = ["content", "source"].iter().filter_map(|name| object.get(*name));
                own + inner.map(count).sum::<usize>()
            }
            _ => 0,
        }
    }
    let parts = ["messages", "system", "tools"].map(|name| count(&body[name]));
    let found = parts.iter().sum::<usize>() + usize::from(body["cache_control"].is_object());
    match found > MAX_BREAKPOINTS {
        true => Err(invalid(format!(
            "A maximum of {MAX_BREAKPOINTS} blocks with cache_control may be provided. Found {found}."
        ))),
        false => Ok(()),
    }
}

fn messages(body: &Value, is_newest: bool) -> Result<(), Failure> {
    let messages = items(&body["messages"]);
    if messages.is_empty() {
        return Err(invalid_at("messages", "at least one message is required"));
    }
    if messages.len() > MAX_MESSAGES {
        return Err(invalid_at(
            "messages",
            format_args!("too many messages: more than {MAX_MESSAGES}"),
        ));
    }
    for (index, message) in messages.iter().enumerate() {
        let content = &message["content"];
        let is_empty = content == "" || content.as_array().is_some_and(Vec::is_empty);
        let may_be_empty = message["role"] == "assistant" && index + 1 == messages.len();
        if is_empty && !may_be_empty {
            return Err(invalid_at(
                &format!("messages.{index}"),
                "messages must have non-empty content",
            ));
        }
        for (at, block) in items(content).iter().enumerate() {
            let path = format!("messages.{index}.content.{at}");
            check_block(&path, text(message, "role"), block, is_newest)?;
        }
    }
    calls(messages)
}

fn check_block(path: &str, role: &str, block: &Value, is_newest: bool) -> Result<(), Failure> {
    let cites = || !items(&block["citations"]).is_empty();
    match (text(block, "type"), role) {
        ("text", _) if text(block, "text").is_empty() => {
            Err(invalid_at(path, "text content blocks must be non-empty"))
        }
        ("text", "user") if is_newest && cites() => Err(invalid_at(
            &format!("{path}.citations"),
            "Citations are not permitted in user messages",
        )),
        ("document", "assistant") if is_newest => {
            Err(invalid_at(path, "`document` blocks are not permitted in assistant messages"))
        }
        ("tool_result", "assistant") => {
            Err(invalid_at(path, "`tool_result` blocks can only be in `user` messages"))
        }
        ("tool_use", "user") => {
            Err(invalid_at(path, "`tool_use` blocks can only be in `assistant` messages"))
        }
        ("thinking", _)
            if !signature::is_genuine(text(block, "signature"), text(block, "thinking")) =>
        {
            Err(invalid_at(path, "Invalid `signature` in `thinking` block"))
        }
        (kind @ "redacted_thinking", _) if !signature::is_genuine(text(block, "data"), kind) => {
            Err(invalid_at(path, "Invalid `data` in `redacted_thinking` block"))
        }
        _ => Ok(()),
    }
}

/// A turn: neighbouring messages of one role are taken together.
struct Turn<'a> {
    role: &'a str,
    /// The place of its last message.
    last: usize,
    /// Its blocks, each with its path.
    blocks: Vec<(String, &'a Value)>,
}

/// Puts the messages of each turn together. Instructions in the middle of the conversation belong to no turn.
fn turns(messages: &[Value]) -> Vec<Turn<'_>> {
    let mut turns: Vec<Turn<'_>> = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        let role = text(message, "role");
        if role == "system" {
            continue;
        }
        if turns.last().is_none_or(|turn| turn.role != role) {
            turns.push(Turn { role, last: index, blocks: Vec::new() });
        }
        if let Some(turn) = turns.last_mut() {
            turn.last = index;
            match &message["content"] {
                Value::Array(blocks) => turn.blocks.extend(
                    blocks
                        .iter()
                        .enumerate()
                        .map(|(at, block)| (format!("messages.{index}.content.{at}"), block)),
                ),
                text => turn.blocks.push((format!("messages.{index}.content"), text)),
            }
        }
    }
    turns
}

/// Checks that every call has its result at the beginning of the next turn, and every result its call in the one before.
fn calls(messages: &[Value]) -> Result<(), Failure> {
    let turns = turns(messages);
    let nothing = Turn { role: "user", last: 0, blocks: Vec::new() };
    let befores = std::iter::once(&nothing).chain(&turns);
    for (turn, before) in turns.iter().zip(befores).filter(|(turn, _)| turn.role == "user") {
        let called = ids(&before.blocks, "tool_use", "id");
        let results = turn.blocks.iter().filter(|(_, block)| block["type"] == "tool_result");
        let mut answered = BTreeSet::new();
        for (path, result) in results {
            let id = text(result, "tool_use_id");
            if !answered.insert(id) {
                return Err(invalid_at(
                    path,
                    format_args!(
                        "each tool_use must have a single result. Found multiple `tool_result` blocks with id: {id}"
                    ),
                ));
            }
            if !called.contains(id) {
                return Err(invalid_at(
                    path,
                    format_args!(
                        "unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block must have a \
                    corresponding `tool_use` block in the previous message."
                    ),
                ));
            }
        }
    }
    let afters = turns.iter().skip(1).chain(std::iter::once(&nothing));
    for (turn, after) in turns.iter().zip(afters).filter(|(turn, _)| turn.role == "assistant") {
        let first = after.blocks.iter().position(|(_, block)| block["type"] != "tool_result");
        let first = after.blocks.get(..first.unwrap_or(after.blocks.len())).unwrap_or_default();
        let answered = ids(first, "tool_result", "tool_use_id");
        let called = ids(&turn.blocks, "tool_use", "id");
        let open: Vec<_> = called.difference(&answered).copied().collect();
        if !open.is_empty() {
            return Err(invalid_at(
                &format!("messages.{}", turn.last),
                format_args!(
                    "`tool_use` ids were found without `tool_result` blocks immediately after: {}. Each `tool_use` block must have \
                a corresponding `tool_result` block in the next message.",
                    open.join(", ")
                ),
            ));
        }
    }
    Ok(())
}

fn ids<'a>(blocks: &[(String, &'a Value)], kind: &str, name: &str) -> BTreeSet<&'a str> {
    let found = blocks.iter().filter(|(_, block)| block["type"] == kind);
    found.map(|(_, block)| text(block, name)).collect()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object[name].as_str().unwrap_or_default()
}
