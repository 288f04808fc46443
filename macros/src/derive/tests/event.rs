//! Enums of the events of a stream.

use super::check_item;
use expect_test::expect;

const RUN_EVENT: &str = r#"
    pub enum RunEvent {
        #[wire(rename = "thread.run.created")]
        Created(Run),
        #[wire(rename = "thread.run.completed", terminal)]
        Completed(Run),
        #[wire(terminal)]
        Expired(Box<Run>),
        Unknown { event: String, data: String },
    }
"#;

#[test]
fn an_event_is_known_by_its_name() {
    check_item(
        crate::derive::event,
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
                                event: rt::Into::into(event),
                                data: rt::Into::into(data),
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
                fn is_known(&self) -> rt::bool {
                    match self {
                        Self::Unknown { .. } => false,
                        _ => true,
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
        crate::derive::event,
        r#"#[wire(tag = "type")] enum Part { #[wire(rename = "a", string)] A, #[wire(terminal)] B(B), Unknown(Value) }"#,
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
                fn is_known(&self) -> rt::bool {
                    match self {
                        Self::Unknown { .. } => false,
                        _ => true,
                    }
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
