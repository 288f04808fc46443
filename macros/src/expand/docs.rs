//! Attributes and doc comments, including the route table.

use crate::model::{Attrs, Client, Endpoint, Group, Member, Method};
use crate::text::{doc_line, link};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;
use syn::ext::IdentExt;

/// Stops lints about what a declaration implies, used or not. Types that only an unused endpoint names count as used, too.
pub(crate) fn unlinted() -> TokenStream {
    quote! { #[allow(dead_code, clippy::all, clippy::pedantic, clippy::nursery)] }
}

/// Has lifetimes written out, as in `json NewRoom<'_>`: in the types for the mock, none can be left out.
pub(crate) fn lifetimes_written() -> TokenStream {
    quote! { #[deny(elided_lifetimes_in_paths)] }
}

/// All the attributes of an item, starting with its docs.
pub(crate) fn item(attrs: &Attrs) -> TokenStream {
    let Attrs { docs, cfg, deprecated, lints } = attrs;
    quote! { #(#docs)* #(#cfg)* #deprecated #(#lints)* }
}

/// The text below the doc comment of a method: the route, the optional inputs, and a remark about the reply.
pub(crate) fn of_method(endpoint: &Endpoint) -> String {
    // One attribute that starts with a blank line is cheaper to compile than two.
    let divider = if endpoint.attrs.docs.is_empty() { "" } else { "\n" };
    let mut text = format!("{divider} `{}`", endpoint.route());
    let inputs: Vec<_> = endpoint.optional_inputs().map(|name| format!("`{name}`")).collect();
    if !inputs.is_empty() {
        text += &format!("\n\n Optional: {}.", inputs.join(", "));
    }
    if let Some(remark) = endpoint.reply.remark() {
        text += &format!("\n\n {remark}");
    }
    text
}

/// Only the `#[cfg]`s, for code that depends on an item.
pub(crate) fn cfg(attrs: &Attrs) -> Option<TokenStream> {
    let cfg = &attrs.cfg;
    (!cfg.is_empty()).then(|| quote! { #(#cfg)* })
}

/// The table of all routes, for the docs of the client. A mounted group is one row, which links to its own table.
pub(crate) fn routes(client: &Client) -> TokenStream {
    let own = client.methods.iter().filter_map(|method| row(method, "Self", "", &[]));
    let members = client.members.iter().map(|member| match member {
        Member::Group(group) => group_rows(group),
        Member::Mount(mount) => {
            let (name, link) = (&mount.name, link(&mount.ty));
            line(&[&mount.attrs.cfg], &format!("| | | [`{name}()`](Self::{name}) | see {link} |"))
        }
    });
    table(&client.attrs, own.chain(members))
}

/// The docs of a group that has none. The routes are in the table of its client.
pub(crate) fn undocumented_group(group: &Group) -> Option<TokenStream> {
    group.attrs.docs.is_empty().then(|| {
        let text = format!(" The endpoints of the group `{}`.", group.name.unraw());
        quote! { #[doc = #text] }
    })
}

/// The table of a group's routes, for the docs of the group.
pub(crate) fn group_routes(group: &Group) -> TokenStream {
    let rows = group.methods.iter().filter_map(|method| row(method, "Self", "", &[]));
    table(&group.attrs, rows)
}

/// The route table, below the doc comment of an item.
fn table(attrs: &Attrs, rows: impl Iterator<Item = TokenStream>) -> TokenStream {
    let divider = attrs.docs.first().map(|_| quote! { #[doc = ""] });
    quote! {
        #divider
        #[doc = " # Endpoints"]
        #[doc = ""]
        #[doc = " | method | path | function | reply |"]
        #[doc = " |---|---|---|---|"]
        #(#rows)*
    }
}

fn group_rows(group: &Group) -> TokenStream {
    let (ty, accessor) = (group.ty.to_string(), format!("{}().", group.name));
    let rows = group.methods.iter();
    rows.filter_map(|method| row(method, &ty, &accessor, &group.attrs.cfg)).collect()
}

fn row(method: &Method, owner: &str, accessor: &str, cfg: &[Attribute]) -> Option<TokenStream> {
    let Method::Endpoint(endpoint) = method else { return None };
    let (verb, path) = (endpoint.method.verb.as_str(), endpoint.path.template());
    let (name, reply) = (&endpoint.name, endpoint.reply.text().replace('|', "\\|"));
    let text =
        format!("| `{verb}` | `{path}` | [`{accessor}{name}`]({owner}::{name}) | `{reply}` |");
    Some(line(&[cfg, &endpoint.attrs.cfg], &text))
}

/// A line of documentation, under the conditions of the item that it is about.
fn line(cfg: &[&[Attribute]], text: &str) -> TokenStream {
    let text = format!(" {text}");
    let conditions: Vec<_> = conditions(cfg.iter().copied().flatten()).collect();
    if conditions.is_empty() {
        quote! { #[doc = #text] }
    } else {
        quote! { #[cfg_attr(all(#(#conditions),*), doc = #text)] }
    }
}

/// The condition of each `#[cfg(..)]`.
pub(crate) fn conditions<'a>(
    cfg: impl IntoIterator<Item = &'a Attribute>,
) -> impl Iterator<Item = &'a TokenStream> {
    cfg.into_iter().filter_map(|attr| Some(&attr.meta.require_list().ok()?.tokens))
}

impl Attrs {
    /// The doc comment as text, for the endpoint table. Docs from macros such as `include_str!` are left out.
    pub(crate) fn doc_text(&self) -> String {
        let lines = self.docs.iter().filter_map(doc_line);
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}
