//! Attributes and doc comments inside of a line, where they describe nothing. They are taken out before the lines are split,
//! because elsewhere an attribute begins the next line.

use super::start::{in_path, starts_line};
use super::tokens::{
    is_arrow, is_attribute, is_group, is_punct, skip_attributes, skip_visibility, word,
};
use crate::errors::Errors;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens without the attributes inside of lines, and these with the number of tokens before each.
pub(super) struct Misplaced {
    pub(super) tokens: Vec<TokenTree>,
    pub(super) attributes: Vec<(usize, TokenStream)>,
}

/// A doc comment describes a whole line, and so does an attribute.
pub(super) fn attribute_inside(attributes: &[TokenStream], errors: &mut Errors) {
    for attribute in attributes {
        errors.error(
            attribute,
            "doc comments and attributes stand before a line, not inside of it; move this above the line, or write a \
             comment with `//`",
        );
    }
}

/// Takes the attributes inside of lines out of the tokens.
pub(super) fn take(tokens: Vec<TokenTree>) -> Misplaced {
    if !has_attribute(&tokens) {
        return Misplaced { tokens, attributes: Vec::new() };
    }
    let mut left = Misplaced { tokens: Vec::new(), attributes: Vec::new() };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if is_attribute(&tokens, at) && is_inside(&tokens, at) {
            left.take(&tokens[at..at + 2]);
            at += 2;
        } else {
            left.keep(token);
            at += 1;
        }
    }
    left
}

/// Whether there is an attribute here, or in the parentheses of a line. Most blocks of endpoints have none but before lines,
/// and their tokens need not be copied.
fn has_attribute(tokens: &[TokenTree]) -> bool {
    (0..tokens.len()).any(|at| {
        is_attribute(tokens, at) && is_inside(tokens, at)
            || is_group(tokens, at, Delimiter::Parenthesis)
                && matches!(&tokens[at], TokenTree::Group(group) if holds_attribute(group))
    })
}

fn holds_attribute(group: &Group) -> bool {
    let tokens = group.stream().into_iter().collect::<Vec<_>>();
    (0..tokens.len()).any(|at| is_attribute(&tokens, at))
}

/// Whether an attribute is inside of a line: it is between a name and its method, or nothing that can have attributes follows
/// it, or the line before it cannot end there.
fn is_inside(tokens: &[TokenTree], at: usize) -> bool {
    let after = skip_attributes(tokens, at);
    let Some(before) = (0..at).rev().find(|before| !is_part_of_attribute(tokens, *before)) else {
        return false;
    };
    let line = starts_line(tokens, skip_visibility(tokens, after));
    let named = word(tokens, after + 1).is_none() && !is_punct(tokens, after + 1, ':');
    let method_follows = is_punct(tokens, before, ':') && line && named;
    let unfinished = in_path(tokens, before + 1) || is_arrow(tokens, before);
    let ends = is_punct(tokens, before, ';') || is_group(tokens, before, Delimiter::Brace);
    method_follows || !line && !ends && (unfinished || word(tokens, after).is_none())
}

fn is_part_of_attribute(tokens: &[TokenTree], at: usize) -> bool {
    is_attribute(tokens, at) || at > 0 && is_attribute(tokens, at - 1)
}

impl Misplaced {
    fn take(&mut self, attribute: &[TokenTree]) {
        self.attributes.push((self.tokens.len(), attribute.iter().cloned().collect()));
    }

    /// Keeps a token, but of parentheses only what is not an attribute in them.
    fn keep(&mut self, token: &TokenTree) {
        let place = self.tokens.len() + 1;
        let token = match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                self.without_attributes(group, place)
            }
            token => token.clone(),
        };
        self.tokens.push(token);
    }

    fn without_attributes(&mut self, group: &Group, place: usize) -> TokenTree {
        let tokens = group.stream().into_iter().collect::<Vec<_>>();
        let (mut kept, mut at) = (TokenStream::new(), 0);
        while let Some(token) = tokens.get(at) {
            if is_attribute(&tokens, at) {
                self.attributes.push((place, tokens[at..at + 2].iter().cloned().collect()));
                at += 2;
            } else {
                kept.extend([token.clone()]);
                at += 1;
            }
        }
        let mut left = Group::new(group.delimiter(), kept);
        left.set_span(group.span());
        left.into()
    }
}
