//! An endpoint: a constant and a method.

use super::{check, check_item};
use expect_test::expect;

fn in_group(line: &str) -> String {
    format!("pub group Runs {{ {line} }}")
}

#[test]
fn the_method_is_one_expression() {
    check_item(
        &in_group(
            "/// Creates one.\n create: POST /threads/<thread: ThreadId>/runs (json CreateRun) -> Run;",
        ),
        "pub fn create",
        &expect![[r#"
            pub fn create(
                &self,
                thread: &ThreadId,
                body: &CreateRun,
            ) -> RunsCall<rt::Json<Run>> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0)
                    .path(&rt::path_value(thread).to_parameter())
                    .json(body)
                    .call(&self.client)
            }
        "#]],
    );
}

#[test]
fn the_route_is_in_the_docs() {
    check(
        &in_group(
            "/// Cancels it.\n cancel: POST /runs/<run: RunId>/cancel -> Run { deprecated; cfg(unix); }",
        ),
        &expect![[r#"
            rt::group! {
                pub use; #[doc = " # Endpoints"] #[doc = ""] #[doc =
                " | method | path | function | reply |"] #[doc = " |---|---|---|---|"]
                #[cfg_attr(all(unix), doc =
                " | `POST` | `/runs/{run}/cancel` | [`cancel`](Self::cancel) | `Run` |")] struct Runs
                in pub __runs_runs;
            }
            #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
            #[deny(elided_lifetimes_in_paths)]
            impl __runs_runs::Runs {
                /// Cancels it.
                /**
             `POST /runs/{run}/cancel`*/
                #[cfg(unix)]
                #[deprecated]
                pub fn cancel(&self, run: &RunId) -> RunsCall<rt::Json<Run>> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0)
                        .path(&rt::path_value(run).to_parameter())
                        .call(&self.client)
                }
                /// Returns these endpoints, called through `client`.
                pub fn new(client: &rt::Client) -> Self {
                    Self { client: client.share() }
                }
                /// The endpoints of this group, in declaration order.
                pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                    own: &[
                        #[cfg(unix)]
                        rt::Endpoint::post("runs.cancel", "/runs/{run}/cancel", "Cancels it.")
                            .deprecated(),
                    ],
                    mounted: &[],
                };
            }
            rt::call! {
                pub struct RunsCall;
            }
        "#]],
    );
}

#[test]
fn a_derived_name() {
    check_item(
        &in_group("GET /threads/<id> -> Thread;"),
        "pub fn",
        &expect![[r#"
            pub fn get_threads_by_id(&self, id: &str) -> RunsCall<rt::Json<Thread>> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).path(id).call(&self.client)
            }
        "#]],
    );
}

#[test]
fn numbers_are_values_and_text_is_lent() {
    check_item(
        &in_group(
            "find: PUT /x/<a: u32>/<b: String>/<c>/<d..>?<e: bool>&<f: Order>&<g: Vec<u8>>&<h: String>&<Filter>&i=1 (header \"J-K\": u8, header \"L\": Key, header \"M\": String) -> empty;",
        ),
        "pub fn",
        &expect![[r#"
            pub fn find(
                &self,
                a: u32,
                b: &str,
                c: &str,
                d: &str,
                e: bool,
                f: &Order,
                g: &[u8],
                h: &str,
                query: &Filter,
                j_k: u8,
                l: &Key,
                m: &str,
            ) -> RunsCall<rt::Empty> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0)
                    .path(&a)
                    .path(b)
                    .path(c)
                    .rest(d)
                    .query("e", &e)
                    .query("f", &rt::query_value(f).to_parameter())
                    .query("g", &rt::query_value(g).to_parameter())
                    .query("h", h)
                    .query_all(query)
                    .header("j-k", &j_k)
                    .header("l", l)
                    .header("m", &m)
                    .query_pair("i", "1")
                    .call(&self.client)
            }
        "#]],
    );
}

#[test]
fn bodies() {
    for (input, expected) in [
        (
            "json Vec<Row>",
            expect![[r#"
                pub fn put(&self, body: &[Row]) -> RunsCall<rt::Empty> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).json(body).call(&self.client)
                }
            "#]],
        ),
        (
            "form Row",
            expect![[r#"
                pub fn put(&self, body: &Row) -> RunsCall<rt::Empty> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).form(body).call(&self.client)
                }
            "#]],
        ),
        (
            "text",
            expect![[r#"
                pub fn put(&self, body: impl rt::Into<rt::String>) -> RunsCall<rt::Empty> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).text(body).call(&self.client)
                }
            "#]],
        ),
        (
            "bytes",
            expect![[r#"
                pub fn put(&self, body: impl rt::Into<rt::Bytes>) -> RunsCall<rt::Empty> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).bytes(body).call(&self.client)
                }
            "#]],
        ),
        (
            "stream",
            expect![[r#"
                pub fn put(&self, body: impl rt::Into<rt::Body>) -> RunsCall<rt::Empty> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).stream(body).call(&self.client)
                }
            "#]],
        ),
    ] {
        check_item(&in_group(&format!("put: PUT /x ({input}) -> empty;")), "pub fn", &expected);
    }
}

#[test]
fn replies() {
    for (reply, expected) in [
        (
            "Vec<Row>",
            expect![[r#"
                pub fn get(&self) -> RunsCall<rt::Json<Vec<Row>>> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
                }
            "#]],
        ),
        (
            "text",
            expect![[r#"
                pub fn get(&self) -> RunsCall<rt::Text> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
                }
            "#]],
        ),
        (
            "bytes",
            expect![[r#"
                pub fn get(&self) -> RunsCall<rt::BytesReply> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
                }
            "#]],
        ),
        (
            "stream",
            expect![[r#"
                pub fn get(&self) -> RunsCall<rt::ByteStream> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
                }
            "#]],
        ),
        (
            "empty",
            expect![[r#"
                pub fn get(&self) -> RunsCall<rt::Empty> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
                }
            "#]],
        ),
        (
            "Run polled until Run::is_settled",
            expect![[r#"
                pub fn get(&self) -> RunsCall<rt::Polled<Run>> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0)
                        .polled(&self.client, Run::is_settled)
                }
            "#]],
        ),
    ] {
        check_item(&in_group(&format!("get: GET /x -> {reply};")), "pub fn", &expected);
    }
}

#[test]
fn the_row_has_what_was_said() {
    check_item(
        &in_group(
            "/// Finds.\n find: PUT /x/<a>?<b: u32>&<c[]: Vec<u8>?>&<Filter>&d=1 (header \"E\": u8, json Row?) -> bytes { header \"F\": \"g\"; timeout 3 s; retry 4 on 429 5xx; error 404: Gone; auth none; idempotent; deprecated; }",
        ),
        "const ENDPOINTS",
        &expect![[r#"
            pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::put("runs.find", "/x/{a}", "Finds.")
                        .with_query(
                            &[
                                rt::Parameter::required("b"),
                                rt::Parameter::optional("c[]"),
                                rt::Parameter::fields("Filter"),
                                rt::Parameter::fixed("d", "1"),
                            ],
                        )
                        .with_header_parameters(&[rt::Parameter::required("e")])
                        .with_optional_body(rt::BodyKind::Json)
                        .with_reply(rt::ReplyKind::Bytes)
                        .deprecated()
                        .with_headers(&[("f", "g")])
                        .with_timeout(rt::Duration::from_millis(3000))
                        .with_retry(rt::RetrySpec::new(4).on(&[(429, 429), (500, 599)]))
                        .with_errors(&[rt::ErrorSpec::new(404, rt::ErrorDecoder::of::<Gone>())])
                        .without_credential()
                        .idempotent(),
                ],
                mounted: &[],
            };
        "#]],
    );
}

#[test]
fn two_endpoints_differ_only_in_names() {
    let printed = |line: &str| super::printed(&in_group(line), super::NONE);
    let one = printed("create: POST /a/<b: C> (json D) -> E;");
    let two = printed("modify: POST /v/<w: X> (json Y) -> Z;");
    let renamed = [
        ("modify", "create"),
        ("/v/{w}", "/a/{b}"),
        ("w: &X", "b: &C"),
        ("path_value(w)", "path_value(b)"),
        ("&Y", "&D"),
        ("Json<Z>", "Json<E>"),
        ("`Z`", "`E`"),
    ];
    assert_eq!(one, renamed.iter().fold(two, |text, (from, to)| text.replace(from, to)));
}

#[test]
fn the_row_of_another_method() {
    check_item(
        &in_group("find: \"PROPFIND\" /files/<path..> -> text;"),
        "const ENDPOINTS",
        &expect![[r#"
            pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::other("PROPFIND", "runs.find", "/files/{path..}", "")
                        .with_reply(rt::ReplyKind::Text),
                ],
                mounted: &[],
            };
        "#]],
    );
}
