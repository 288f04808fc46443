//! Structs of fields.

use super::check_item;
use expect_test::expect;

const RUN: &str = r#"
    #[wire(constant(object = "thread.run"), nullable, lenient, required(id))]
    pub struct Run {
        /// Names it.
        pub id: RunId,
        /// When it was created.
        pub created_at: i64,
        pub r#type: Option<String>,
        #[wire(rename = "tool_choice", optional)]
        tools: Option<Vec<Tool>>,
        pub note: Patch<String>,
        pub extra: Extra,
    }
"#;

#[test]
fn an_object_is_a_table_a_loop_and_a_call_a_field() {
    check_item(
        crate::derive::object,
        RUN,
        "rt::Object for Run",
        &expect![[r##"
            #[automatically_derived]
            impl rt::Object for Run {
                const FIELDS: &'static rt::Fields = &rt::Fields {
                    name: "Run",
                    names: &["id", "created_at", "type", "tool_choice", "note"],
                    aliases: &[],
                    constants: &[("object", "thread.run")],
                    nullable: 4,
                    open: true,
                };
                fn decode<'__de, __A: rt::MapAccess<'__de>>(
                    from: &mut rt::Reader<'__de, __A>,
                ) -> rt::Result<Self, __A::Error> {
                    #[allow(unused_imports)]
                    use rt::ReadAsIs as _;
                    let mut __id = rt::None;
                    let mut __created_at: i64 = rt::Default::default();
                    let mut __type: Option<String> = rt::Default::default();
                    let mut __tools: Option<Vec<Tool>> = rt::Default::default();
                    let mut __note: Patch<String> = rt::Default::default();
                    while let rt::Some(index) = from.next()? {
                        match index {
                            0 => from.required(rt::How::<RunId>::READ, &mut __id),
                            1 => from.lenient(rt::Loosely, &mut __created_at),
                            2 => from.nullable(rt::AsIs, &mut __type),
                            3 => from.optional(rt::How::<Option<Vec<Tool>>>::READ, &mut __tools),
                            4 => from.plain(rt::AsIs, &mut __note),
                            _ => rt::Ok(()),
                        }?;
                    }
                    rt::Ok(Self {
                        id: from.found(0, __id)?,
                        created_at: __created_at,
                        r#type: __type,
                        tools: __tools,
                        note: __note,
                        extra: from.extra(),
                    })
                }
                fn encode<__M: rt::SerializeMap>(&self, to: &mut rt::Writer<__M>) {
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
        crate::derive::object,
        RUN,
        "impl Run",
        &expect![[r#"
            #[automatically_derived]
            #[allow(dead_code)]
            impl Run {
                /// Creates a `Run` with only the required fields set.
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
                fn tools(mut self, tools: impl rt::IntoList<Tool>) -> Self {
                    self.tools = rt::Some(rt::IntoList::into_list(tools));
                    self
                }
                #[must_use]
                pub fn note(mut self, note: impl rt::Into<String>) -> Self {
                    self.note = rt::Patch::Value(rt::Into::into(note));
                    self
                }
                /// Clears `note`: sends it as `null`.
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
        crate::derive::object,
        RUN,
        "rt::Serialize for",
        &expect![[r#"
            #[automatically_derived]
            impl rt::Serialize for Run {
                fn serialize<__S: rt::Serializer>(
                    &self,
                    to: __S,
                ) -> rt::Result<__S::Ok, __S::Error> {
                    rt::serialize_object(self, to)
                }
            }
        "#]],
    );
}

#[test]
fn an_object_is_read_by_the_runtime() {
    check_item(
        crate::derive::object,
        RUN,
        "rt::Deserialize<'__de> for",
        &expect![[r#"
            #[automatically_derived]
            impl<'__de> rt::Deserialize<'__de> for Run {
                fn deserialize<__D: rt::Deserializer<'__de>>(
                    from: __D,
                ) -> rt::Result<Self, __D::Error> {
                    rt::deserialize_object(from)
                }
            }
        "#]],
    );
}

#[test]
fn an_object_that_requires_nothing_has_a_default() {
    check_item(
        crate::derive::object,
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
        crate::derive::object,
        page,
        "rt::Deserialize<'__de> for",
        &expect![[r#"
            #[automatically_derived]
            impl<'__de, T: Clone> rt::Deserialize<'__de> for Page<T>
            where
                T: Send,
                T: rt::Serialize + rt::DeserializeOwned,
            {
                fn deserialize<__D: rt::Deserializer<'__de>>(
                    from: __D,
                ) -> rt::Result<Self, __D::Error> {
                    rt::deserialize_object(from)
                }
            }
        "#]],
    );
}

#[test]
fn a_setter_says_what_the_service_takes_without_it() {
    check_item(
        crate::derive::object,
        "pub struct Sampling {
            /// How random it is.
            #[wire(if_absent = 1)]
            pub temperature: Option<f64>,
        }",
        "impl Sampling",
        &expect![[r#"
            #[automatically_derived]
            #[allow(dead_code)]
            impl Sampling {
                /// Creates a `Sampling` with only the required fields set.
                pub fn new() -> Self {
                    Self {
                        temperature: rt::Default::default(),
                    }
                }
                /// How random it is.
                ///
                /// Without it, the service takes `1`.
                #[must_use]
                pub fn temperature(mut self, temperature: f64) -> Self {
                    self.temperature = rt::Some(temperature);
                    self
                }
            }
        "#]],
    );
}
