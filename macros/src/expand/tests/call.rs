//! The call type of an endpoint with optional inputs.

use super::{check, check_item};
use expect_test::expect;

#[test]
fn a_list() {
    check_item(
        "pub group Runs { list: GET /runs?<limit: u32?>&<after: RunId?> -> Page<Run> paged by after; }",
        "pub fn list",
        &expect![[r#"
            pub fn list(&self) -> RunsListCall<'a> {
                RunsListCall(rt::Request::new(Self::LIST).inner_call(self.client))
            }
        "#]],
    );
}

#[test]
fn setters() {
    check_item(
        "pub group Runs { list: POST /runs?<a: u32?>&<b: Order?>&<c[]: Vec<u8>?>&<d?>&<Filter?> \
         (header \"E\": u8?, header \"F\": Key?, json Row?) -> text; }",
        "impl RunsListCall<'_>",
        &expect![[r#"
            impl RunsListCall<'_> {
                /// Sets the query parameter `a`.
                pub fn a(self, a: u32) -> Self {
                    Self(self.0.set_query("a", &a))
                }
                /// Sets the query parameter `b`.
                pub fn b(self, b: impl rt::Into<Order>) -> Self {
                    Self(self.0.set_query::<Order>("b", &b.into()))
                }
                /// Sets the query parameter `c[]`.
                pub fn c(self, c: impl rt::IntoIterator<Item = u8>) -> Self {
                    Self(self.0.set_query_list("c[]", c))
                }
                /// Sets the query parameter `d`.
                pub fn d(self, d: impl rt::Into<rt::String>) -> Self {
                    Self(self.0.set_query::<rt::String>("d", &d.into()))
                }
                /// Adds the query parameters of a [`Filter`].
                pub fn with_query(self, with_query: &Filter) -> Self {
                    Self(self.0.with(|request| request.query_all(with_query)))
                }
                /// Sets the header `e`.
                pub fn e(self, e: u8) -> Self {
                    Self(self.0.header("e", e))
                }
                /// Sets the header `f`.
                pub fn f(self, f: impl rt::Into<Key>) -> Self {
                    Self(self.0.header("f", rt::Into::<Key>::into(f)))
                }
                /// Sets the body.
                pub fn body(self, body: &Row) -> Self {
                    Self(self.0.with(|request| request.json(body)))
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
            /// # Endpoints
            ///
            /// | method | path | function | reply |
            /// |---|---|---|---|
            /// | `GET` | `/runs` | [`get`](Self::get) | `Run` |
            #[derive(rt::Clone, rt::Copy, rt::Debug)]
            pub struct Runs<'a> {
                client: &'a rt::Client,
            }
            impl<'a> Runs<'a> {
                /// `GET /runs`
                pub fn get(&self) -> RunsGetCall<'a> {
                    RunsGetCall(
                        rt::Request::new(Self::GET)
                            .inner_call::<rt::Polled<Run>>(self.client)
                            .until(Run::is_settled),
                    )
                }
                /// These calls over a client.
                pub const fn new(client: &'a rt::Client) -> Self {
                    Self { client }
                }
            }
            impl Runs<'_> {
                /// The endpoint of [`get`](Self::get).
                pub const GET: &'static rt::Endpoint = &rt::Endpoint::new(rt::Method::GET, "/runs")
                    .named("runs.get")
                    .query(&[rt::Parameter::optional("a")]);
                /// The endpoints of this group, in the order of the declaration.
                pub const ENDPOINTS: &'static [&'static rt::Endpoint] = &[Self::GET];
            }
            rt::call! {
                #[doc = " A call of [`Runs::get`], and its optional parameters."] pub struct
                RunsGetCall < 'a > (rt::Polled < Run >) polled Run
            }
            impl RunsGetCall<'_> {
                /// Sets the query parameter `a`.
                pub fn a(self, a: u32) -> Self {
                    Self(self.0.set_query("a", &a))
                }
            }
        "#]],
    );
}
