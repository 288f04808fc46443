//! Threads: conversations, stored by the service.

mod create;
mod thread;
mod wait;

use schematic_api::api;

pub use self::create::{CreateThread, CreateThreadAndRun, ModifyThread};
pub use self::thread::Thread;
use crate::{Deleted, Run, RunEvent, ThreadId};

api! {
    /// Threads: conversations, stored by the service. They cannot be listed, so keep their ids.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/threads)
    pub group Threads {
        header "OpenAI-Beta": "assistants=v2";

        /// Creates a thread, empty or with its first messages.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/createThread)
        create: POST /threads (json CreateThread) -> Thread;

        /// Creates a thread and starts a run on it, in one call.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/createThreadAndRun)
        create_and_run: POST /threads/runs (json CreateThreadAndRun)
            -> Run | sse RunEvent when stream until "[DONE]" error "error";

        /// Retrieves a thread.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/getThread)
        retrieve: GET /threads/<thread: ThreadId> -> Thread;

        /// Modifies a thread. Fields that the body leaves out keep their values.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/modifyThread)
        modify: POST /threads/<thread: ThreadId> (json ModifyThread) -> Thread;

        /// Deletes a thread with its messages and runs.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/deleteThread)
        delete: DELETE /threads/<thread: ThreadId> -> Deleted;
    }
}
