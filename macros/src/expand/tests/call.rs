//! The call type of an endpoint with optional inputs.

use super::{check, check_item};
use expect_test::expect;

#[test]
fn a_list() {
    check_item(
        "pub group Runs { list: GET /runs?<limit: u32?>&<after: RunId?> -> Page<Run> paged by after; }",
        "pub fn list",
        &expect![[r#"
            pub fn list(&self) -> RunsCall<rt::Paged<Page<Run>>, 1> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
            }
        "#]],
    );
}

#[test]
fn setters() {
    check_item(
        "pub group Runs { list: POST /runs?<a: u32?>&<b: Order?>&<c[]: Vec<u8>?>&<d?>&<Filter?> \
         (header \"E\": u8?, header \"F\": Key?, json Row?) -> text; }",
        "impl RunsCall<",
        &expect![[r#"
            impl RunsCall<rt::Text, 1> {
                /// Sets the query parameter `a`.
                pub fn a(self, a: u32) -> Self {
                    self.set_query("a", &a)
                }
                /// Sets the query parameter `b`.
                pub fn b(self, b: impl rt::Into<Order>) -> Self {
                    self.set_query("b", &rt::query_value::<Order>(&rt::Into::into(b)).to_parameter())
                }
                /// Sets the query parameter `c[]`.
                pub fn c(self, c: impl rt::IntoIterator<Item = u8>) -> Self {
                    self.set_query("c[]", &rt::query_value::<[u8]>(&rt::collect(c)).to_parameter())
                }
                /// Sets the query parameter `d`.
                pub fn d(self, d: &str) -> Self {
                    self.set_query("d", d)
                }
                /// Adds the query parameters of a [`Filter`].
                pub fn with_query(self, with_query: &Filter) -> Self {
                    self.with(|request| request.query_all(with_query))
                }
                /// Sets the header `e`.
                pub fn e(self, e: u8) -> Self {
                    self.header("e", e)
                }
                /// Sets the header `f`.
                pub fn f(self, f: impl rt::Into<Key>) -> Self {
                    self.header("f", rt::Into::<Key>::into(f))
                }
                /// Sets the body.
                pub fn body(self, body: &Row) -> Self {
                    self.with(|request| request.json(body))
                }
            }
        "#]],
    );
}

#[test]
fn a_poll_with_options() {
    check(
        "pub group Runs { get: GET /runs?<a: u32?> -> Run polled until Run::is_settled; }",
        &expect![[r#"
            rt::group! {
                pub use; #[doc = " # Endpoints"] #[doc = ""] #[doc =
                " | method | path | function | reply |"] #[doc = " |---|---|---|---|"] #[doc =
                " | `GET` | `/runs` | [`get`](Self::get) | `Run` |"] struct Runs in pub __runs_runs;
            }
            #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
            #[deny(elided_lifetimes_in_paths)]
            impl __runs_runs::Runs {
                /** `GET /runs`

             Optional: `a`.*/
                pub fn get(&self) -> RunsCall<rt::Polled<Run>, 1> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0)
                        .polled(&self.client, Run::is_settled)
                }
                /// Returns these endpoints, called through `client`.
                pub fn new(client: &rt::Client) -> Self {
                    Self { client: client.share() }
                }
                /// The endpoints of this group, in declaration order.
                pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                    own: &[
                        rt::Endpoint::get("runs.get", "/runs", "")
                            .with_query(&[rt::Parameter::optional("a")]),
                    ],
                    mounted: &[],
                };
            }
            #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
            #[deny(elided_lifetimes_in_paths)]
            impl RunsCall<rt::Polled<Run>, 1> {
                /// Sets the query parameter `a`.
                pub fn a(self, a: u32) -> Self {
                    self.set_query("a", &a)
                }
            }
            rt::call! {
                pub struct RunsCall;
            }
        "#]],
    );
}

/// Within `impl`, no lifetime can be anonymous.
#[test]
fn setters_with_lifetimes() {
    check_item(
        "pub group Rooms { find: GET /rooms?<a: Cow<'_, str>?>&<b: Vec<&str>?> (header \"C\": Name<'static>?) -> Room; }",
        "impl RoomsCall",
        &expect![[r#"
            impl RoomsCall<rt::Json<Room>, 1> {
                /// Sets the query parameter `a`.
                pub fn a<'input>(self, a: impl rt::Into<Cow<'input, str>>) -> Self {
                    self.set_query(
                        "a",
                        &rt::query_value::<Cow<'_, str>>(&rt::Into::into(a)).to_parameter(),
                    )
                }
                /// Sets the query parameter `b`.
                pub fn b<'input>(self, b: impl rt::IntoList<&'input str>) -> Self {
                    self.set_query(
                        "b",
                        &rt::query_value::<[&str]>(&rt::IntoList::into_list(b)).to_parameter(),
                    )
                }
                /// Sets the header `c`.
                pub fn c(self, c: impl rt::Into<Name<'static>>) -> Self {
                    self.header("c", rt::Into::<Name<'static>>::into(c))
                }
            }
        "#]],
    );
}

#[test]
fn a_list_in_both_directions() {
    check_item(
        "pub group Runs { list: GET /runs -> Vec<Run> paged by link back by link; }",
        "pub fn list",
        &expect![[r#"
            pub fn list(&self) -> RunsCall<rt::PagedByHeader<Vec<Run>, rt::BothWays>> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
            }
        "#]],
    );
}

#[test]
fn a_list_whose_pages_have_numbers() {
    check_item(
        "pub group Runs { list: GET /runs?<page: u32?> -> Vec<Run> paged by number page from 1; }",
        "pub fn list",
        &expect![[r#"
            pub fn list(&self) -> RunsCall<rt::PagedByCount<Vec<Run>>, 1> {
                rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
            }
        "#]],
    );
}

#[test]
fn how_pages_follow_one_another_is_in_the_table() {
    check_item(
        "pub group Runs { list: GET /runs?<a?>&<b?> -> Vec<Run> paged by a from header \"X-Next\" back by link; }",
        "const ENDPOINTS",
        &expect![[r#"
            pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::get("runs.list", "/runs", "")
                        .with_query(
                            &[rt::Parameter::optional("a"), rt::Parameter::optional("b")],
                        )
                        .with_pages(rt::PagedBy::cursor("a").from_header("x-next"))
                        .with_pages_back(rt::PagedBy::Link),
                ],
                mounted: &[],
            };
        "#]],
    );
}
