//! Lines of JSON, as a reply and as a body.

use super::check_item;
use expect_test::expect;

const LOGS: &str = r#"pub group Logs {
    tail: GET /logs -> lines Entry;
    send: POST /logs (lines Entry<'_>) -> lines json::Receipt;
    amend: PATCH /logs (lines Entry?) -> empty;
}"#;

#[test]
fn the_rows_say_what_is_lines() {
    check_item(
        LOGS,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::get("logs.tail", "/logs", "").with_reply(rt::ReplyKind::Lines),
                rt::Endpoint::post("logs.send", "/logs", "")
                    .with_body(rt::BodyKind::Lines)
                    .with_reply(rt::ReplyKind::Lines),
                rt::Endpoint::patch("logs.amend", "/logs", "")
                    .with_optional_body(rt::BodyKind::Lines)
                    .with_reply(rt::ReplyKind::Empty),
            ],
            mounted: &[],
        };
    "#]],
    );
}

#[test]
fn the_methods_take_whatever_gives_items() {
    check_item(
        LOGS,
        "pub fn tail",
        &expect![[r#"
        pub fn tail(&self) -> LogsCall<rt::Lines<Entry>> {
            rt::Request::row(__logs_logs::Logs::ENDPOINTS, 0).call(&self.client)
        }
    "#]],
    );
    check_item(
        LOGS,
        "pub fn send",
        &expect![[r#"
            pub fn send<'input>(
                &self,
                body: impl rt::IntoIterator<Item = impl rt::Borrow<Entry<'input>>>,
            ) -> LogsCall<rt::Lines<json::Receipt>> {
                rt::Request::row(__logs_logs::Logs::ENDPOINTS, 1)
                    .lines::<Entry<'_>>(body)
                    .call(&self.client)
            }
        "#]],
    );
    check_item(
        LOGS,
        "impl LogsCall",
        &expect![[r#"
        impl LogsCall<rt::Empty, 1> {
            /// Sets the body.
            pub fn body(
                self,
                body: impl rt::IntoIterator<Item = impl rt::Borrow<Entry>>,
            ) -> Self {
                self.with(|request| request.lines::<Entry>(body))
            }
        }
    "#]],
    );
}

#[test]
fn the_mock_receives_a_list() {
    check_item(
        LOGS,
        "pub struct LogsSendRequest",
        &expect![[r#"
        pub struct LogsSendRequest {
            /// The body.
            pub body: rt::Vec<Entry<'static>>,
        }
    "#]],
    );
}
