//! One module per resource; the client mounts their groups. A second client is declared beside it.

use crate::routes;
use schematic_api::api;

mod threads {
    use schematic_api::api;

    api! {
        pub id ThreadId;

        pub group Threads {
            read: GET /threads/<thread: ThreadId> -> text;
        }

        pub group ThreadFiles {
            list: GET /threads/<thread: ThreadId>/files -> text;
        }
    }
}

api! {
    pub client Api at "https://api.example.com";

    group threads = threads::Threads;
    group files = self::threads::ThreadFiles;

    health: GET /health -> empty;
}

api! {
    client Other at "https://other.example.com";

    health: GET /health -> empty;
}

#[test]
fn mounted_groups_are_in_the_table() {
    assert_eq!(
        routes(Api::ENDPOINTS),
        [
            "health GET /health",
            "threads.read GET /threads/{thread}",
            "thread_files.list GET /threads/{thread}/files",
        ]
    );
    assert_eq!(routes(Other::ENDPOINTS), ["health GET /health"]);
}

#[test]
fn accessors_lead_to_the_groups() {
    let api = Api::builder().build().expect("no key is needed");
    let thread = threads::ThreadId::from("thread_1");
    let call = api.files().list(&thread);
    assert!(format!("{call:?}").contains("GET /threads/{thread}/files"), "{call:?}");
}
