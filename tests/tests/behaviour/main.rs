//! How a call behaves: with a scripted transport and a paused clock, or, where sockets matter, with
//! a misbehaving server on a loopback port.
//!
//! One binary, because every further one links the whole HTTP stack. A comment such as `R6` names a
//! case of `tests/PORTED.md`.

mod auth;
mod base_url_constants;
mod blocking;
mod bodies;
mod budget;
mod built_errors;
mod cancellation;
mod codings;
mod conflicts;
mod connections;
mod credentials;
mod declared;
mod decoding;
mod delays;
mod derived;
mod environment;
mod error_types;
mod errors;
mod faults;
mod header_lists;
mod headers;
mod last_word;
mod lines;
mod lists;
mod locations;
mod multipart;
mod multipart_names;
mod no_runtime;
mod nothing;
mod numeric_ids;
mod paging;
mod paging_back;
mod paging_ways;
mod parameters;
mod paths;
mod polling;
mod ported;
mod progress;
mod query;
mod query_constants;
mod redaction;
mod redirects;
mod retry;
mod saved;
mod sized;
mod timeouts;
mod tls;
mod transfer_faults;
mod transport;
mod undeclared;
