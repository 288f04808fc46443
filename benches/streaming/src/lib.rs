//! The streams, the same for every peer, and clients that receive them.

pub mod chunks;
pub mod clients;
pub mod run;
