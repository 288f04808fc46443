//! A value of JSON that is neither a list nor an object.

use crate::model::Scalar;
use crate::rt::Rt;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// `Scalar::Bool(false)`
pub(super) fn scalar(rt: Rt, value: &Scalar) -> TokenStream {
    let value = match value {
        Scalar::Null => quote! { Null },
        Scalar::Bool(value) => quote! { Bool(#value) },
        Scalar::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote! { Integer(#value) }
        }
        Scalar::Float(value) => {
            let value = Literal::f64_unsuffixed(*value);
            quote! { Float(#value) }
        }
        Scalar::Text(value) => quote! { Text(#value) },
    };
    quote! { #rt::Scalar::#value }
}

/// The value as a declaration spells it.
pub(super) fn spelled(value: &Scalar) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Integer(value) => value.to_string(),
        Scalar::Float(value) => value.to_string(),
        Scalar::Text(value) => format!("{value:?}"),
    }
}
