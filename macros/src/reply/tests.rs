//! A kind of reply that does not exist yet needs only a row.

use super::kind::{Kind, Reply};
use super::parse::parse_kind;
use crate::rt::rt;
use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};

#[test]
fn a_word_before_a_type_is_a_row() {
    let rows = Kind { text: "rows {}", constant: "Rows", ty: "Rows" };
    let parse = |input: ParseStream<'_>| parse_kind(rows, input);
    let reply = parse.parse2(quote! { rows Vec<Entry> }).expect("the reply parses");
    let short = |tokens: &dyn ToTokens| {
        let tokens = tokens.to_token_stream().to_string();
        tokens.replace(&rt().to_token_stream().to_string(), "rt").replace(' ', "")
    };
    assert!(matches!(reply, Reply::Word(..)));
    assert_eq!(reply.text(), "rows Vec<Entry>");
    assert_eq!(short(&reply.runtime_type(Span::call_site())), "rt::Rows<Vec<Entry>>");
    assert_eq!(short(&reply.facts(rt())), ".with_reply(rt::ReplyKind::Rows)");
    let error = parse.parse2(quote! { rows entry }).err().expect("a type is expected");
    assert_eq!(
        error.to_string(),
        "expected a type that starts with an upper-case letter, found `entry`; write `Entry`"
    );
}
