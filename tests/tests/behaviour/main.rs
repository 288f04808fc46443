//! How a call behaves: against a transport that plays a script while time stands still, and, where
//! sockets matter, against a server that misbehaves on a loopback port.
//!
//! One binary, because each further one costs a link of the whole HTTP stack. A comment such as
//! `R6` names the case of `tests/PORTED.md` that a test is.

mod auth;
mod budget;
mod cancellation;
mod connections;
mod declared;
mod decoding;
mod delays;
mod environment;
mod errors;
mod faults;
mod headers;
mod paging;
mod paths;
mod polling;
mod ported;
mod query;
mod redaction;
mod redirects;
mod retry;
mod timeouts;
mod tls;
