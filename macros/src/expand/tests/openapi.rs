//! The types of the endpoints, for the OpenAPI document.

use super::{ALL, check_item, printed};
use crate::errors::Errors;
use crate::expand::expand;
use expect_test::expect;

#[test]
fn the_types_of_a_line_are_in_the_order_of_its_row() {
    check_item(
        "pub client Notes { error Problem; error Late when ok = false; }
         write: POST /notes/<note: NoteId>/<part>?<tags: Vec<Tag>?>&v=1&<Filter?> (header \"X-T\": u8, json New<'_>)
             -> Note | sse NoteEvent when stream error 404 5xx: Missing error Busy when busy;
         ping: GET /ping -> text;",
        "rt::openapi::Declared for Notes",
        &expect![[r#"
            impl rt::openapi::Declared for Notes {
                const VERSION: rt::Option<&'static rt::str> = rt::option_env!("CARGO_PKG_VERSION");
                fn declare(lines: &mut rt::openapi::Lines) {
                    use rt::openapi::NoAnswer as _;
                    let schema_0 = rt::openapi::Question::<
                        Problem,
                    >::answer(
                        rt::openapi::Question::<Problem>::SCHEMA,
                        rt::openapi::Question::<Problem>::JSON_SCHEMA,
                    );
                    let schema_1 = rt::openapi::Question::<
                        Late,
                    >::answer(
                        rt::openapi::Question::<Late>::SCHEMA,
                        rt::openapi::Question::<Late>::JSON_SCHEMA,
                    );
                    let schema_2 = rt::openapi::Question::<
                        NoteId,
                    >::answer(
                        rt::openapi::Question::<NoteId>::SCHEMA,
                        rt::openapi::Question::<NoteId>::JSON_SCHEMA,
                    );
                    let schema_3 = rt::openapi::Question::<
                        rt::str,
                    >::answer(
                        rt::openapi::Question::<rt::str>::SCHEMA,
                        rt::openapi::Question::<rt::str>::JSON_SCHEMA,
                    );
                    let schema_4 = rt::openapi::Question::<
                        Vec<Tag>,
                    >::answer(
                        rt::openapi::Question::<Vec<Tag>>::SCHEMA,
                        rt::openapi::Question::<Vec<Tag>>::JSON_SCHEMA,
                    );
                    let schema_5 = rt::openapi::Question::<
                        rt::Option<Filter>,
                    >::answer(
                        rt::openapi::Question::<rt::Option<Filter>>::SCHEMA,
                        rt::openapi::Question::<rt::Option<Filter>>::JSON_SCHEMA,
                    );
                    let schema_6 = rt::openapi::Question::<
                        u8,
                    >::answer(
                        rt::openapi::Question::<u8>::SCHEMA,
                        rt::openapi::Question::<u8>::JSON_SCHEMA,
                    );
                    let schema_7 = rt::openapi::Question::<
                        New<'static>,
                    >::answer(
                        rt::openapi::Question::<New<'static>>::SCHEMA,
                        rt::openapi::Question::<New<'static>>::JSON_SCHEMA,
                    );
                    let schema_8 = rt::openapi::Question::<
                        Note,
                    >::answer(
                        rt::openapi::Question::<Note>::SCHEMA,
                        rt::openapi::Question::<Note>::JSON_SCHEMA,
                    );
                    let schema_9 = rt::openapi::Question::<
                        NoteEvent,
                    >::answer(rt::openapi::Question::<NoteEvent>::EVENT, rt::None);
                    let schema_10 = rt::openapi::Question::<
                        Missing,
                    >::answer(
                        rt::openapi::Question::<Missing>::SCHEMA,
                        rt::openapi::Question::<Missing>::JSON_SCHEMA,
                    );
                    let schema_11 = rt::openapi::Question::<
                        Busy,
                    >::answer(
                        rt::openapi::Question::<Busy>::SCHEMA,
                        rt::openapi::Question::<Busy>::JSON_SCHEMA,
                    );
                    lines.errors(&[schema_0, schema_1]);
                    lines
                        .line(
                            Notes::ENDPOINTS.row(0),
                            &[
                                schema_2,
                                schema_3,
                                schema_4,
                                schema_5,
                                schema_6,
                                schema_7,
                                schema_8,
                                schema_9,
                                schema_10,
                                schema_10,
                                schema_11,
                            ],
                        );
                    lines.line(Notes::ENDPOINTS.row(1), &[]);
                }
            }
        "#]],
    );
}

#[test]
fn groups_are_named_and_those_of_other_blocks_are_called() {
    check_item(
        "pub client Notes;
         /// Tags of notes.
         #[cfg(unix)]
         group tags {
             /// Lists tags.
             #[cfg(feature = \"x\")]
             list: GET /tags -> Vec<Tag> polled until Tag::is_last;
             read: GET /tags/<tag> -> text;
         }
         /// The owners.
         group owners = crate::owners::Owners;",
        "rt::openapi::Declared for Notes",
        &expect![[r#"
            impl rt::openapi::Declared for Notes {
                const VERSION: rt::Option<&'static rt::str> = rt::option_env!("CARGO_PKG_VERSION");
                fn declare(lines: &mut rt::openapi::Lines) {
                    use rt::openapi::NoAnswer as _;
                    #[cfg(unix)] lines.mounted::<__notes_tags::Tags>("");
                    lines.mounted::<crate::owners::Owners>("The owners.");
                }
            }
        "#]],
    );
}

#[test]
fn a_group_without_its_client_has_its_own_function() {
    check_item(
        "/// Owners of notes.
         pub group Owners { read: GET /owners/<owner> -> lines Owner; }",
        "rt::openapi::Declared for",
        &expect![[r#"
            impl rt::openapi::Declared for __owners_owners::Owners {
                fn declare(lines: &mut rt::openapi::Lines) {
                    use rt::openapi::NoAnswer as _;
                    let schema_0 = rt::openapi::Question::<
                        rt::str,
                    >::answer(
                        rt::openapi::Question::<rt::str>::SCHEMA,
                        rt::openapi::Question::<rt::str>::JSON_SCHEMA,
                    );
                    let schema_1 = rt::openapi::Question::<
                        Owner,
                    >::answer(
                        rt::openapi::Question::<Owner>::SCHEMA,
                        rt::openapi::Question::<Owner>::JSON_SCHEMA,
                    );
                    lines.group("owners", "Owners of notes.");
                    lines.line(__owners_owners::Owners::ENDPOINTS.row(0), &[schema_0, schema_1]);
                }
            }
        "#]],
    );
}

#[test]
fn each_type_is_asked_once_and_lines_with_mistakes_are_left_out() {
    let tokens = "pub group Notes {
        read: GET /notes/<id: u64> -> Note;
        write: PUT /notes/<id: u64> (json Note) -> Note;
        wrong: GET /wrong -> ;
    }";
    let mut errors = Errors::default();
    let model = crate::sound(tokens.parse().expect("it lexes"), &mut errors);
    assert_eq!(errors.messages().len(), 1);
    let expansion = expand(&model, ALL, &[]).to_string();
    // One for the number, one for the note; what the mock asks has no name.
    assert_eq!(expansion.matches("let schema_").count(), 2);
    assert_eq!(expansion.matches("lines . line").count(), 2);
}

#[test]
fn the_function_of_the_client_makes_way_for_an_endpoint_of_its_name() {
    let has_function = |declaration| {
        let functions = "-> rt::openapi::OpenApi";
        printed(declaration, ALL).contains(functions)
    };
    assert!(has_function("client Notes; read: GET /openapi -> text;"));
    assert!(!has_function("client Notes; openapi: GET /openapi -> text;"));
    assert!(!has_function("client Notes; group openapi { read: GET /openapi -> text; }"));
}
