//! Removes and doubles every single token of a declaration: nearly everything else must remain.

use crate::errors::Errors;
use crate::model::Model;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

const SOURCE: &str = r#"
    crate = my::reexport;
    pub client Api at "https://api.example.com" {
        auth bearer env "API_KEY";
        timeout 10 min;
    }
    pub id ThreadId, RunId;
    group threads {
        header "X-Version": "2";
        create: POST /threads (json CreateThread?) -> Thread;
        list: GET /threads?<limit: u32?>&<after: ThreadId?>&beta=true -> Page<Thread> paged by after;
        remove: DELETE /threads/<thread: ThreadId> -> empty timeout 3 s;
    }
    group runs {
        create: POST /threads/<thread: ThreadId>/runs (json CreateRun, header "X-Trace": Trace) -> Run { retry 0; }
        read: GET /threads/<thread: ThreadId>/runs/<run: RunId> -> Run polled until Run::is_settled;
        GET /files/<path..> -> bytes;
    }
    group members at /teams/<team: TeamId>/<name..> {
        retrieve: GET /members/<member> -> Member;
        find: "PROPFIND" /members -> Member;
        cancel: POST /members/<member>:cancel -> empty;
    }
    health: GET /health -> text;
"#;

const METHODS: usize = 10;

#[test]
fn any_one_token_costs_one_line_and_one_message() {
    let whole = SOURCE.parse::<TokenStream>().expect("the source lexes");
    for at in 0..count(&whole) {
        for edit in [Edit::Remove, Edit::Double] {
            let (tokens, token) = edited(whole.clone(), at, edit);
            let (names, messages) = compiled(tokens);
            assert!(messages.len() <= 1, "{edit:?} of `{token}`, token {at}: {messages:#?}");
            let head =
                token.starts_with('{') || matches!(token.as_str(), "threads" | "runs" | "members");
            let least = if head { METHODS - 3 } else { METHODS - 1 };
            assert!(names.len() >= least, "{edit:?} of `{token}`, token {at}: {names:?}");
        }
    }
}

/// Types `line`, between two others, up to each of its tokens. The expansion is Rust all the same.
#[test]
fn any_beginning_of_a_line_costs_that_line_and_one_message() {
    for line in [
        "retrieve: GET /threads/<thread: ThreadId>/<path..>?<limit: u32?>&<tags[]: Vec<Tag>?>&a=b -> Page<Thread>;",
        "retrieve: POST /threads (json Vec<Thread>?, header \"X-Trace\": Trace) -> Thread { timeout 3 s; retry 2 on 429 5xx; }",
        "retrieve: GET /a.b/v1.1/<id>:verb -> text header \"A\": \"b\" error 404: Missing timeout 3 s retry 2 on 5xx auth none;",
        "retrieve: POST /threads/-/<id>@<version>?at=2026-01-31T00:00:00Z&flag=\"\" (json Vec<u8>) -> json String | sse Event when stream;",
        "retrieve: \"PROPFIND\" /threads/<path..>/members/<id>:verb -> Thread;",
        "#[deprecated] retrieve: DELETE /threads/<a>-<b> -> empty idempotent deprecated \"no\" cfg(unix);",
    ] {
        let tokens = line.parse::<TokenStream>().expect("the line lexes");
        let length = tokens.clone().into_iter().count();
        let attributes = if line.starts_with('#') { 2 } else { 0 };
        for end in attributes + 1..length {
            let typed = tokens.clone().into_iter().take(end).collect::<TokenStream>();
            let declaration = quote! {
                client Api;
                group threads {
                    create: POST /threads -> Thread;
                    #typed
                    /// Deletes it.
                    delete: DELETE /threads/<thread: ThreadId> -> Deleted;
                }
            };
            assert_expands_to_rust(declaration.clone());
            let (names, messages) = compiled(declaration);
            assert_eq!(messages.len(), 1, "after `{typed}`: {messages:#?}");
            assert_eq!(names, ["create", "retrieve", "delete"], "after `{typed}`");
        }
    }
}

fn compiled(tokens: TokenStream) -> (Vec<String>, Vec<String>) {
    let mut errors = Errors::default();
    let model = crate::sound(tokens, &mut errors);
    (names(&model), errors.messages())
}

fn assert_expands_to_rust(tokens: TokenStream) {
    let expansion = crate::compile(tokens).to_string();
    if let Err(error) = syn::parse_str::<syn::File>(&expansion) {
        panic!("{error} in {expansion}");
    }
}

#[derive(Clone, Copy, Debug)]
enum Edit {
    Remove,
    Double,
}

fn count(tokens: &TokenStream) -> usize {
    let count = |token| match token {
        TokenTree::Group(group) => 1 + count(&Group::stream(&group)),
        _ => 1,
    };
    tokens.clone().into_iter().map(count).sum()
}

/// The tokens with an edit at the token `at`, and that token.
fn edited(tokens: TokenStream, at: usize, edit: Edit) -> (TokenStream, String) {
    let (mut left, mut token) = (at, String::new());
    (edit_in(tokens, &mut left, edit, &mut token), token)
}

fn edit_in(tokens: TokenStream, left: &mut usize, edit: Edit, hit: &mut String) -> TokenStream {
    let mut output = TokenStream::new();
    for token in tokens {
        let here = *left == 0;
        *left = left.wrapping_sub(1);
        let token = match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), edit_in(group.stream(), left, edit, hit)).into()
            }
            token => token,
        };
        if here {
            *hit = token.to_string();
        }
        match (here, edit) {
            (true, Edit::Remove) => {}
            (true, Edit::Double) => output.extend([token.clone(), token]),
            (false, _) => output.extend([token]),
        }
    }
    output
}

fn names(model: &Model) -> Vec<String> {
    model.methods().map(|method| method.name().to_string()).collect()
}
