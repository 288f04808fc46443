//! Enums of strings.

use super::check_item;
use expect_test::expect;

const STATUS: &str =
    r#"enum Status { InProgress, #[wire(rename = "fine-tune")] FineTune, Unknown(String) }"#;

#[test]
fn a_string_enum_has_a_string_a_variant() {
    check_item(
        crate::derive::string_enum,
        STATUS,
        "impl Status",
        &expect![[r##"
            #[automatically_derived]
            #[allow(dead_code)]
            impl Status {
                /// Returns the string as it is sent and received.
                fn as_str(&self) -> &rt::str {
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
        crate::derive::string_enum,
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
        crate::derive::string_enum,
        STATUS,
        "rt::string_enum!",
        &expect![[r#"
        rt::string_enum! {
            Status
        }
    "#]],
    );
}
