//! What is dropped from a conversation that becomes too long (beta).

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::NoSettings;

/// What is dropped from a conversation that becomes too long (beta).
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/context-editing)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContextManagement {
    /// What is dropped, in this order.
    pub edits: Option<Vec<ContextEdit>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Something that is dropped.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ContextEdit {
    /// The results of tools, and their arguments if that is asked for.
    #[wire(rename = "clear_tool_uses_20250919")]
    ClearToolUses(Box<ClearToolUses>),
    /// What the model thought in earlier turns.
    #[wire(rename = "clear_thinking_20251015")]
    ClearThinking(ClearThinking),
    /// What was said before is summed up.
    #[wire(rename = "compact_20260112")]
    Compact(Compact),
    /// An edit that this version does not know.
    Unknown(Value),
}

/// Drops the results of tools.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ClearToolUses {
    /// When they are dropped. Default: from 100 000 tokens on.
    pub trigger: Option<ClearTrigger>,
    /// How many of the last calls are kept.
    pub keep: Option<Amount>,
    /// At least so many tokens are dropped, or nothing is.
    #[wire(accepts_null)]
    pub clear_at_least: Option<Amount>,
    /// Tools whose results are kept.
    #[wire(accepts_null)]
    pub exclude_tools: Option<Vec<String>>,
    /// Whether the arguments are dropped too: all, or those of these tools.
    #[wire(accepts_null)]
    pub clear_tool_inputs: Option<ClearedInputs>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// When something is dropped.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ClearTrigger {
    /// From so many tokens of input on.
    InputTokens(AmountOf),
    /// From so many calls of tools on.
    ToolUses(AmountOf),
    /// A trigger that this version does not know.
    Unknown(Value),
}

/// An amount, and of what.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Amount {
    /// Tokens of input.
    InputTokens(AmountOf),
    /// Calls of tools.
    ToolUses(AmountOf),
    /// An amount that this version does not know.
    Unknown(Value),
}

/// A number.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AmountOf {
    /// How many.
    pub value: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Whose arguments are dropped.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum ClearedInputs {
    /// Those of all tools, or of none.
    #[wire(bool)]
    All(bool),
    /// Those of these tools.
    #[wire(array)]
    Of(Vec<String>),
    /// A form that this version does not know.
    Unknown(Value),
}

/// Drops what the model thought in earlier turns.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ClearThinking {
    /// In how many of the last turns it is kept. Default: in one.
    pub keep: Option<KeptThinking>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// In how many turns thinking is kept.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum KeptThinking {
    /// In so many.
    ThinkingTurns(AmountOf),
    /// In all.
    All(NoSettings),
    /// In all, as a plain word.
    #[wire(string, rename = "all")]
    AllTurns,
    /// A form that this version does not know.
    Unknown(Value),
}

/// Sums up what was said before.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Compact {
    /// When it is summed up.
    #[wire(accepts_null)]
    pub trigger: Option<ClearTrigger>,
    /// What the summary should have.
    #[wire(accepts_null)]
    pub instructions: Option<String>,
    /// Whether the answer ends after the summary. Default: `false`.
    pub pause_after_compaction: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What was dropped.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AppliedContextManagement {
    /// The edits that dropped something.
    pub applied_edits: Vec<AppliedEdit>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What an edit dropped.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum AppliedEdit {
    /// Results of tools.
    #[wire(rename = "clear_tool_uses_20250919")]
    ClearToolUses(ClearedToolUses),
    /// Thinking.
    #[wire(rename = "clear_thinking_20251015")]
    ClearThinking(ClearedThinking),
    /// Something that this version does not know.
    Unknown(Value),
}

/// How many results of tools were dropped.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ClearedToolUses {
    /// How many tokens they had.
    pub cleared_input_tokens: u64,
    /// How many they were.
    pub cleared_tool_uses: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How much thinking was dropped.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ClearedThinking {
    /// How many tokens it had.
    pub cleared_input_tokens: u64,
    /// In how many turns.
    pub cleared_thinking_turns: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What a conversation would be without its edits.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct OriginalContext {
    /// How many tokens it has before something is dropped.
    pub original_input_tokens: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
