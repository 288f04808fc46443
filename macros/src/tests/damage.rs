//! Removes and doubles every single token of a declaration: nearly everything else must remain.

use crate::errors::Errors;
use crate::model::Model;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

const SOURCE: &str = r#"
    crate = my::reexport;
    pub client Api at my::BASE_URL {
        auth bearer env "API_KEY";
        auth admin: basic env "ADMIN_KEY" or env "ADMIN"?;
        query "api-version": "2024-10-21";
        timeout 10 min;
    }
    pub id ThreadId, UserId: u64;
    group threads {
        header "X-Version": "2";
        header append "X-Beta": "a";
        query "v": "2";
        create: POST /threads (json CreateThread as "application/x"?) -> Thread;
        list: GET /threads?<limit: u32?>&<ids: Vec<u32> by ","?>&<after: ThreadId?>&beta=true -> Page<Thread> paged by after;
        remove: DELETE /threads/<thread: ThreadId> -> empty auth admin timeout 3 s;
        older: GET /threads/older?<after?>&<before?> -> Page<Thread> paged by after back by before;
        search: POST /threads/search (json Search) -> Vec<Thread> paged by start in body from header "X-Next";
        numbered: GET /threads/numbered?<page: u32?> -> Vec<Thread> paged by number page from 1 timeout 3 s;
        skipped: GET /threads/skipped?<skip: u32?> -> Vec<Thread> paged by offset skip from 1;
        linked: GET /threads/linked -> Vec<Thread> paged by link back by link { retry 0; }
        given: GET /threads/given -> Page<Thread> paged by url;
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
    group notes {
        save: PUT /notes (Note via Xml) -> Note via Xml;
        send: PATCH <location: Url>?<digest> (stream) -> empty auth none;
    }
    health: GET /health -> text;
"#;

const METHODS: usize = 18;

/// Kinds of replies and of errors.
const REPLIES: &str = r#"
    client Api at "https://api.example.com" {
        error Refusal when ok = false;
        error Failure when "error code" = -1.5;
        error Failure when errors;
    }
    group threads {
        error 4xx: Refusal;
        read: GET /threads/<thread> -> Thread? none on 404 304;
        find: GET /threads?<name> -> json String? error 400 409 5xx: Missing;
        save: PUT /threads/<thread> (json Thread) -> Thread error Missing when status = "gone" error Refusal when data = null;
    }
    group runs {
        watch: GET /threads/<thread>/runs -> Run | sse RunEvent when query stream until "[DONE]";
        call: POST /threads (json Message) -> Message | sse Message error "error";
        logs: POST /logs (lines Vec<Entry>?) -> lines json::Entry timeout 3 s;
    }
"#;

#[test]
fn any_one_token_costs_one_line_and_one_message() {
    survives(SOURCE, METHODS);
    survives(REPLIES, 6);
}

fn survives(source: &str, methods: usize) {
    let whole = source.parse::<TokenStream>().expect("the source lexes");
    for at in 0..count(&whole) {
        for edit in [Edit::Remove, Edit::Double] {
            let (tokens, token) = edited(whole.clone(), at, edit);
            let (names, messages) = compiled(tokens);
            assert!(messages.len() <= 1, "{edit:?} of `{token}`, token {at}: {messages:#?}");
            let head = token.starts_with('{')
                || matches!(token.as_str(), "threads" | "runs" | "members" | "notes");
            let least = methods.saturating_sub(if head { 9 } else { 1 });
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
        "retrieve: GET /a.b/v1.1/<id>:verb -> text header \"A\": \"b\" header append \"C\": \"d\" error 404: Missing query \"a\": \"b\" timeout 3 s retry 2 on 5xx auth none;",
        "retrieve: POST /threads/-/<id>@<version>?at=2026-01-31T00:00:00Z&flag=\"\" (json Vec<u8>) -> json String | sse Event when stream;",
        "retrieve: \"PROPFIND\" /threads/<path..>/members/<id>:verb -> Thread;",
        "retrieve: POST /threads (json Search) -> Page<Thread> paged by start in body back by end in body;",
        "retrieve: GET /threads?<a?>&<b?> -> Vec<Thread> paged by a from header \"X-Next\" back by b from header \"X-Last\" timeout 3 s;",
        "retrieve: GET /threads?<page: u32> -> Vec<Thread> paged by number page from 1;",
        "retrieve: PUT /threads?<ids: Vec<u32> by \",\"?> (json Vec<Tag> as \"application/x\"?, header \"X\": Vec<u8> by \"; \"?) -> Thread;",
        "retrieve: PUT /threads/<id> (a::Thread via Xml as \"text/xml\"?) -> a::Thread via Xml;",
        "retrieve: PATCH <location: Url>?<digest>&a=b (stream as \"application/x\") -> empty auth none;",
        "#[deprecated] retrieve: DELETE /threads/<a>-<b> -> empty idempotent deprecated \"no\" cfg(unix);",
        "retrieve: GET /threads/<thread> -> Thread | sse Event when query stream until \"[DONE]\" error \"error\";",
        "retrieve: POST /threads/<thread> (lines Entry, header \"A\": B) -> lines Vec<Thread> timeout 3 s;",
        "retrieve: GET /threads/<thread> -> Thread? none on 404 304 error 400 5xx: Missing error Refusal when ok = false;",
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
