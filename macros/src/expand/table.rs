//! The table of a block's endpoints, and the index of each endpoint in it.

use super::{docs, endpoint};
use crate::model::{Client, ConditionalRows, Group, Member, Method, Row};
use crate::rt::rt;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Visibility};

/// The table of a client: its endpoints, those of its groups, and the tables of the groups that it mounts.
pub(crate) fn of_client(client: &Client) -> TokenStream {
    let own = rows(&client.methods, &[]);
    let groups = client.members.iter().filter_map(|member| match member {
        Member::Group(group) => Some(rows(&group.methods, &group.attrs.cfg)),
        Member::Mount(_) => None,
    });
    let mounted = client.members.iter().filter_map(|member| match member {
        Member::Group(_) => None,
        Member::Mount(mount) => {
            let (cfg, ty) = (docs::cfg(&mount.attrs), &mount.ty);
            Some(quote! { #cfg #ty::ENDPOINTS.own })
        }
    });
    let docs = " The declared endpoints; those of mounted groups come last.";
    constant(&client.vis, docs, &quote! { #own #(#groups)* }, &quote! { #(#mounted),* })
}

/// The table of a group whose client is in another block.
pub(crate) fn of_group(group: &Group) -> TokenStream {
    let docs = " The endpoints of this group, in declaration order.";
    constant(&group.vis, docs, &rows(&group.methods, &[]), &TokenStream::new())
}

/// One constant array compiles in a fraction of the time of a constant for each endpoint.
fn constant(vis: &Visibility, docs: &str, own: &TokenStream, mounted: &TokenStream) -> TokenStream {
    let rt = rt();
    quote! {
        #[doc = #docs]
        #vis const ENDPOINTS: #rt::Endpoints =
            #rt::Endpoints { own: &[#own], mounted: &[#mounted] };
    }
}

/// A row for each endpoint, each followed by a comma.
fn rows(methods: &[Method], cfg: &[Attribute]) -> TokenStream {
    let rows = methods.iter().filter_map(|method| match method {
        Method::Endpoint(endpoint) => {
            let row = endpoint::expand(endpoint);
            Some(quote! { #(#cfg)* #row, })
        }
        Method::Broken(_) => None,
    });
    rows.collect()
}

/// The index of a row: `17`, or `17 + cfg!(unix) as usize` if an earlier row is conditional.
impl ToTokens for Row {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Literal::usize_unsuffixed(self.always).to_tokens(tokens);
        tokens.extend(self.conditional.iter().map(conditional));
    }
}

fn conditional(rows: &ConditionalRows) -> TokenStream {
    let rt = rt();
    let conditions = docs::conditions(&rows.cfg);
    let times = (rows.rows != 1).then(|| {
        let count = Literal::usize_unsuffixed(rows.rows);
        quote! { * #count }
    });
    quote! { + #rt::cfg!(all(#(#conditions),*)) as #rt::usize #times }
}
