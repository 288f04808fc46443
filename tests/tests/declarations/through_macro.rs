//! A declaration written by another macro.

use crate::routes;
use schematic_api::api;

macro_rules! resource {
    ($client:ident, $base:literal, $name:ident, $reply:ty, $vis:vis) => {
        api! {
            $vis client $client at $base {
                timeout 3 s;
            }

            $name: GET /threads/<id: $reply>?<after: $reply?> -> json $reply;
        }
    };
}

resource!(Api, "https://api.example.com", read, String, pub(crate));

#[test]
fn fragments_are_tokens() {
    assert_eq!(routes(Api::ENDPOINTS), ["read GET /threads/{id}"]);
}
