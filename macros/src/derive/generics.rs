//! The type parameters of a wire type.

use crate::rt::rt;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Ident, Type, WherePredicate, parse_quote};

/// The generics of a wire type, with the bounds that its impls need.
pub(super) struct WireGenerics {
    /// With a `Default` bound for fields that start as their default.
    plain: Generics,
    /// The same, and every type parameter is itself a wire type.
    wire: Generics,
}

impl WireGenerics {
    pub(super) fn new(generics: &Generics) -> Self {
        let rt = rt();
        let wires = generics.type_params().map(|parameter| {
            let parameter = &parameter.ident;
            parse_quote!(#parameter: #rt::Serialize + #rt::DeserializeOwned)
        });
        Self { plain: generics.clone(), wire: with_predicates(generics, wires) }
    }

    /// Adds the bounds of fields that start as their default.
    pub(super) fn with_defaults<'a>(self, types: impl Iterator<Item = &'a Type>) -> Self {
        let rt = rt();
        let predicates = self.of_parameters(types, &quote! { #rt::Default });
        Self {
            plain: with_predicates(&self.plain, predicates.iter().cloned()),
            wire: with_predicates(&self.wire, predicates.into_iter()),
        }
    }

    /// Adds the bounds of members that are objects.
    pub(super) fn with_objects<'a>(self, types: impl Iterator<Item = &'a Type>) -> Self {
        let rt = rt();
        let predicates = self.of_parameters(types, &quote! { #rt::Object });
        Self { wire: with_predicates(&self.wire, predicates.into_iter()), ..self }
    }

    /// Bounds for the types that depend on a parameter; rustc checks the others without a bound.
    fn of_parameters<'a>(
        &self,
        types: impl Iterator<Item = &'a Type>,
        bound: &TokenStream,
    ) -> Vec<WherePredicate> {
        let parameters: Vec<_> =
            self.plain.type_params().map(|parameter| &parameter.ident).collect();
        let dependent = types.filter(|ty| mentions(ty.to_token_stream(), &parameters));
        dependent.map(|ty| parse_quote!(#ty: #bound)).collect()
    }

    /// `impl<T> Trait for Name<T> where ..`, up to the brace.
    pub(super) fn wire_impl(&self, of: &TokenStream, name: &Ident) -> TokenStream {
        header(&self.wire, of, name)
    }

    /// The same with the bounds of a document.
    pub(super) fn schema_impl(&self, of: &TokenStream, name: &Ident) -> TokenStream {
        let bounds = self.parameters().map(|parameter| parse_quote!(#parameter: #of));
        header(&with_predicates(&self.wire, bounds), of, name)
    }

    pub(super) fn parameters(&self) -> impl Iterator<Item = &Ident> {
        self.plain.type_params().map(|parameter| &parameter.ident)
    }

    /// The same without the bounds of the wire, for other traits.
    pub(super) fn plain_impl(&self, of: &TokenStream, name: &Ident) -> TokenStream {
        header(&self.plain, of, name)
    }

    /// `impl<'__de, T> Deserialize<'__de> for Name<T> where ..`, up to the brace.
    pub(super) fn deserialize_impl(&self, name: &Ident) -> TokenStream {
        let rt = rt();
        let mut generics = self.wire.clone();
        generics.params.insert(0, GenericParam::Lifetime(parse_quote!('__de)));
        let (parameters, _, where_clause) = generics.split_for_impl();
        let (_, arguments, _) = self.wire.split_for_impl();
        quote! { impl #parameters #rt::Deserialize<'__de> for #name #arguments #where_clause }
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

fn with_predicates(
    generics: &Generics,
    predicates: impl Iterator<Item = WherePredicate>,
) -> Generics {
    let mut generics = generics.clone();
    let mut predicates = predicates.peekable();
    if predicates.peek().is_some() {
        generics.make_where_clause().predicates.extend(predicates);
    }
    generics
}

fn mentions(tokens: TokenStream, parameters: &[&Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => parameters.contains(&&ident),
        TokenTree::Group(group) => mentions(group.stream(), parameters),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
