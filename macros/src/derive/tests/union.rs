//! Enums of types that are identified by a tag.

use super::check_item;
use expect_test::expect;

const TOOL: &str = r#"
    #[wire(tag = "type")]
    pub enum Tool {
        #[wire(string)]
        Auto,
        #[wire(string)]
        Name(ToolName),
        #[wire(array)]
        Many(Vec<Tool>),
        FileSearch(FileSearch),
        #[wire(rename = "fn")]
        Function(Box<Function>),
        Unknown(Value),
    }
"#;

#[test]
fn a_union_is_a_table_of_tags_and_a_line_a_member() {
    check_item(
        crate::derive::union,
        TOOL,
        "rt::Union for Tool",
        &expect![[r##"
            #[automatically_derived]
            impl rt::Union for Tool {
                const NAME: &'static rt::str = "Tool";
                fn unknown(value: rt::Value) -> Self {
                    Self::Unknown(value)
                }
                const TOLD_BY: rt::ToldBy = rt::ToldBy::Tag {
                    key: &["type"],
                    values: &["file_search", "fn"],
                    ahead: "ahead: type",
                };
                fn told<'__de, __A: rt::MapAccess<'__de>>(
                    index: rt::usize,
                    from: &mut rt::Reader<'__de, __A>,
                ) -> rt::Result<Self, __A::Error> {
                    match index {
                        0 => from.object().map(Self::FileSearch),
                        1 => from.object().map(Self::Function),
                        _ => from.rest().map(Self::Unknown),
                    }
                }
                fn array<'__de, __A: rt::SeqAccess<'__de>>(
                    from: rt::SeqAccessDeserializer<__A>,
                ) -> rt::Result<Self, __A::Error> {
                    rt::Deserialize::deserialize(from).map(Self::Many)
                }
                fn string(text: &rt::str) -> Self {
                    match text {
                        "auto" => Self::Auto,
                        _ => Self::Name(rt::Into::into(text)),
                    }
                }
            }
        "##]],
    );
}

#[test]
fn a_union_writes_its_tag() {
    check_item(
        crate::derive::union,
        TOOL,
        "rt::Serialize for",
        &expect![[r##"
            #[automatically_derived]
            impl rt::Serialize for Tool {
                fn serialize<__S: rt::Serializer>(
                    &self,
                    to: __S,
                ) -> rt::Result<__S::Ok, __S::Error> {
                    match self {
                        Self::Auto => to.serialize_str("auto"),
                        Self::Name(value) => rt::Serialize::serialize(value, to),
                        Self::Many(value) => rt::Serialize::serialize(value, to),
                        Self::FileSearch(value) => {
                            rt::serialize_tagged(value, "type", "file_search", to)
                        }
                        Self::Function(value) => rt::serialize_tagged(value, "type", "fn", to),
                        Self::Unknown(value) => rt::Serialize::serialize(value, to),
                    }
                }
            }
        "##]],
    );
}

#[test]
fn a_union_tells_its_tag() {
    check_item(
        crate::derive::union,
        TOOL,
        "impl Tool",
        &expect![[r##"
            #[automatically_derived]
            #[allow(dead_code)]
            impl Tool {
                /// Returns the `type` of the member, or the string if it is one; empty if it has neither.
                pub fn tag(&self) -> &rt::str {
                    match self {
                        Self::Auto => "auto",
                        Self::Name { .. } => "",
                        Self::Many { .. } => "",
                        Self::FileSearch(_) => "file_search",
                        Self::Function(_) => "fn",
                        Self::Unknown(unknown) => rt::unknown_tag(unknown, "type"),
                    }
                }
            }
        "##]],
    );
}

#[test]
fn a_union_of_objects_asks_serde_for_them() {
    let any = "enum Any { #[wire(object)] Map(Map), Unknown(Value) }";
    check_item(
        crate::derive::union,
        any,
        "rt::Union for Any",
        &expect![[r##"
            #[automatically_derived]
            impl rt::Union for Any {
                const NAME: &'static rt::str = "Any";
                fn unknown(value: rt::Value) -> Self {
                    Self::Unknown(value)
                }
                fn object<'__de, __A: rt::MapAccess<'__de>>(
                    from: rt::MapAccessDeserializer<__A>,
                ) -> rt::Result<Self, __A::Error> {
                    rt::Deserialize::deserialize(from).map(Self::Map)
                }
            }
        "##]],
    );
}
