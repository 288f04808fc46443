//! A binary, in which whatever is not called is dead. What the macros expand to is not, nor are the types in the lines.
#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery)]
#![forbid(unsafe_code, missing_docs, unreachable_pub, elided_lifetimes_in_paths)]

#[cfg(feature = "mock")]
use schematic_api::StatusCode;
#[cfg(feature = "mock")]
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Object, api};
use serde as _;
use serde_json as _;

#[derive(Debug, Object)]
struct User {
    name: String,
}

api! {
    client Users at "https://users.example.com";

    id UserId;

    get: GET /users/<id: UserId>?<limit: u8?> -> User;

    group things {
        all: GET /things?<limit: u8?> -> Vec<User>;
        delete: DELETE /things/<id: UserId> (json User) -> empty;
    }
}

fn main() {
    println!("{}", Users::builder().build().is_ok());
    #[cfg(feature = "mock")]
    println!("{:?}", refusing());
}

/// A handler that has no use for the request.
#[cfg(feature = "mock")]
fn refusing() -> Mock<Users> {
    Mock::new().on(|_: UsersGetRequest| async { Err(ErrorReply::new(StatusCode::NOT_FOUND)) })
}
