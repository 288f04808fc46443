//! A client: its type with the route table, its accessors, its description of the API.

use super::{check, check_item};
use expect_test::expect;

#[test]
fn the_smallest() {
    check(
        "pub client Threads at \"https://api.example.com/v1\"; GET /threads/<id> -> Thread;",
        &expect![[r#"
            /// # Endpoints
            ///
            /// | method | path | function | reply |
            /// |---|---|---|---|
            /// | `GET` | `/threads/{id}` | [`get_threads_by_id`](Self::get_threads_by_id) | `Thread` |
            #[derive(rt::Clone, rt::Debug)]
            pub struct Threads {
                client: rt::Client,
            }
            #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
            #[deny(elided_lifetimes_in_paths)]
            impl Threads {
                /// `GET /threads/{id}`
                pub fn get_threads_by_id(&self, id: &str) -> ThreadsCall<rt::Json<Thread>> {
                    rt::Request::row(Threads::ENDPOINTS, 0).path(id).call(&self.client)
                }
                /// Starts a request to an endpoint that is not declared, with the settings of this client.
                pub fn request(&self, method: rt::Method, path: &str) -> rt::UndeclaredRequest {
                    self.client.request(method, path)
                }
                /// Returns a client with another credential, which shares the connections and the retry budget of this one.
                #[must_use]
                pub fn with_credential(&self, credential: impl rt::Into<rt::Credential>) -> Self {
                    Self {
                        client: self.client.with_credential(credential),
                    }
                }
                /// Returns a client that adds a header to all calls, and shares the connections and the retry budget of this one.
                #[must_use]
                pub fn with_header(&self, name: &str, value: impl rt::Display) -> Self {
                    Self {
                        client: self.client.with_header(name, value),
                    }
                }
                /// Returns a builder for the client.
                pub fn builder() -> rt::ClientBuilder<Self> {
                    rt::ClientBuilder::new()
                }
                /// Builds a client from the environment variables that the declaration names.
                ///
                /// # Errors
                ///
                /// If a required variable is not set, or a variable has an invalid value.
                pub fn from_env() -> rt::Result<Self, rt::Error> {
                    Self::builder().read_env().build()
                }
                /// The declared endpoints; those of mounted groups come last.
                pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                    own: &[rt::Endpoint::get("get_threads_by_id", "/threads/{id}", "")],
                    mounted: &[],
                };
            }
            #[automatically_derived]
            impl rt::Api for Threads {
                const SPEC: &'static rt::ApiSpec = &rt::ApiSpec::new("Threads")
                    .with_base_url("https://api.example.com/v1");
                fn endpoints() -> rt::Endpoints {
                    Self::ENDPOINTS
                }
                fn from_client(client: rt::Client) -> Self {
                    Self { client }
                }
                fn client(&self) -> &rt::Client {
                    &self.client
                }
            }
            rt::call! {
                pub struct ThreadsCall;
            }
        "#]],
    );
}

#[test]
fn the_route_table() {
    check_item(
        "pub client Api at \"https://a.example\" { auth none; } ping: GET /ping -> text; \
         #[cfg(unix)] group runs { list: GET /runs?<after?> -> Page<Run> paged by after; } group files = crate::files::Files;",
        "# Endpoints",
        &expect![[r#"
            /// # Endpoints
            ///
            /// | method | path | function | reply |
            /// |---|---|---|---|
            /// | `GET` | `/ping` | [`ping`](Self::ping) | `text` |
            #[cfg_attr(
                all(unix),
                doc = " | `GET` | `/runs` | [`runs().list`](Runs::list) | `Page<Run>` |"
            )]
            /// | | | [`files()`](Self::files) | see [`Files`](crate::files::Files) |
            #[derive(rt::Clone, rt::Debug)]
            pub struct Api {
                client: rt::Client,
            }
        "#]],
    );
}

#[test]
fn accessors_of_groups() {
    let api = "pub client Api at \"https://a.example\"; /// Runs.\n group runs { get: GET /runs -> text; } \
               group files = crate::files::Files;";
    check_item(
        api,
        "pub fn runs",
        &expect![[r#"
            pub fn runs(&self) -> __api_runs::Runs {
                __api_runs::Runs {
                    client: self.client.share(),
                }
            }
        "#]],
    );
    check_item(
        api,
        "pub fn files",
        &expect![[r#"
            pub fn files(&self) -> crate::files::Files {
                crate::files::Files::new(&self.client)
            }
        "#]],
    );
    check_item(
        api,
        "const ENDPOINTS",
        &expect![[r#"
            pub const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::get("runs.get", "/runs", "").with_reply(rt::ReplyKind::Text),
                ],
                mounted: &[crate::files::Files::ENDPOINTS.own],
            };
        "#]],
    );
}

#[test]
fn what_is_said_of_the_api() {
    check_item(
        "/// The API.\n client Api at \"https://a.example\" { base_url env \"A_URL\"; auth header \"X-Key\" env \"A_KEY\"?; \
         header \"X-Org\": env \"A_ORG\"?; header \"X-V\": \"1\"; error Problem; retry 2 on 408 5xx; timeout 10 min; \
         idempotency \"Idempotency-Key\"; } GET /x -> text;",
        "const SPEC",
        &expect![[r#"
            const SPEC: &'static rt::ApiSpec = &rt::ApiSpec::new("Api")
                .with_docs("The API.")
                .with_base_url("https://a.example")
                .with_base_url_env("A_URL")
                .with_auth(
                    rt::AuthSpec::new(rt::AuthScheme::Header("x-key"))
                        .with_env("A_KEY")
                        .optional(),
                )
                .with_headers(
                    &[
                        rt::HeaderSpec::new("x-org", rt::HeaderSource::OptionalEnv("A_ORG")),
                        rt::HeaderSpec::new("x-v", rt::HeaderSource::Static("1")),
                    ],
                )
                .with_idempotency_header("idempotency-key")
                .with_retry(rt::RetrySpec::new(2).on(&[(408, 408), (500, 599)]))
                .with_timeout(rt::Duration::from_millis(600000))
                .with_error(rt::ErrorDecoder::of::<Problem>());
        "#]],
    );
}

#[test]
fn ids() {
    let ids = "/// Names a thread.\n pub id ThreadId; pub group X { get: GET /x -> text; }";
    check_item(
        ids,
        "rt::id!",
        &expect![[r#"
        rt::id! {
            #[doc = " Names a thread."] pub struct ThreadId;
        }
    "#]],
    );
}

#[test]
fn constants_of_the_query_are_in_the_description() {
    check_item(
        "client A { query \"v\": \"1\"; query \"t\": env \"T\"; query \"u\": env \"U\"?; } GET /a -> B;",
        "const SPEC",
        &expect![[r#"
            const SPEC: &'static rt::ApiSpec = &rt::ApiSpec::new("A")
                .with_query(
                    &[
                        rt::QuerySpec::fixed("v", "1"),
                        rt::QuerySpec::env("t", "T"),
                        rt::QuerySpec::optional_env("u", "U"),
                    ],
                );
        "#]],
    );
}

#[test]
fn credentials_with_names_are_in_the_description() {
    check_item(
        "client A { auth bearer env \"A\" or env \"B\"; auth admin: basic env \"C\"?; } GET /a -> B auth admin;",
        "const SPEC",
        &expect![[r#"
            const SPEC: &'static rt::ApiSpec = &rt::ApiSpec::new("A")
                .with_auth(
                    rt::AuthSpec::new(rt::AuthScheme::Bearer).with_env("A").or_env(&["B"]),
                )
                .with_credentials(
                    &[
                        rt::CredentialSpec::new(
                            "admin",
                            rt::AuthSpec::new(rt::AuthScheme::Basic).with_env("C").optional(),
                        ),
                    ],
                );
        "#]],
    );
}

#[test]
fn an_endpoint_names_its_credential() {
    check_item(
        "client A { auth admin: basic env \"C\"; } read: GET /a -> B auth admin;",
        "const ENDPOINTS",
        &expect![[r#"
            const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[rt::Endpoint::get("read", "/a", "").with_credential("admin")],
                mounted: &[],
            };
        "#]],
    );
}

#[test]
fn headers_that_are_added_to_others_are_in_the_description() {
    check_item(
        "client A { header \"X\": \"1\"; header append \"Y\": \"2\"; } GET /a -> B;",
        "const SPEC",
        &expect![[r#"
            const SPEC: &'static rt::ApiSpec = &rt::ApiSpec::new("A")
                .with_headers(
                    &[
                        rt::HeaderSpec::new("x", rt::HeaderSource::Static("1")),
                        rt::HeaderSpec::new("y", rt::HeaderSource::Static("2")).appended(),
                    ],
                );
        "#]],
    );
    check_item(
        "client A; group g { header append \"Y\": \"2\"; read: GET /a -> B header append \"Y\": \"3\"; }",
        "const ENDPOINTS",
        &expect![[r#"
            const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::get("g.read", "/a", "")
                        .with_appended_headers(&[("y", "2"), ("y", "3")]),
                ],
                mounted: &[],
            };
        "#]],
    );
}
