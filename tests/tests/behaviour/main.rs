//! How a call behaves: with a scripted transport and a paused clock, or, where sockets matter, with
//! a misbehaving server on a loopback port.
//!
//! One binary, because every further one links the whole HTTP stack. A comment such as `R6` names a
//! case of `tests/PORTED.md`.

mod auth;
mod budget;
mod built_errors;
mod cancellation;
mod codings;
mod conflicts;
mod connections;
mod declared;
mod decoding;
mod delays;
mod derived;
mod environment;
mod error_types;
mod errors;
mod faults;
mod headers;
mod last_word;
mod lines;
mod no_runtime;
mod nothing;
mod paging;
mod parameters;
mod paths;
mod polling;
mod ported;
mod query;
mod redaction;
mod redirects;
mod retry;
mod timeouts;
mod tls;
mod transport;
mod undeclared;
