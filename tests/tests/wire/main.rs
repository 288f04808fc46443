//! The wire types: how they decode, what they keep, and how they encode.

mod event;
mod json;
mod names;
mod numbers;
mod object;
mod shapes;
mod strings;
mod union;
mod words;
