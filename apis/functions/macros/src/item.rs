//! The item under the attribute, as written.

use crate::argument::Input;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Abi, Attribute, Generics, Ident, ReturnType, Token, Visibility, WhereClause, parenthesized,
    token,
};

/// `pub async fn name(inputs) -> Output { .. }`
pub(crate) struct Item {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) qualifiers: Qualifiers,
    pub(crate) keyword: Token![fn],
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    parentheses: token::Paren,
    pub(crate) inputs: Punctuated<Input, Token![,]>,
    pub(crate) output: ReturnType,
    pub(crate) where_clause: Option<WhereClause>,
    /// The body is not parsed.
    body: TokenStream,
}

/// The qualifiers before `fn`, in the order that Rust prescribes.
pub(crate) struct Qualifiers {
    constness: Option<Token![const]>,
    pub(crate) asyncness: Option<Token![async]>,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) abi: Option<Abi>,
}

impl Item {
    pub(crate) fn is_method(&self) -> bool {
        self.inputs.iter().any(|input| matches!(input, Input::Receiver(_)))
    }
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let qualifiers = not_a_function(input)?;
        let inside;
        Ok(Self {
            attrs,
            vis,
            qualifiers,
            keyword: input.parse()?,
            name: input.parse()?,
            generics: input.parse()?,
            parentheses: parenthesized!(inside in input),
            inputs: Punctuated::parse_terminated(&inside)?,
            output: input.parse()?,
            where_clause: input.parse()?,
            body: input.parse()?,
        })
    }
}

/// Other items have no arguments to declare.
fn not_a_function(input: ParseStream<'_>) -> syn::Result<Qualifiers> {
    const MESSAGE: &str = "`#[function]` belongs on an `async fn`";
    let mistake = input.error(MESSAGE);
    match Qualifiers::parse(input) {
        Ok(qualifiers) if input.peek(Token![fn]) => Ok(qualifiers),
        _ => Err(mistake),
    }
}

impl Parse for Qualifiers {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            constness: input.parse()?,
            asyncness: input.parse()?,
            unsafety: input.parse()?,
            abi: input.parse()?,
        })
    }
}

/// Prints the item, without the attributes of its arguments that are meant for the model.
impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attrs, vis, qualifiers, keyword, name, generics, .. } = self;
        tokens.extend(quote! { #(#attrs)* #vis #qualifiers #keyword #name #generics });
        self.parentheses.surround(tokens, |tokens| self.inputs.to_tokens(tokens));
        let Self { output, where_clause, body, .. } = self;
        tokens.extend(quote! { #output #where_clause #body });
    }
}

impl ToTokens for Qualifiers {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { constness, asyncness, unsafety, abi } = self;
        tokens.extend(quote! { #constness #asyncness #unsafety #abi });
    }
}
