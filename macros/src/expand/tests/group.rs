//! A group: its type, its table, its constants.

use super::check;
use expect_test::expect;

#[test]
fn a_group_alone() {
    check(
        "/// Runs.\n pub(crate) group Runs { get: GET /runs -> text; }",
        &expect![[r#"
            /// Runs.
            ///
            /// # Endpoints
            ///
            /// | method | path | function | reply |
            /// |---|---|---|---|
            /// | `GET` | `/runs` | [`get`](Self::get) | `text` |
            #[derive(rt::Clone, rt::Copy, rt::Debug)]
            pub(crate) struct Runs<'a> {
                client: &'a rt::Client,
            }
            impl<'a> Runs<'a> {
                /// `GET /runs`
                pub(crate) fn get(&self) -> rt::Call<'a, rt::Text> {
                    rt::Request::new(Self::GET).call(self.client)
                }
                /// These calls over a client.
                pub(crate) const fn new(client: &'a rt::Client) -> Self {
                    Self { client }
                }
            }
            impl Runs<'_> {
                /// The endpoint of [`get`](Self::get).
                pub(crate) const GET: &'static rt::Endpoint = &rt::Endpoint::new(
                        rt::Method::GET,
                        "/runs",
                    )
                    .named("runs.get")
                    .reply(rt::ReplyKind::Text);
                /// The endpoints of this group, in the order of the declaration.
                pub(crate) const ENDPOINTS: &'static [&'static rt::Endpoint] = &[Self::GET];
            }
        "#]],
    );
}

#[test]
fn a_condition_is_on_everything_of_the_group() {
    check(
        "#[cfg(unix)] group Runs { #[cfg(windows)] list: GET /runs?<limit: u32?> -> text; }",
        &expect![[r##"
            #[cfg(unix)]
            /// # Endpoints
            ///
            /// | method | path | function | reply |
            /// |---|---|---|---|
            #[cfg_attr(all(windows), doc = " | `GET` | `/runs` | [`list`](Self::list) | `text` |")]
            #[derive(rt::Clone, rt::Copy, rt::Debug)]
            struct Runs<'a> {
                client: &'a rt::Client,
            }
            #[cfg(unix)]
            impl<'a> Runs<'a> {
                /// `GET /runs`
                #[cfg(windows)]
                fn list(&self) -> RunsListCall<'a> {
                    RunsListCall(rt::Request::new(Self::LIST).inner_call(self.client))
                }
                /// These calls over a client.
                const fn new(client: &'a rt::Client) -> Self {
                    Self { client }
                }
            }
            #[cfg(unix)]
            impl Runs<'_> {
                #[cfg(windows)]
                /// The endpoint of [`list`](Self::list).
                const LIST: &'static rt::Endpoint = &rt::Endpoint::new(rt::Method::GET, "/runs")
                    .named("runs.list")
                    .query(&[rt::Parameter::optional("limit")])
                    .reply(rt::ReplyKind::Text);
                /// The endpoints of this group, in the order of the declaration.
                const ENDPOINTS: &'static [&'static rt::Endpoint] = &[#[cfg(windows)] Self::LIST];
            }
            #[cfg(unix)]
            #[cfg(windows)]
            rt::call! {
                #[doc = " A call of [`Runs::list`], and its optional parameters."] struct
                RunsListCall < 'a > (rt::Text)
            }
            #[cfg(unix)]
            #[cfg(windows)]
            impl RunsListCall<'_> {
                /// Sets the query parameter `limit`.
                pub fn limit(self, limit: u32) -> Self {
                    Self(self.0.set_query("limit", &limit))
                }
            }
        "##]],
    );
}
