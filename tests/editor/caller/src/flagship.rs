//! Calls methods of the flagship.

use schematic_openai::{ModifyRun, OpenAi, RunId, ThreadId};

pub async fn calls(openai: &OpenAi, thread: &ThreadId, run: &RunId, changes: &ModifyRun) {
    let _ = openai.runs().cancel(thread, run).await;
    let _ = openai.runs().retrieve(thread, run).await;
    let _ = openai.runs().modify(thread, run, changes).await;
}
