//! Snapshots of expansions: one small declaration for each artefact. `UPDATE_EXPECT=1 cargo test` updates them.

mod event;
mod multipart;
mod object;
mod schema;
mod string_enum;
mod union;

use expect_test::{Expect, expect};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

/// Compares the first item of the expansion that contains `from`. In it, `rt` stands for the runtime's private module.
fn check_item(
    derive: fn(&DeriveInput) -> TokenStream,
    declaration: &str,
    from: &str,
    expected: &Expect,
) {
    let input = syn::parse_str(declaration).expect("the declaration is an item");
    let tokens = derive(&input).to_string();
    let short = tokens.replace(&crate::rt::rt().to_token_stream().to_string(), "rt");
    let mut printed = syn::parse_str::<syn::File>(&short).expect("the expansion is Rust");
    let is_wanted = |item: &syn::Item| prettyplease::unparse(&file(item.clone())).contains(from);
    let position = printed.items.iter().position(is_wanted).expect("the expansion has it");
    expected.assert_eq(&prettyplease::unparse(&file(printed.items.swap_remove(position))));
}

fn file(item: syn::Item) -> syn::File {
    syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] }
}

#[test]
fn a_type_with_a_mistake_keeps_its_traits() {
    check_item(
        super::object,
        "struct Id(String);",
        "rt::Object for",
        &expect![[r#"
            #[automatically_derived]
            impl rt::Object for Id {
                const FIELDS: &'static rt::Fields = &rt::Fields::NONE;
                fn decode<'__de, __A: rt::MapAccess<'__de>>(
                    _: &mut rt::Reader<'__de, __A>,
                ) -> rt::Result<Self, __A::Error> {
                    rt::Err(rt::erroneous())
                }
                fn encode<__M: rt::SerializeMap>(&self, _: &mut rt::Writer<__M>) {}
            }
        "#]],
    );
    check_item(
        super::union,
        "enum Tool {}",
        "rt::Serialize for",
        &expect![[r#"
            #[automatically_derived]
            impl rt::Serialize for Tool {
                fn serialize<__S: rt::Serializer>(
                    &self,
                    to: __S,
                ) -> rt::Result<__S::Ok, __S::Error> {
                    to.serialize_unit()
                }
            }
        "#]],
    );
    check_item(
        super::string_enum,
        "enum Status {}",
        "rt::Deserialize<'__de> for",
        &expect![[r#"
            #[automatically_derived]
            impl<'__de> rt::Deserialize<'__de> for Status {
                fn deserialize<__D: rt::Deserializer<'__de>>(
                    _: __D,
                ) -> rt::Result<Self, __D::Error> {
                    rt::Err(rt::erroneous())
                }
            }
        "#]],
    );
}

/// Each derive, and a declaration with a mistake, whose placeholders name the runtime too.
#[test]
fn the_runtime_is_where_the_attribute_says() {
    type Derive = fn(&DeriveInput) -> TokenStream;
    let declarations: [(Derive, &str); 7] = [
        (
            super::object,
            "struct Page<T> { data: Vec<T>, next: Option<String>, size: u32, extra: Extra }",
        ),
        (super::object, "struct Id(String);"),
        (super::union, "#[wire(tag = \"type\")] enum Tool { Search(Search), Unknown(Value) }"),
        (super::string_enum, "enum Status { Queued, Unknown(String) }"),
        (super::multipart, "struct Upload { file: FilePart, name: Option<String>, size: u32 }"),
        (super::multipart, "struct Upload(FilePart);"),
        (super::event, "enum Happening { Note(Note), Unknown { event: String, data: String } }"),
    ];
    for (derive, declaration) in declarations {
        let expansion = |attribute: &str| {
            let input = syn::parse_str(&format!("{attribute} {declaration}"));
            derive(&input.expect("the declaration is an item")).to_string()
        };
        let plain = expansion("");
        for path in ["my :: reexport", ":: facade :: api"] {
            let moved =
                plain.replace(":: schematic_api :: __private", &format!("{path} :: __private"));
            assert_ne!(moved, plain);
            assert_eq!(expansion(&format!("#[wire(crate = \"{path}\")]")), moved);
            assert_eq!(expansion(&format!("#[wire(crate = {path})]")), moved);
        }
    }
}
