//! A client that only its module sees, over types that only its module sees.

use schematic_api::{Object, api};

#[derive(Debug, Object)]
#[wire(lenient)]
struct Thread {
    id: String,
}

api! {
    client Api at "https://api.example.com";

    id ThreadId;

    group threads {
        read: GET /threads/<thread: ThreadId> -> Thread;
        save: PUT /threads/<thread: ThreadId>?<force: bool?> (json Thread) -> Thread;
    }

    pub(super) group files {
        read: GET /files/<file: u64> -> bytes;
    }
}

#[test]
fn private_types_are_good_enough() {
    let api = Api::builder().build().expect("no key is needed");
    let thread = Thread { id: "thread_1".to_owned() };
    let call = api.threads().save(&ThreadId::from(thread.id.as_str()), &thread).force(true);
    assert!(format!("{call:?}").contains("PUT /threads/{thread}"), "{call:?}");
    assert!(format!("{:?}", api.files().read(7)).contains("GET /files/{file}"));
}
