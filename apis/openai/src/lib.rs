//! The OpenAI Agent API (Assistants v2), declared with `schematic_api`.
