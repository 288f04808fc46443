//! A group: its type, its table, its constants.

use super::check;
use expect_test::expect;

#[test]
fn a_group_alone() {
    check(
        "/// Runs.\n pub(crate) group Runs { get: GET /runs -> text; }",
        &expect![[r#"
            rt::group! {
                #[doc = " Runs."] #[doc = ""] #[doc = " # Endpoints"] #[doc = ""] #[doc =
                " | method | path | function | reply |"] #[doc = " |---|---|---|---|"] #[doc =
                " | `GET` | `/runs` | [`get`](Self::get) | `text` |"] pub (crate) struct Runs;
            }
            #[allow(dead_code)]
            impl Runs {
                /// `GET /runs`
                pub(crate) fn get(&self) -> RunsCall<rt::Text> {
                    rt::Request::row(Runs::ENDPOINTS, 0).call(&self.client)
                }
                /// Returns these endpoints, called through `client`.
                pub(crate) fn new(client: &rt::Client) -> Self {
                    Self { client: client.share() }
                }
                /// The endpoints of this group, in declaration order.
                pub(crate) const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                    own: &[
                        rt::Endpoint::get("runs.get", "/runs", "").with_reply(rt::ReplyKind::Text),
                    ],
                    mounted: &[],
                };
            }
            rt::call! {
                pub (crate) struct RunsCall;
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
            rt::group! {
                #[cfg(unix)] #[doc = " # Endpoints"] #[doc = ""] #[doc =
                " | method | path | function | reply |"] #[doc = " |---|---|---|---|"]
                #[cfg_attr(all(windows), doc =
                " | `GET` | `/runs` | [`list`](Self::list) | `text` |")] struct Runs;
            }
            #[cfg(unix)]
            #[allow(dead_code)]
            impl Runs {
                /** `GET /runs`

             Optional: `limit`.*/
                #[cfg(windows)]
                fn list(&self) -> RunsCall<rt::Text, 1> {
                    rt::Request::row(Runs::ENDPOINTS, 0).call(&self.client)
                }
                /// Returns these endpoints, called through `client`.
                fn new(client: &rt::Client) -> Self {
                    Self { client: client.share() }
                }
                /// The endpoints of this group, in declaration order.
                const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                    own: &[
                        #[cfg(windows)]
                        rt::Endpoint::get("runs.list", "/runs", "")
                            .with_query(&[rt::Parameter::optional("limit")])
                            .with_reply(rt::ReplyKind::Text),
                    ],
                    mounted: &[],
                };
            }
            #[cfg(unix)]
            #[cfg(windows)]
            #[allow(dead_code)]
            impl RunsCall<rt::Text, 1> {
                /// Sets the query parameter `limit`.
                pub fn limit(self, limit: u32) -> Self {
                    self.set_query("limit", &limit)
                }
            }
            rt::call! {
                struct RunsCall;
            }
        "##]],
    );
}
