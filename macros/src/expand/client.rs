//! The client: its type, its description of the API, the accessors of its groups and its own methods.

use super::list::list;
use super::owner::{Block, Owner};
use super::{call, docs, endpoint, errors, method, table};
use crate::model::{
    Auth, BaseUrl, Client, Env, Header, HeaderValue, Member, Mount, NamedCredential, Need,
    QueryConstant, Variables,
};
use crate::rt::{Rt, rt};
use crate::text::link;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

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
    let derived = derived(client, owner);
    let (unlinted, lifetimes_written) = (docs::unlinted(), docs::lifetimes_written());
    quote! {
        #cfg
        #unlinted
        #lifetimes_written
        impl #ty {
            #(#accessors)*
            #(#functions)*
            #(#derived)*

            /// Returns a builder for the client.
            #vis fn builder() -> #rt::ClientBuilder<Self> {
                #rt::ClientBuilder::new()
            }

            /// Builds a client from the environment variables that the declaration names.
            ///
            /// # Errors
            ///
            /// If a required variable is not set, or a variable has an invalid value.
            #vis fn from_env() -> #rt::Result<Self, #rt::Error> {
                Self::builder().read_env().build()
            }

            #table
        }
    }
}

/// The functions that every client has besides its endpoints. If the declaration uses one of their names, that function is
/// only available on the runtime's client.
fn derived(client: &Client, owner: &Owner<'_>) -> Vec<TokenStream> {
    let rt = rt();
    let vis = owner.vis;
    let functions = [
        (
            "request",
            quote! {
                /// Starts a request to an endpoint that is not declared, with the settings of this client.
                #vis fn request(&self, method: #rt::Method, path: &str) -> #rt::UndeclaredRequest {
                    self.client.request(method, path)
                }
            },
        ),
        (
            "with_credential",
            quote! {
                /// Returns a client with another credential, which shares the connections and the retry budget of this one.
                #[must_use]
                #vis fn with_credential(&self, credential: impl #rt::Into<#rt::Credential>) -> Self {
                    Self { client: self.client.with_credential(credential) }
                }
            },
        ),
        (
            "with_header",
            quote! {
                /// Returns a client that adds a header to all calls, and shares the connections and the retry budget of this one.
                #[must_use]
                #vis fn with_header(&self, name: &str, value: impl #rt::Display) -> Self {
                    Self { client: self.client.with_header(name, value) }
                }
            },
        ),
    ];
    let named = (!client.credentials.is_empty()).then(|| {
        let function = quote! {
            /// Returns a client with another credential of this name, which shares the connections and the retry budget of
            /// this one.
            #[must_use]
            #vis fn with_credential_for(&self, name: &str, credential: impl #rt::Into<#rt::Credential>) -> Self {
                Self { client: self.client.with_credential_for(name, credential) }
            }
        };
        ("with_credential_for", function)
    });
    let functions = functions.into_iter().chain(named);
    let free = functions.filter(|(name, _)| !client.names().any(|taken| taken == name));
    free.map(|(_, function)| function).collect()
}

/// `fn runs(&self) -> Runs`
fn accessor(member: &Member, owner: &Owner<'_>) -> TokenStream {
    let vis = owner.vis;
    let (attrs, name, ty, link, value) = match member {
        Member::Group(group) => {
            let path = owner.block.path(group);
            let value = quote! { #path { client: self.client.share() } };
            (&group.attrs, &group.name, path, link(&group.ty), value)
        }
        Member::Mount(Mount { attrs, name, ty, .. }) => {
            let value = quote! { #ty::new(&self.client) };
            (attrs, name, ty.to_token_stream(), link(ty), value)
        }
    };
    let docs = attrs.docs.is_empty().then(|| {
        let text = format!(" Returns the endpoints of {link}.");
        quote! { #[doc = #text] }
    });
    let attrs = docs::item(attrs);
    quote! {
        #docs
        #attrs
        #vis fn #name(&self) -> #ty {
            #value
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

/// The calls that set what the declaration says about the API.
fn facts(rt: Rt, client: &Client) -> TokenStream {
    let docs = endpoint::doc(&client.attrs);
    let base_url = client.base_url.iter().map(|url| match url {
        BaseUrl::Text(text) => text.to_token_stream(),
        BaseUrl::Constant(path) => path.to_token_stream(),
    });
    let base_url_env = client.base_url_env.iter();
    let auth = auth(rt, &client.auth).map(|auth| quote! { .with_auth(#auth) });
    let credentials = client.credentials.iter().filter_map(|named| credential(rt, named));
    let credentials = list(credentials, "with_credentials");
    let headers = client.headers.iter().map(|header| self::header(rt, header));
    let appended = client.appended.iter().map(|header| {
        let header = self::header(rt, header);
        quote! { #header.appended() }
    });
    let headers = list(headers.chain(appended), "with_headers");
    let query = client.query.iter().map(|constant| self::query(rt, constant));
    let query = list(query, "with_query");
    let idempotency = client.idempotency.iter().map(|name| name.value().to_ascii_lowercase());
    let retry = client.retry.as_ref().map(|retry| endpoint::retry(rt, retry));
    let timeout = client.timeout.as_ref().map(|timeout| endpoint::timeout(rt, timeout));
    let error = client.error.iter().map(errors::decoder);
    let error_media = errors::client_media(&client.error_media);
    let conditions = errors::conditions(&client.error_conditions);
    quote! {
        #docs
        #(.with_base_url(#base_url))*
        #(.with_base_url_env(#base_url_env))*
        #auth
        #credentials
        #headers
        #query
        #(.with_idempotency_header(#idempotency))*
        #retry
        #timeout
        #(.with_error(#error))* #error_media
        #conditions
    }
}

fn auth(rt: Rt, auth: &Auth) -> Option<TokenStream> {
    let (scheme, env) = match auth {
        Auth::None => return None,
        Auth::Bearer(env) => (quote! { Bearer }, env),
        Auth::Basic(env) => (quote! { Basic }, env),
        Auth::Header(name, env) => {
            let name = name.value().to_ascii_lowercase();
            (quote! { Header(#name) }, env)
        }
        Auth::Query(name, env) => (quote! { Query(#name) }, env),
    };
    let env = env.as_ref().map(variables);
    Some(quote! { #rt::AuthSpec::new(#rt::AuthScheme::#scheme) #env })
}

fn credential(rt: Rt, named: &NamedCredential) -> Option<TokenStream> {
    let (name, auth) = (named.name.unraw().to_string(), auth(rt, &named.auth)?);
    Some(quote! { #rt::CredentialSpec::new(#name, #auth) })
}

fn variables(variables: &Variables) -> TokenStream {
    let (first, more) = variables.names.split_at(1);
    let more = (!more.is_empty()).then(|| quote! { .or_env(&[#(#more),*]) });
    let optional = (variables.need == Need::Optional).then(|| quote! { .optional() });
    quote! { .with_env(#(#first)*) #more #optional }
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

fn query(rt: Rt, constant: &QueryConstant) -> TokenStream {
    let name = constant.name.value();
    match &constant.value {
        HeaderValue::Text(value) => quote! { #rt::QuerySpec::fixed(#name, #value) },
        HeaderValue::Env(Env { variable, need: Need::Required }) => {
            quote! { #rt::QuerySpec::env(#name, #variable) }
        }
        HeaderValue::Env(Env { variable, need: Need::Optional }) => {
            quote! { #rt::QuerySpec::optional_env(#name, #variable) }
        }
    }
}
