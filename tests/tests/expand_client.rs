//! A declared client, used through its public face.

use schematic_api::{Object, api};

/// A thread.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Thread {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
}

api! {
    /// Threads.
    pub client Threads at "https://api.example.com/v1" {
        auth bearer env "THREADS_KEY";
        timeout 1 min;
        retry 1 on 429 5xx;
        header "X-Org": env "THREADS_ORG"?;
    }

    pub id ThreadId;

    /// Says hello.
    ping: GET /ping -> text;

    /// Runs.
    group runs {
        header "Beta": "on";

        /// Creates one.
        create: POST /threads/<thread: ThreadId>/runs?<dry: bool?>&<tag[] as tags: Vec<String>?> (json Thread) -> Thread;
        retrieve: GET /threads/<thread: ThreadId>/runs/<run>?<deep: bool>&beta=true -> Thread;
        delete: DELETE /threads/<thread>/runs/<run: u32> -> empty;
        content: GET /files/<path..> -> bytes { retry 0; }
    }
}

#[test]
fn the_table_lists_all() {
    let ids: Vec<_> = Threads::ENDPOINTS.iter().map(|endpoint| endpoint.id()).collect();
    assert_eq!(ids, ["ping", "runs.create", "runs.retrieve", "runs.delete", "runs.content"]);
}
