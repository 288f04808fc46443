//! Context editing: what a request lets the service drop from a conversation that has become too long.
//!
//! Only what is counted changes. Summaries are not made.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::tokens;

/// The tokens of input from which on results are dropped, unless the request says otherwise.
const TRIGGER: u64 = 100_000;

/// The calls whose results are kept, and the turns whose thinking is, unless the request says otherwise.
const KEPT_CALLS: u64 = 3;
const KEPT_TURNS: u64 = 1;

/// The body of a request after its edits, and what they dropped, each as in the reply.
pub(super) struct Edited {
    pub(super) body: Value,
    pub(super) applied: Vec<Value>,
}

/// Edits a conversation as its request says, in the order of the edits.
pub(super) fn edited(body: Value) -> Edited {
    let edits = body["context_management"]["edits"].as_array().cloned().unwrap_or_default();
    let start = Edited { body, applied: Vec::new() };
    edits.iter().fold(start, |mut edited, edit| {
        let applied = match edit["type"].as_str() {
            Some("clear_tool_uses_20250919") => clear_results(&mut edited.body, edit),
            Some("clear_thinking_20251015") => clear_thinking(&mut edited.body, edit),
            _ => None,
        };
        edited.applied.extend(applied);
        edited
    })
}

/// Empties the results of the earlier calls, if the conversation is long enough.
fn clear_results(body: &mut Value, edit: &Value) -> Option<Value> {
    let before = tokens::of_request(body);
    let calls = calls(body);
    let length = match edit["trigger"]["type"].as_str() {
        Some("tool_uses") => calls.len() as u64,
        _ => before,
    };
    if length <= edit["trigger"]["value"].as_u64().unwrap_or(TRIGGER) {
        return None;
    }
    let kept = edit["keep"]["value"].as_u64().unwrap_or(KEPT_CALLS);
    let earlier = calls.len().saturating_sub(usize::try_from(kept).unwrap_or(usize::MAX));
    let excluded = |name: &String| names(&edit["exclude_tools"], name);
    let dropped = calls.into_iter().take(earlier).filter(|(_, name)| !excluded(name));
    let dropped: BTreeSet<_> = dropped.map(|(id, _)| id).collect();
    let mut cleared = body.clone();
    for block in blocks_mut(&mut cleared) {
        clear(block, &dropped, &edit["clear_tool_inputs"]);
    }
    let saved = before.saturating_sub(tokens::of_request(&cleared));
    let least = edit["clear_at_least"]["value"].as_u64().unwrap_or_default();
    if dropped.is_empty() || saved < least {
        return None;
    }
    *body = cleared;
    let kind = &edit["type"];
    let count = dropped.len();
    Some(json!({ "type": kind, "cleared_tool_uses": count, "cleared_input_tokens": saved }))
}

/// Empties a block if it is the result of one of these calls, or one of them whose arguments are dropped too.
fn clear(block: &mut Value, calls: &BTreeSet<String>, inputs: &Value) {
    let is_one = |name: &str| block[name].as_str().is_some_and(|id| calls.contains(id));
    match block["type"].as_str() {
        Some("tool_result") if is_one("tool_use_id") => block["content"] = "".into(),
        Some("tool_use") if is_one("id") => {
            let name = block["name"].as_str().unwrap_or_default();
            if *inputs == true || names(inputs, name) {
                block["input"] = json!({});
            }
        }
        _ => {}
    }
}

/// Drops the thinking of earlier turns. It costs nothing, so that nothing is saved.
fn clear_thinking(body: &mut Value, edit: &Value) -> Option<Value> {
    let kept = match &edit["keep"] {
        Value::String(_) => return None,
        keep if keep["type"] == "all" => return None,
        keep => keep["value"].as_u64().unwrap_or(KEPT_TURNS),
    };
    let messages = body["messages"].as_array_mut()?;
    let thinks = |message: &&mut Value| {
        message["content"].as_array().is_some_and(|blocks| blocks.iter().any(is_thinking))
    };
    let thinking = messages.iter_mut().filter(thinks);
    let dropped = thinking.rev().skip(usize::try_from(kept).unwrap_or(usize::MAX));
    let dropped = dropped.filter_map(|message| message["content"].as_array_mut());
    let turns = dropped.map(|blocks| blocks.retain(|block| !is_thinking(block))).count();
    let kind = &edit["type"];
    (turns > 0).then(
        || json!({ "type": kind, "cleared_thinking_turns": turns, "cleared_input_tokens": 0 }),
    )
}

fn is_thinking(block: &Value) -> bool {
    matches!(block["type"].as_str(), Some("thinking" | "redacted_thinking"))
}

/// Whether a list has this name.
fn names(list: &Value, name: &str) -> bool {
    list.as_array().is_some_and(|names| names.iter().any(|one| one == name))
}

/// The ids and names of the calls of a conversation, the earliest first.
fn calls(body: &Value) -> Vec<(String, String)> {
    let messages = body["messages"].as_array().into_iter().flatten();
    let blocks = messages.filter_map(|message| message["content"].as_array()).flatten();
    let calls = blocks.filter(|block| block["type"] == "tool_use");
    let text = |block: &Value, name: &str| block[name].as_str().unwrap_or_default().to_owned();
    calls.map(|call| (text(call, "id"), text(call, "name"))).collect()
}

fn blocks_mut(body: &mut Value) -> impl Iterator<Item = &mut Value> {
    let messages = body["messages"].as_array_mut().into_iter().flatten();
    messages.filter_map(|message| message["content"].as_array_mut()).flatten()
}
