//! Expansions, printed: one small declaration for each artefact. `UPDATE_EXPECT=1 cargo test` writes them anew.

use expect_test::{Expect, expect};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

/// Compares the first item of the expansion that has `from`, in which `rt` stands for the runtime's private module.
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

const RUN: &str = r#"
    #[wire(constant(object = "thread.run"), nullable, required(id))]
    pub struct Run {
        /// Names it.
        pub id: RunId,
        /// When it was created.
        pub created_at: i64,
        pub r#type: Option<String>,
        #[wire(name = "tool_choice", optional)]
        tools: Option<Vec<Tool>>,
        pub note: Patch<String>,
        pub extra: Extra,
    }
"#;

#[test]
fn an_object_is_a_table_a_loop_and_a_call_a_field() {
    check_item(
        super::object,
        RUN,
        "rt::Object for Run",
        &expect![[r##"
            #[automatically_derived]
            impl rt::Object for Run {
                const FIELDS: &'static rt::Fields = &rt::Fields {
                    name: "Run",
                    names: &["id", "created_at", "type", "tool_choice", "note"],
                    constants: &[("object", "thread.run")],
                    nullable: 4,
                    extra: true,
                };
                fn decode<'de, A: rt::MapAccess<'de>>(
                    from: &mut rt::Reader<'de, A>,
                ) -> rt::Result<Self, A::Error> {
                    let mut id = rt::None;
                    let mut created_at: i64 = rt::Default::default();
                    let mut r#type: Option<String> = rt::Default::default();
                    let mut tools: Option<Vec<Tool>> = rt::Default::default();
                    let mut note: Patch<String> = rt::Default::default();
                    while let rt::Some(index) = from.next()? {
                        match index {
                            0 => from.required(&mut id),
                            1 => from.plain_integer(&mut created_at),
                            2 => from.nullable(&mut r#type),
                            3 => from.optional(&mut tools),
                            4 => from.patch(&mut note),
                            _ => rt::Ok(()),
                        }?;
                    }
                    rt::Ok(Self {
                        id: from.found(0, id)?,
                        created_at,
                        r#type,
                        tools,
                        note,
                        extra: from.extra(),
                    })
                }
                fn encode<M: rt::SerializeMap>(&self, to: &mut rt::Writer<M>) {
                    to.plain(&self.id);
                    to.plain(&self.created_at);
                    to.nullable(&self.r#type);
                    to.optional(&self.tools);
                    to.patch(&self.note);
                }
                fn extra(&self) -> rt::Option<&rt::Extra> {
                    rt::Some(&self.extra)
                }
            }
        "##]],
    );
}

#[test]
fn an_object_has_a_constructor_and_setters() {
    check_item(
        super::object,
        RUN,
        "impl Run",
        &expect![[r#"
            #[automatically_derived]
            impl Run {
                ///Creates a `Run` with nothing set but what is required.
                pub fn new(id: impl rt::Into<RunId>) -> Self {
                    Self {
                        id: rt::Into::into(id),
                        created_at: rt::Default::default(),
                        r#type: rt::Default::default(),
                        tools: rt::Default::default(),
                        note: rt::Default::default(),
                        extra: rt::Default::default(),
                    }
                }
                /// When it was created.
                #[must_use]
                pub fn created_at(mut self, created_at: i64) -> Self {
                    self.created_at = created_at;
                    self
                }
                #[must_use]
                pub fn r#type(mut self, r#type: impl rt::Into<String>) -> Self {
                    self.r#type = rt::Some(rt::Into::into(r#type));
                    self
                }
                #[must_use]
                fn tools(
                    mut self,
                    tools: impl rt::IntoIterator<Item = impl rt::Into<Tool>>,
                ) -> Self {
                    self.tools = rt::Some(rt::collect(tools));
                    self
                }
                #[must_use]
                pub fn note(mut self, note: impl rt::Into<String>) -> Self {
                    self.note = rt::Patch::Value(rt::Into::into(note));
                    self
                }
                /// Clears `note`: sends `null`.
                #[must_use]
                pub fn clear_note(mut self) -> Self {
                    self.note = rt::Patch::Null;
                    self
                }
            }
        "#]],
    );
}

#[test]
fn an_object_is_written_by_the_runtime() {
    check_item(
        super::object,
        RUN,
        "rt::Serialize for",
        &expect![[r#"
        #[automatically_derived]
        impl rt::Serialize for Run {
            fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
                rt::serialize_object(self, to)
            }
        }
    "#]],
    );
}

#[test]
fn an_object_is_read_by_the_runtime() {
    check_item(
        super::object,
        RUN,
        "rt::Deserialize<'de> for",
        &expect![[r#"
        #[automatically_derived]
        impl<'de> rt::Deserialize<'de> for Run {
            fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
                rt::deserialize_object(from)
            }
        }
    "#]],
    );
}

#[test]
fn an_object_that_requires_nothing_has_a_default() {
    check_item(
        super::object,
        "struct Empty {}",
        "rt::Default for",
        &expect![[r#"
        #[automatically_derived]
        impl rt::Default for Empty {
            fn default() -> Self {
                Self::new()
            }
        }
    "#]],
    );
}

#[test]
fn parameters_are_bound() {
    let page = "struct Page<T: Clone> where T: Send { data: Vec<T>, only: T }";
    check_item(
        super::object,
        page,
        "rt::Deserialize<'de> for",
        &expect![[r#"
        #[automatically_derived]
        impl<'de, T: Clone> rt::Deserialize<'de> for Page<T>
        where
            T: Send,
            T: rt::Serialize + rt::DeserializeOwned,
            Vec<T>: rt::Default,
            T: rt::Default,
        {
            fn deserialize<D: rt::Deserializer<'de>>(from: D) -> rt::Result<Self, D::Error> {
                rt::deserialize_object(from)
            }
        }
    "#]],
    );
}

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
        #[wire(name = "fn")]
        Function(Box<Function>),
        Unknown(Value),
    }
"#;

#[test]
fn a_union_is_a_table_of_tags_and_a_line_a_member() {
    check_item(
        super::union,
        TOOL,
        "rt::Union for Tool",
        &expect![[r##"
            #[automatically_derived]
            impl rt::Union for Tool {
                const NAME: &'static rt::str = "Tool";
                fn unknown(value: rt::Value) -> Self {
                    Self::Unknown(value)
                }
                const TAG: rt::Option<&'static rt::str> = rt::Some("type");
                const TAGS: &'static [&'static rt::str] = &["file_search", "fn"];
                fn tagged<'de, A: rt::MapAccess<'de>>(
                    index: rt::usize,
                    from: &mut rt::Reader<'de, A>,
                ) -> rt::Result<Self, A::Error> {
                    match index {
                        0 => from.object().map(Self::FileSearch),
                        1 => from.object().map(Self::Function),
                        _ => from.rest().map(Self::Unknown),
                    }
                }
                fn array<'de, A: rt::SeqAccess<'de>>(
                    from: rt::SeqAccessDeserializer<A>,
                ) -> rt::Result<Self, A::Error> {
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
        super::union,
        TOOL,
        "rt::Serialize for",
        &expect![[r##"
        #[automatically_derived]
        impl rt::Serialize for Tool {
            fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
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
        super::union,
        TOOL,
        "impl Tool",
        &expect![[r##"
            #[automatically_derived]
            impl Tool {
                /// The `type` of the member, or the string that stands for it; empty if it has neither.
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
        super::union,
        any,
        "rt::Union for Any",
        &expect![[r##"
        #[automatically_derived]
        impl rt::Union for Any {
            const NAME: &'static rt::str = "Any";
            fn unknown(value: rt::Value) -> Self {
                Self::Unknown(value)
            }
            fn object<'de, A: rt::MapAccess<'de>>(
                from: rt::MapAccessDeserializer<A>,
            ) -> rt::Result<Self, A::Error> {
                rt::Deserialize::deserialize(from).map(Self::Map)
            }
        }
    "##]],
    );
}

const STATUS: &str =
    r#"enum Status { InProgress, #[wire(name = "fine-tune")] FineTune, Unknown(String) }"#;

#[test]
fn a_string_enum_has_a_string_a_variant() {
    check_item(
        super::string_enum,
        STATUS,
        "impl Status",
        &expect![[r##"
        #[automatically_derived]
        impl Status {
            /// The string as it goes over the wire.
            pub fn as_str(&self) -> &rt::str {
                match self {
                    Self::InProgress => "in_progress",
                    Self::FineTune => "fine-tune",
                    Self::Unknown(unknown) => unknown,
                }
            }
        }
    "##]],
    );
}

#[test]
fn a_string_enum_is_made_from_its_strings() {
    check_item(
        super::string_enum,
        STATUS,
        "rt::From<&rt::str> for",
        &expect![[r##"
            #[automatically_derived]
            impl rt::From<&rt::str> for Status {
                fn from(text: &rt::str) -> Self {
                    match text {
                        "in_progress" => Self::InProgress,
                        "fine-tune" => Self::FineTune,
                        unknown => Self::Unknown(rt::Into::into(unknown)),
                    }
                }
            }
        "##]],
    );
}

#[test]
fn a_string_enum_leaves_the_rest_to_the_runtime() {
    check_item(
        super::string_enum,
        STATUS,
        "rt::string_enum!",
        &expect![[r#"
        rt::string_enum! {
            Status
        }
    "#]],
    );
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
            fn decode<'de, A: rt::MapAccess<'de>>(
                _: &mut rt::Reader<'de, A>,
            ) -> rt::Result<Self, A::Error> {
                rt::Err(rt::erroneous())
            }
            fn encode<M: rt::SerializeMap>(&self, _: &mut rt::Writer<M>) {}
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
            fn serialize<S: rt::Serializer>(&self, to: S) -> rt::Result<S::Ok, S::Error> {
                to.serialize_unit()
            }
        }
    "#]],
    );
    check_item(
        super::string_enum,
        "enum Status {}",
        "rt::Deserialize<'de> for",
        &expect![[r#"
        #[automatically_derived]
        impl<'de> rt::Deserialize<'de> for Status {
            fn deserialize<D: rt::Deserializer<'de>>(_: D) -> rt::Result<Self, D::Error> {
                rt::Err(rt::erroneous())
            }
        }
    "#]],
    );
}

const RUN_EVENT: &str = r#"
    pub enum RunEvent {
        #[wire(name = "thread.run.created")]
        Created(Run),
        #[wire(name = "thread.run.completed", terminal)]
        Completed(Run),
        #[wire(terminal)]
        Expired(Box<Run>),
        Unknown { event: String, data: String },
    }
"#;

#[test]
fn an_event_is_known_by_its_name() {
    check_item(
        super::event,
        RUN_EVENT,
        "rt::Event for RunEvent",
        &expect![[r##"
            #[automatically_derived]
            impl rt::Event for RunEvent {
                fn decode(event: &rt::str, data: &rt::str) -> rt::Result<Self, rt::JsonError> {
                    match event {
                        "thread.run.created" => rt::read_data::<Run>(data).map(Self::Created),
                        "thread.run.completed" => rt::read_data::<Run>(data).map(Self::Completed),
                        "expired" => rt::read_data::<Box<Run>>(data).map(Self::Expired),
                        _ => {
                            rt::Ok(Self::Unknown {
                                event: event.into(),
                                data: data.into(),
                            })
                        }
                    }
                }
                fn name(&self) -> &rt::str {
                    match self {
                        Self::Created(_) => "thread.run.created",
                        Self::Completed(_) => "thread.run.completed",
                        Self::Expired(_) => "expired",
                        Self::Unknown { event, .. } => event,
                    }
                }
                fn data(&self) -> rt::Result<rt::Cow<'_, rt::str>, rt::JsonError> {
                    match self {
                        Self::Created(value) => rt::write_data::<Run>(value),
                        Self::Completed(value) => rt::write_data::<Run>(value),
                        Self::Expired(value) => rt::write_data::<Box<Run>>(value),
                        Self::Unknown { data, .. } => rt::Ok(rt::Cow::Borrowed(data)),
                    }
                }
                const HAS_TERMINAL: rt::bool = true;
                fn is_terminal(&self) -> rt::bool {
                    match self {
                        Self::Completed { .. } | Self::Expired { .. } => true,
                        _ => false,
                    }
                }
            }
        "##]],
    );
}

#[test]
fn an_event_is_known_by_a_tag() {
    check_item(
        super::event,
        r#"#[wire(tag = "type")] enum Part { #[wire(name = "a", string)] A, #[wire(terminal)] B(B), Unknown(Value) }"#,
        "rt::Event for Part",
        &expect![[r#"
            #[automatically_derived]
            impl rt::Event for Part {
                fn decode(_: &rt::str, data: &rt::str) -> rt::Result<Self, rt::JsonError> {
                    rt::read_data(data)
                }
                fn name(&self) -> &rt::str {
                    self.tag()
                }
                fn data(&self) -> rt::Result<rt::Cow<'_, rt::str>, rt::JsonError> {
                    rt::write_data(self)
                }
                const HAS_TERMINAL: rt::bool = true;
                fn is_terminal(&self) -> rt::bool {
                    match self {
                        Self::B { .. } => true,
                        _ => false,
                    }
                }
            }
        "#]],
    );
}
