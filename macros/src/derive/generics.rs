//! Type parameters of a wire type.

use super::rt;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Ident, Type, WherePredicate, parse_quote};

/// The generics of a wire type, with the bounds that its wire impls need.
pub(super) struct WireGenerics {
    plain: Generics,
    wire: Generics,
}

impl WireGenerics {
    /// Every type parameter is itself a wire type; each of the `defaults` that mentions one has a default.
    pub(super) fn new<'a>(generics: &Generics, defaults: impl Iterator<Item = &'a Type>) -> Self {
        let plain = generics.clone();
        let mut wire = generics.clone();
        let parameters: Vec<Ident> =
            generics.type_params().map(|parameter| parameter.ident.clone()).collect();
        if !parameters.is_empty() {
            let predicates = &mut wire.make_where_clause().predicates;
            predicates.extend(parameters.iter().map(|parameter| -> WherePredicate {
                parse_quote!(#parameter: #rt::Serialize + #rt::DeserializeOwned)
            }));
            predicates.extend(
                defaults
                    .filter(|ty| mentions(ty, &parameters))
                    .map(|ty| -> WherePredicate { parse_quote!(#ty: #rt::Default) }),
            );
        }
        Self { plain, wire }
    }

    /// `impl<T> Trait for Name<T> where ..`, up to the brace.
    pub(super) fn wire_impl(&self, of: &TokenStream, name: &Ident) -> TokenStream {
        header(&self.wire, of, name)
    }

    /// The same without the bounds.
    pub(super) fn plain_impl(&self, of: &TokenStream, name: &Ident) -> TokenStream {
        header(&self.plain, of, name)
    }

    /// `impl<'de, T> Deserialize<'de> for Name<T> where ..`, up to the brace.
    pub(super) fn deserialize_impl(&self, name: &Ident) -> TokenStream {
        let mut generics = self.wire.clone();
        generics.params.insert(0, GenericParam::Lifetime(parse_quote!('de)));
        let (parameters, _, where_clause) = generics.split_for_impl();
        let (_, arguments, _) = self.wire.split_for_impl();
        quote! { impl #parameters #rt::Deserialize<'de> for #name #arguments #where_clause }
    }

    /// `impl<T> Name<T>`, up to the brace.
    pub(super) fn inherent_impl(&self, name: &Ident) -> TokenStream {
        let (parameters, arguments, where_clause) = self.plain.split_for_impl();
        quote! { impl #parameters #name #arguments #where_clause }
    }
}

fn header(generics: &Generics, of: &TokenStream, name: &Ident) -> TokenStream {
    let (parameters, arguments, where_clause) = generics.split_for_impl();
    quote! { impl #parameters #of for #name #arguments #where_clause }
}

fn mentions(ty: &Type, parameters: &[Ident]) -> bool {
    fn search(tokens: TokenStream, parameters: &[Ident]) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => parameters.contains(&ident),
            proc_macro2::TokenTree::Group(group) => search(group.stream(), parameters),
            _ => false,
        })
    }
    search(ty.to_token_stream(), parameters)
}
