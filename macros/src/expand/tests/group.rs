//! A group: its type, its table, its constants.

use super::{ALL, NONE, check, check_item};
use crate::errors::Errors;
use expect_test::expect;

#[test]
fn a_group_alone() {
    check(
        "/// Runs.\n pub(crate) group Runs { get: GET /runs -> text; }",
        &expect![[r#"
            rt::group! {
                #[doc = " Runs."] pub (crate) use; #[doc = ""] #[doc = " # Endpoints"] #[doc = ""]
                #[doc = " | method | path | function | reply |"] #[doc = " |---|---|---|---|"] #[doc
                = " | `GET` | `/runs` | [`get`](Self::get) | `text` |"] struct Runs in pub (crate)
                __runs_runs;
            }
            #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
            #[deny(elided_lifetimes_in_paths)]
            impl __runs_runs::Runs {
                /// `GET /runs`
                pub(crate) fn get(&self) -> RunsCall<rt::Text> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
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
                use; #[doc = " # Endpoints"] #[doc = ""] #[doc =
                " | method | path | function | reply |"] #[doc = " |---|---|---|---|"]
                #[cfg_attr(all(windows), doc =
                " | `GET` | `/runs` | [`list`](Self::list) | `text` |")] struct Runs in pub (super)
                __runs_runs;
            }
            #[cfg(unix)]
            #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
            #[deny(elided_lifetimes_in_paths)]
            impl __runs_runs::Runs {
                /** `GET /runs`

             Optional: `limit`.*/
                #[cfg(windows)]
                fn list(&self) -> RunsCall<rt::Text, 1> {
                    rt::Request::row(__runs_runs::Runs::ENDPOINTS, 0).call(&self.client)
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
            #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
            #[deny(elided_lifetimes_in_paths)]
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

/// What the name of a group's type means where the block is, is no matter: only one import has it, and the docs.
#[test]
fn the_type_of_a_group_is_named_in_its_module() {
    for block in [
        "pub client Tracker at \"https://a.example\"; group issues { list: GET /issues?<page: u32?> -> Page; }",
        "pub group Issues { list: GET /issues?<page: u32?> -> Page; }",
    ] {
        let tokens = block.parse().expect("the declaration lexes");
        let model = crate::sound(tokens, &mut Errors::default());
        let expansion = super::super::expand(&model, ALL, &[]).to_string();
        let code: String = expansion.split('"').step_by(2).collect();
        let declared = code.matches("struct Issues in pub __").count();
        let in_module = code.matches("_issues :: Issues ").count();
        assert!(in_module >= 3, "{code}");
        assert_eq!(code.matches(" Issues ").count(), declared + in_module, "{code}");
        assert_eq!(declared, 1, "{code}");
    }
}

#[test]
fn a_visibility_is_the_same_one_module_down() {
    for (vis, inner) in [
        ("", "pub (super)"),
        ("pub", "pub"),
        ("pub(crate)", "pub (crate)"),
        ("pub(self)", "pub (in super)"),
        ("pub(super)", "pub (in super :: super)"),
        ("pub(in crate::api)", "pub (in crate :: api)"),
        ("pub(in super::super)", "pub (in super :: super :: super)"),
        ("pub(in self::super)", "pub (in super :: super)"),
    ] {
        let block = format!("{vis} group Runs {{ get: GET /runs -> text; }}");
        let model = crate::sound(block.parse().expect("it lexes"), &mut Errors::default());
        let expansion = super::super::expand(&model, NONE, &[]).to_string();
        let declared = format!("struct Runs in {inner} __runs_runs ;");
        assert!(expansion.contains(&declared), "{vis}: {expansion}");
    }
}

#[test]
fn the_path_of_a_group_is_in_all_that_a_line_becomes() {
    let group =
        "group Issues at /repos/<owner>/<repo: Repo> { read: GET /issues/<issue: u64> -> text; }";
    check(
        group,
        &expect![[r#"
        rt::group! {
            use; #[doc = " # Endpoints"] #[doc = ""] #[doc =
            " | method | path | function | reply |"] #[doc = " |---|---|---|---|"] #[doc =
            " | `GET` | `/repos/{owner}/{repo}/issues/{issue}` | [`read`](Self::read) | `text` |"]
            struct Issues in pub (super) __issues_issues;
        }
        #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)]
        #[deny(elided_lifetimes_in_paths)]
        impl __issues_issues::Issues {
            /// `GET /repos/{owner}/{repo}/issues/{issue}`
            fn read(&self, owner: &str, repo: &Repo, issue: u64) -> IssuesCall<rt::Text> {
                rt::Request::row(__issues_issues::Issues::ENDPOINTS, 0)
                    .path(owner)
                    .path(&rt::path_value(repo).to_parameter())
                    .path(&issue)
                    .call(&self.client)
            }
            /// Returns these endpoints, called through `client`.
            fn new(client: &rt::Client) -> Self {
                Self { client: client.share() }
            }
            /// The endpoints of this group, in declaration order.
            const ENDPOINTS: rt::Endpoints = rt::Endpoints {
                own: &[
                    rt::Endpoint::get("issues.read", "/repos/{owner}/{repo}/issues/{issue}", "")
                        .with_reply(rt::ReplyKind::Text),
                ],
                mounted: &[],
            };
        }
        rt::call! {
            struct IssuesCall;
        }
    "#]],
    );
    check_item(
        group,
        "struct IssuesReadRequest",
        &expect![[r#"
        struct IssuesReadRequest {
            /// The path parameter `owner`.
            owner: rt::String,
            /// The path parameter `repo`.
            repo: Repo,
            /// The path parameter `issue`.
            issue: u64,
        }
    "#]],
    );
}
