//! The client: its type, what it says about the API, the accessors of its groups and its own methods.

use super::owner::{Block, Owner};
use super::{call, docs, endpoint, method, table};
use crate::model::{Auth, Client, Env, Group, Header, HeaderValue, Member, Mount, Need};
use crate::rt::{Rt, rt};
use crate::text::link;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

pub(crate) fn expand(client: &Client, block: &Block<'_>) -> TokenStream {
    let owner = Owner::of_client(client, block);
    let ty = expand_type(client);
    let functions = expand_functions(client, &owner);
    let api = expand_api(client, &owner);
    let setters = call::expand_setters(&client.methods, &owner);
    quote! { #ty #functions #api #setters }
}

fn expand_type(client: &Client) -> TokenStream {
    let rt = rt();
    let Client { vis, name, .. } = client;
    let attrs = docs::item(&client.attrs);
    let routes = docs::routes(client);
    quote! {
        #attrs
        #routes
        #[derive(#rt::Clone, #rt::Debug)]
        #vis struct #name {
            client: #rt::Client,
        }
    }
}

fn expand_functions(client: &Client, owner: &Owner<'_>) -> TokenStream {
    let rt = rt();
    let Owner { vis, ty, cfg, .. } = owner;
    let accessors = client.members.iter().map(|member| accessor(member, owner));
    let functions = client.methods.iter().map(|method| method::expand(method, owner));
    let table = table::of_client(client);
    quote! {
        #cfg
        #[allow(dead_code)]
        impl #ty {
            #(#accessors)*
            #(#functions)*

            /// Starts setting up a client.
            #vis fn builder() -> #rt::ClientBuilder<Self> {
                #rt::ClientBuilder::new()
            }

            /// Makes a client from what the declaration names in the environment, and defaults.
            ///
            /// # Errors
            ///
            /// When a variable is not set that has to be, or holds what it cannot.
            #vis fn from_env() -> #rt::Result<Self, #rt::Error> {
                Self::builder().read_env().build()
            }

            #table
        }
    }
}

/// `fn runs(&self) -> Runs<'_>`
fn accessor(member: &Member, owner: &Owner<'_>) -> TokenStream {
    let vis = owner.vis;
    let (attrs, name, ty, group) = match member {
        Member::Group(Group { attrs, name, ty, .. }) => {
            (attrs, name, ty.to_token_stream(), quote! { #ty { client: &self.client } })
        }
        Member::Mount(Mount { attrs, name, ty, .. }) => {
            (attrs, name, ty.to_token_stream(), quote! { #ty::new(&self.client) })
        }
    };
    let docs = attrs.docs.is_empty().then(|| {
        let text = format!(" The calls of {}.", link(&ty));
        quote! { #[doc = #text] }
    });
    let attrs = docs::item(attrs);
    quote! {
        #docs
        #attrs
        #vis fn #name(&self) -> #ty<'_> {
            #group
        }
    }
}

fn expand_api(client: &Client, owner: &Owner<'_>) -> TokenStream {
    let rt = rt();
    let Owner { ty, cfg, .. } = owner;
    let name = ty.to_string();
    let facts = facts(rt, client);
    quote! {
        #cfg
        #[automatically_derived]
        impl #rt::Api for #ty {
            const SPEC: &'static #rt::ApiSpec =
                &#rt::ApiSpec::new(#name) #facts;

            fn endpoints() -> #rt::Endpoints {
                Self::ENDPOINTS
            }

            fn from_client(client: #rt::Client) -> Self {
                Self { client }
            }

            fn client(&self) -> &#rt::Client {
                &self.client
            }
        }
    }
}

/// What differs from an API of which nothing is said.
fn facts(rt: Rt, client: &Client) -> TokenStream {
    let docs = endpoint::doc(&client.attrs);
    let base_url = client.base_url.iter();
    let base_url_env = client.base_url_env.iter();
    let auth = auth(rt, &client.auth);
    let headers = client.headers.iter().map(|header| self::header(rt, header));
    let headers = endpoint::list(headers, "headers");
    let idempotency = client.idempotency.iter().map(|name| name.value().to_ascii_lowercase());
    let retry = client.retry.as_ref().map(|retry| endpoint::retry(rt, retry));
    let timeout = client.timeout.as_ref().map(|timeout| endpoint::timeout(rt, timeout));
    let error = client.error.iter().map(endpoint::decoder);
    quote! {
        #docs
        #(.base_url(#base_url))*
        #(.base_url_env(#base_url_env))*
        #auth
        #headers
        #(.idempotency_header(#idempotency))*
        #retry
        #timeout
        #(.error(#error))*
    }
}

fn auth(rt: Rt, auth: &Auth) -> TokenStream {
    let (scheme, env) = match auth {
        Auth::None => return TokenStream::new(),
        Auth::Bearer(env) => (quote! { Bearer }, env),
        Auth::Basic(env) => (quote! { Basic }, env),
        Auth::Header(name, env) => {
            let name = name.value().to_ascii_lowercase();
            (quote! { Header(#name) }, env)
        }
        Auth::Query(name, env) => (quote! { Query(#name) }, env),
    };
    let env = env.as_ref().map(credential);
    quote! { .auth(#rt::AuthSpec::new(#rt::AuthScheme::#scheme) #env) }
}

fn credential(env: &Env) -> TokenStream {
    let Env { variable, need } = env;
    match need {
        Need::Required => quote! { .env(#variable) },
        Need::Optional => quote! { .env(#variable).optional() },
    }
}

fn header(rt: Rt, header: &Header) -> TokenStream {
    let name = header.wire();
    let source = match &header.value {
        HeaderValue::Text(value) => quote! { Static(#value) },
        HeaderValue::Env(Env { variable, need: Need::Required }) => quote! { Env(#variable) },
        HeaderValue::Env(Env { variable, need: Need::Optional }) => {
            quote! { OptionalEnv(#variable) }
        }
    };
    quote! { #rt::HeaderSpec::new(#name, #rt::HeaderSource::#source) }
}
