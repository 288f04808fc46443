//! The wire types: what is read, what is kept, what is written.

mod event;
mod object;
mod strings;
mod union;
