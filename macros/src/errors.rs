//! Collects the mistakes in a declaration, so that one compile reports them all, in source order.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::fmt::Display;

/// The position of an item or line among all items and lines of the block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position(u32);

#[derive(Default)]
pub(crate) struct Errors {
    position: Position,
    last: Position,
    errors: Vec<(Position, syn::Error)>,
    left_out: BTreeSet<(Position, String)>,
    spoiled: BTreeSet<Position>,
}

impl Errors {
    /// Moves to the next item or line of the source; the errors reported from now on belong to it.
    pub(crate) fn advance(&mut self) -> Position {
        self.last = Position(self.last.0 + 1);
        self.position = self.last;
        self.position
    }

    /// Moves to the position of an item or line, for a rule that runs after parsing.
    pub(crate) fn at(&mut self, position: Position) -> &mut Self {
        self.position = position;
        self
    }

    pub(crate) fn position(&self) -> Position {
        self.position
    }

    /// Reports `message` on `tokens`, from the first to the last of them.
    pub(crate) fn error(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&mut self, error: syn::Error) {
        self.errors.push((self.position, error));
    }

    /// Reports `message` on a part of a line without which its signature is unknown.
    pub(crate) fn spoil(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.error(tokens, message);
        self.spoiled.insert(self.position);
    }

    /// Like `spoil`, with an error that is already built, or none if it has been reported.
    pub(crate) fn spoil_with(&mut self, error: Option<syn::Error>) {
        self.errors.extend(error.map(|error| (self.position, error)));
        self.spoiled.insert(self.position);
    }

    /// Whether the signature of the line at `position` is unknown.
    pub(crate) fn is_spoiled(&self, position: Position) -> bool {
        self.spoiled.contains(&position)
    }

    /// Reports `message` on a name that is already taken, and keeps it out of the expansion.
    pub(crate) fn clash(&mut self, position: Position, name: &Ident, message: impl Display) {
        self.at(position).error(name, message);
        self.leave_out(position, name);
    }

    /// Keeps `name`, declared at `position`, out of the expansion.
    pub(crate) fn leave_out(&mut self, position: Position, name: &Ident) {
        self.left_out.insert((position, name.to_string()));
    }

    /// Whether `name`, declared at `position`, is kept out of the expansion.
    pub(crate) fn leaves_out(&self, position: Position, name: &Ident) -> bool {
        self.left_out.contains(&(position, name.to_string()))
    }

    /// Whether a mistake was reported at `position`.
    pub(crate) fn touch(&self, position: Position) -> bool {
        self.errors.iter().any(|(place, _)| *place == position)
    }

    /// The mistakes, in source order.
    pub(crate) fn in_source_order(mut self) -> Vec<syn::Error> {
        self.errors.sort_by_key(|(position, _)| *position);
        self.errors.into_iter().map(|(_, error)| error).collect()
    }

    /// The messages, in source order.
    #[cfg(test)]
    pub(crate) fn messages(self) -> Vec<String> {
        self.in_source_order().iter().map(ToString::to_string).collect()
    }

    /// One `compile_error!` for each mistake.
    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.in_source_order().iter().map(syn::Error::to_compile_error).collect()
    }
}
