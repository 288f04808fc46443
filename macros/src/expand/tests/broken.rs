//! Lines with a mistake.

use super::NONE;
use crate::errors::Errors;
use crate::expand::expand;
use expect_test::expect;
use quote::ToTokens;

#[test]
fn the_first_message_is_in_the_type_of_all_broken_methods() {
    let source = "pub group Notes { create: POST /notes (json Note) -> ; #[deprecated] list: GET /notes -> Vec<; }";
    let mut errors = Errors::default();
    let model = crate::sound(source.parse().expect("the source lexes"), &mut errors);
    let tokens = expand(&model, NONE, &errors.in_source_order()).to_string();
    let short = tokens.replace(&crate::rt::rt().to_token_stream().to_string(), "rt");
    let printed = prettyplease::unparse(&syn::parse_str(&short).expect("the expansion is Rust"));
    let from = printed
        .find("#[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]")
        .expect("the methods are there");
    expect![[r##"
        #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
        #[deny(elided_lifetimes_in_paths)]
        impl __notes_notes::Notes {
            #[allow(unexpected_cfgs)]
            pub fn create(
                &self,
                #[cfg(not(rust_analyzer))]
                _: __NotesBroken,
                #[cfg(rust_analyzer)]
                _: ...
            ) -> __NotesBroken {
                #[cfg(rust_analyzer)]
                fn line() {
                    let _: Note;
                }
                loop {}
            }
            #[deprecated]
            #[allow(unexpected_cfgs)]
            pub fn list(&self, #[cfg(rust_analyzer)] _: ...) -> __NotesBroken {
                #[cfg(rust_analyzer)]
                fn line() {
                    let _: Vec;
                }
                loop {}
            }
            /// Returns these endpoints, called through `client`.
            pub fn new(client: &rt::Client) -> Self {
                Self { client: client.share() }
            }
            /// The endpoints of this group, in declaration order.
            pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[],
                mounted: &[],
            };
        }
        #[doc(hidden)]
        type __NotesBroken = rt::Broken<
            {
                ::core::compile_error! {
                    "expected a reply: a type, `text`, `bytes`, `stream`, `lines Type`, `empty` or `sse Type`"
                }
            },
        >;
        ::core::compile_error! {
            "the type `Vec<` is incomplete; close its brackets"
        }
    "##]]
    .assert_eq(&printed[from..]);
}
