//! System prompts.

use schematic_api::Union;
use serde_json::Value;

use crate::TextBlock;

/// A system prompt: text, or blocks of it, each of which may end what the prompt cache keeps.
///
/// ```
/// use schematic_anthropic::{CacheControl, CreateMessage, TextBlock};
///
/// let tables = TextBlock::new("All tide tables of the year: …").cache_control(CacheControl::ephemeral());
/// let question = CreateMessage::ask("claude-sonnet-5-5", 1024, "When is the next spring tide?")
///     .system([TextBlock::new("Answer in one sentence."), tables]);
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum SystemPrompt {
    /// Plain text.
    #[wire(string)]
    Text(String),
    /// Blocks, in their order.
    #[wire(array)]
    Blocks(Vec<SystemBlock>),
    /// A prompt of another form, which this version does not know.
    Unknown(Value),
}

/// A block of a system prompt.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum SystemBlock {
    /// Text.
    Text(TextBlock),
    /// A block of a type that this version does not know.
    Unknown(Value),
}

impl From<TextBlock> for SystemPrompt {
    fn from(block: TextBlock) -> Self {
        Self::from([block])
    }
}

impl<const N: usize> From<[TextBlock; N]> for SystemPrompt {
    fn from(blocks: [TextBlock; N]) -> Self {
        Self::Blocks(blocks.into_iter().map(SystemBlock::Text).collect())
    }
}
