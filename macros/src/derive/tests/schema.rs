//! What is emitted for documents, whether or not the feature is on.

use crate::derive::generics::WireGenerics;
use crate::derive::object::{parse, schema};
use crate::errors::Errors;
use crate::rt::rt;
use expect_test::expect;
use quote::ToTokens;
use syn::DeriveInput;

/// The impl of an object's schema, printed. `rt` stands for the runtime's private module.
fn expansion(declaration: &str) -> String {
    let input: DeriveInput = syn::parse_str(declaration).expect("the declaration is an item");
    let mut errors = Errors::default();
    let object = parse::parse(&input, &mut errors).expect("it is an object");
    let tokens = schema::expand(&object, &WireGenerics::new(&input.generics)).to_string();
    let short = tokens.replace(&rt().to_token_stream().to_string(), "rt");
    prettyplease::unparse(&syn::parse_str(&short).expect("the expansion is Rust"))
}

#[test]
fn a_schema_is_a_text_and_the_types_that_the_compiler_knows() {
    let run = r#"
        /// A "run".
        #[wire(constant(object = "thread.run"), component = "OtherRun")]
        pub struct Run {
            /// Names it.
            pub id: RunId,
            #[wire(min = 0, max = 2.5, if_absent = 1)]
            pub temperature: Option<f64>,
            #[wire(nullable)]
            pub tools: Option<Vec<Tool>>,
            #[wire(flatten)]
            pub place: Place,
            pub lines: Vec<Vec<String>>,
            #[wire(with = "seconds")]
            pub begun: u64,
            pub extra: Extra,
        }
    "#;
    expect![[r##"
        #[automatically_derived]
        impl rt::openapi::Schema for Run {
            fn schema(components: &mut rt::openapi::Components) -> rt::Value {
                #[allow(unused_imports)]
                use rt::openapi::NoAnswer as _;
                rt::openapi::object::<
                    Self,
                >(
                    components,
                    "{\"name\":\"OtherRun\",\"docs\":\"A \\\"run\\\".\",\"constants\":{\"object\":\"thread.run\"},\"fields\":[{\"name\":\"id\",\"docs\":\"Names it.\",\"is\":\"required\"},{\"name\":\"temperature\",\"is\":\"optional\",\"keywords\":{\"minimum\":0,\"maximum\":2.5,\"default\":1},\"type\":\"f64\"},{\"name\":\"tools\",\"is\":\"required or null\"},{\"as\":\"flattened\",\"is\":\"required\"},{\"name\":\"lines\",\"is\":\"required\",\"type\":\"[[String]]\"},{\"name\":\"begun\",\"is\":\"required\",\"as\":\"unknown\"}]}",
                    &[
                        rt::openapi::Question::<
                            RunId,
                        >::answer(
                            rt::openapi::Question::<RunId>::SCHEMA,
                            rt::openapi::Question::<RunId>::JSON_SCHEMA,
                        ),
                        rt::openapi::Question::<
                            Vec<Tool>,
                        >::answer(
                            rt::openapi::Question::<Vec<Tool>>::SCHEMA,
                            rt::openapi::Question::<Vec<Tool>>::JSON_SCHEMA,
                        ),
                        rt::openapi::Question::<
                            Place,
                        >::answer(
                            rt::openapi::Question::<Place>::DEFINITION,
                            rt::openapi::Question::<Place>::JSON_SCHEMA,
                        ),
                    ],
                )
            }
        }
    "##]]
    .assert_eq(&expansion(run));
}

#[test]
fn the_parameters_of_a_type_have_schemas() {
    expect![[r##"
        #[automatically_derived]
        impl<T> rt::openapi::Schema for Page<T>
        where
            T: rt::Serialize + rt::DeserializeOwned,
            T: rt::openapi::Schema,
        {
            fn schema(components: &mut rt::openapi::Components) -> rt::Value {
                #[allow(unused_imports)]
                use rt::openapi::NoAnswer as _;
                rt::openapi::object::<
                    Self,
                >(
                    components,
                    "{\"name\":\"Page\",\"fields\":[{\"name\":\"data\",\"is\":\"required\"},{\"name\":\"only\",\"is\":\"optional\"}],\"parameters\":1}",
                    &[
                        <T as rt::openapi::Schema>::schema,
                        rt::openapi::Question::<
                            Vec<T>,
                        >::answer(
                            rt::openapi::Question::<Vec<T>>::SCHEMA,
                            rt::openapi::Question::<Vec<T>>::JSON_SCHEMA,
                        ),
                        rt::openapi::Question::<
                            T,
                        >::answer(
                            rt::openapi::Question::<T>::SCHEMA,
                            rt::openapi::Question::<T>::JSON_SCHEMA,
                        ),
                    ],
                )
            }
        }
    "##]].assert_eq(&expansion("struct Page<T> { data: Vec<T>, only: Option<T> }"));
}
