//! The mock of a declared service.
#![allow(unreachable_pub)] // declared as a user declares it

mod bodies;
mod limits;
mod methods;
mod pages;
mod paths;
mod requests;
mod routes;
mod service;
mod successes;
