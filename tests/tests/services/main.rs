//! Services that many people know, declared as a user of theirs would, and driven against their mocks.
#![allow(unreachable_pub)] // declared as a user declares it

mod github;
mod kubernetes;
mod slack;
mod stripe;
