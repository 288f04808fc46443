//! The same streams for every peer, and clients whose replies are such streams.

pub mod chunks;
pub mod clients;
pub mod run;
