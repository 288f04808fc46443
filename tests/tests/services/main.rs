//! Services that many people know, declared as a user of theirs would, and driven against their mocks: each has something that
//! makes it hard to declare.
#![allow(unreachable_pub)] // declared as a user declares it

mod azure_openai;
mod github;
mod google;
mod graphql;
mod json_rpc;
mod kubernetes;
mod s3;
mod slack;
mod stripe;
mod webdav;
mod xml;
