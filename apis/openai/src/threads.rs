//! Threads: conversations, kept by the service.

mod create;
mod thread;
mod wait;

use schematic_api::api;

pub use self::create::{CreateThread, CreateThreadAndRun, ModifyThread};
pub use self::thread::Thread;
use crate::{Deleted, Run, RunEvent, ThreadId};

api! {
    /// Threads: conversations, kept by the service. There is no list of them: keep their ids.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/threads)
    pub group Threads {
        header "OpenAI-Beta": "assistants=v2";

        /// Makes a thread, empty or with its first messages.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/createThread)
        create: POST /threads (json CreateThread) -> Thread;

        /// Makes a thread and starts a run on it, in one call.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/runs/createThreadAndRun)
        create_and_run: POST /threads/runs (json CreateThreadAndRun)
            -> Run | sse RunEvent when stream until "[DONE]" error "error";

        /// Gives a thread by its id.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/getThread)
        retrieve: GET /threads/<thread: ThreadId> -> Thread;

        /// Changes a thread: what the body leaves out stays as it is.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/modifyThread)
        modify: POST /threads/<thread: ThreadId> (json ModifyThread) -> Thread;

        /// Deletes a thread with its messages and runs.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/threads/deleteThread)
        delete: DELETE /threads/<thread: ThreadId> -> Deleted;
    }
}
