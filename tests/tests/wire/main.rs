//! The wire types: how they decode, what they keep, and how they encode.

mod event;
mod object;
mod strings;
mod union;
