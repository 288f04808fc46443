//! The arguments of a function.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Ident, Lifetime, Token, Type};

/// An entry of the argument list.
#[allow(clippy::large_enum_variant)] // syntax nodes: few of each, and short-lived
pub(crate) enum Input {
    Argument(Argument),
    /// `self` in one of its forms, such as `&'a mut self` or `self: Box<Self>`.
    Receiver(TokenStream),
    /// `...`, with or without a name.
    Variadic(TokenStream),
}

/// `/// Docs. name: Type`
pub(crate) struct Argument {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) pattern: Pattern,
    colon: Token![:],
    pub(crate) ty: Type,
}

/// The pattern that binds an argument.
pub(crate) enum Pattern {
    Name(Option<Token![mut]>, Ident),
    Other(TokenStream),
}

impl Argument {
    /// Returns the attributes for the field of this argument: its description, and how serde and schemars treat it.
    pub(crate) fn field_attrs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| belongs_to_field(attr))
    }
}

/// Rust allows no doc comments on arguments, and the other two attributes only on derived types.
fn belongs_to_field(attr: &Attribute) -> bool {
    ["doc", "serde", "schemars"].iter().any(|name| attr.path().is_ident(name))
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        if is_receiver(input) {
            return parse_receiver(input).map(Self::Receiver);
        }
        if input.peek(Token![...]) {
            return input.parse().map(Self::Variadic);
        }
        let (pattern, colon): (Pattern, Token![:]) = (input.parse()?, input.parse()?);
        if input.peek(Token![...]) {
            let dots: Token![...] = input.parse()?;
            return Ok(Self::Variadic(quote! { #pattern #colon #dots }));
        }
        Ok(Self::Argument(Argument { attrs, pattern, colon, ty: input.parse()? }))
    }
}

fn is_receiver(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    let _ = parse_reference(&ahead);
    ahead.peek(Token![self]) && !ahead.peek2(Token![::])
}

/// Parses `&'a mut`, of which each part may be missing.
fn parse_reference(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let and: Option<Token![&]> = input.parse()?;
    let lifetime: Option<Lifetime> = input.parse()?;
    let mutability: Option<Token![mut]> = input.parse()?;
    Ok(quote! { #and #lifetime #mutability })
}

fn parse_receiver(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let reference = parse_reference(input)?;
    let receiver: Token![self] = input.parse()?;
    let colon: Option<Token![:]> = input.parse()?;
    let ty: Option<Type> = colon.map(|_| input.parse()).transpose()?;
    Ok(quote! { #reference #receiver #colon #ty })
}

impl Parse for Pattern {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        match (ahead.parse::<Option<Token![mut]>>(), ahead.parse::<Ident>()) {
            (Ok(_), Ok(_)) if at_colon(&ahead) => Ok(Self::Name(input.parse()?, input.parse()?)),
            _ => parse_tokens(input).map(Self::Other),
        }
    }
}

/// Parses up to the colon before the type. Any colon within a pattern is inside brackets.
fn parse_tokens(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !at_colon(input) {
        if input.peek(Token![::]) {
            tokens.extend(input.parse::<Token![::]>()?.into_token_stream());
        } else {
            tokens.extend([input.parse::<TokenTree>()?]);
        }
    }
    Ok(tokens)
}

fn at_colon(input: ParseStream<'_>) -> bool {
    input.peek(Token![:]) && !input.peek(Token![::])
}

impl ToTokens for Input {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Argument(argument) => argument.to_tokens(tokens),
            Self::Receiver(receiver) => receiver.to_tokens(tokens),
            // Omitted: the mistake is already reported, and rustc would report it again.
            Self::Variadic(_) => {}
        }
    }
}

/// Prints the argument without the attributes of its field.
impl ToTokens for Argument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let attrs = self.attrs.iter().filter(|attr| !belongs_to_field(attr));
        let Self { pattern, colon, ty, .. } = self;
        tokens.extend(quote! { #(#attrs)* #pattern #colon #ty });
    }
}

impl ToTokens for Pattern {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Name(mutability, name) => tokens.extend(quote! { #mutability #name }),
            Self::Other(pattern) => pattern.to_tokens(tokens),
        }
    }
}
