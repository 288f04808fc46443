//! Replies that may be nothing, and replies that are errors.

use super::check_item;
use expect_test::expect;

#[test]
fn the_rows_say_what_only_readers_are_told() {
    check_item(
        r#"pub group Notes {
            add: POST /notes (json Note also "application/xml") -> 200 201 Note also "application/xml" "text/csv"
                error 404 5xx: empty;
            start: POST /start -> 202 empty;
        }"#,
        "const ENDPOINTS",
        &expect![[r#"
            pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::post("notes.add", "/notes", "")
                        .json_body()
                        .with_other_media_types(&["application/xml"])
                        .with_statuses(&[200, 201])
                        .with_other_reply_media_types(&["application/xml", "text/csv"])
                        .with_errors(
                            &[rt::ErrorSpec::new_empty(404), rt::ErrorSpec::class_empty(5)],
                        ),
                    rt::Endpoint::post("notes.start", "/start", "")
                        .with_statuses(&[202])
                        .with_reply(rt::ReplyKind::Empty),
                ],
                mounted: &[],
            };
        "#]],
    );
}

const NOTES: &str = r#"pub client Diary {
    error Refusal;
    error Refusal when ok = false;
    error Refusal when "error code" = -1;
    error Refusal when errors;
}
group notes {
    read: GET /notes/<id> -> Note? none on 404 304;
    find: GET /notes?<text> -> json String?;
    save: PUT /notes (json Note) -> Note error 400 5xx: Gone error Gone when status = "gone" error Gone when id = null
        error Gone when rate = 0.5;
}"#;

#[test]
fn the_rows_say_when_there_is_no_value_and_when_there_is_an_error() {
    check_item(
        NOTES,
        "const ENDPOINTS",
        &expect![[r#"
        pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
            own: &[
                rt::Endpoint::get("notes.read", "/notes/{id}", "")
                    .with_reply(rt::ReplyKind::OptionalJson)
                    .with_none_on(&[404, 304]),
                rt::Endpoint::get("notes.find", "/notes", "")
                    .with_query(&[rt::Parameter::required("text")])
                    .with_reply(rt::ReplyKind::OptionalJson),
                rt::Endpoint::put("notes.save", "/notes", "")
                    .json_body()
                    .with_errors(
                        &[
                            rt::ErrorSpec::new(400, rt::ErrorDecoder::of::<Gone>()),
                            rt::ErrorSpec::class(5, rt::ErrorDecoder::of::<Gone>()),
                        ],
                    )
                    .with_error_conditions(
                        &[
                            rt::ErrorCondition::new(
                                "status",
                                rt::Scalar::Text("gone"),
                                rt::ErrorDecoder::of::<Gone>(),
                            ),
                            rt::ErrorCondition::new(
                                "id",
                                rt::Scalar::Null,
                                rt::ErrorDecoder::of::<Gone>(),
                            ),
                            rt::ErrorCondition::new(
                                "rate",
                                rt::Scalar::Float(0.5),
                                rt::ErrorDecoder::of::<Gone>(),
                            ),
                        ],
                    ),
            ],
            mounted: &[],
        };
    "#]],
    );
}

#[test]
fn the_client_says_when_there_is_an_error() {
    check_item(
        NOTES,
        "const SPEC",
        &expect![[r#"
            const SPEC: &'static rt::ApiSpec = &rt::ApiSpec::new("Diary")
                .with_error(rt::ErrorDecoder::of::<Refusal>())
                .with_error_conditions(
                    &[
                        rt::ErrorCondition::new(
                            "ok",
                            rt::Scalar::Bool(false),
                            rt::ErrorDecoder::of::<Refusal>(),
                        ),
                        rt::ErrorCondition::new(
                            "error code",
                            rt::Scalar::Integer(-1),
                            rt::ErrorDecoder::of::<Refusal>(),
                        ),
                        rt::ErrorCondition::present("errors", rt::ErrorDecoder::of::<Refusal>()),
                    ],
                );
        "#]],
    );
}

#[test]
fn the_method_gives_a_call_of_a_value_or_nothing() {
    check_item(
        NOTES,
        "pub fn read",
        &expect![[r#"
        pub fn read(&self, id: &str) -> DiaryCall<rt::Optional<Note>> {
            rt::Request::row(Diary::ENDPOINTS, 0).path(id).call(&self.client)
        }
    "#]],
    );
    check_item(
        NOTES,
        "pub fn find",
        &expect![[r#"
        pub fn find(&self, text: &str) -> DiaryCall<rt::Optional<String>> {
            rt::Request::row(Diary::ENDPOINTS, 1).query("text", text).call(&self.client)
        }
    "#]],
    );
}
