//! The mock of a declared service.
#![allow(unreachable_pub)] // declared as a user declares it

mod pages;
mod requests;
mod routes;
mod service;
