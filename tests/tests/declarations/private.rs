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

mod inner {
    use schematic_api::mock::Mock;
    use schematic_api::{Object, api};

    #[derive(Debug, Object)]
    struct Secret {
        word: String,
    }

    api! {
        pub(crate) client Keeper at "https://keeper.example.com";

        read: GET /secrets/<id: u64> -> Secret;
        all: GET /secrets -> Vec<Secret>;
    }

    /// With the mock as without it, a client may be less private than what it returns.
    #[tokio::test]
    async fn a_reply_may_be_more_private_than_its_client() {
        let mock = Mock::<Keeper>::new()
            .on(|request: KeeperReadRequest| async move { Ok(Secret::new(request.id.to_string())) })
            .on(|_: KeeperAllRequest| async { Ok(vec![Secret::new("all")]) });
        let keeper = mock.client();
        assert_eq!(keeper.read(7).await.expect("a secret").word, "7");
        assert_eq!(keeper.all().await.expect("secrets")[0].word, "all");
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
