//! Credentials: where they come from and where they may be sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderName, HeaderValue, header::AUTHORIZATION};
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use crate::declaration::{ApiSpec, AuthScheme};
use crate::error::Mistake;
use crate::request::query;
use crate::transport::{BoxError, BoxFuture};

/// Provides the credential for each attempt. Use it for tokens that expire, or for keys that are stored elsewhere.
///
/// Any function that returns a future of a secret is a provider. It is called before every attempt, so it should cache
/// the credential for as long as that is valid. If it fails, so does the call, with an error of the kind
/// [`Config`](crate::ErrorKind::Config).
///
/// # Examples
///
/// ```
/// use schematic_api::{CredentialProvider, SecretString};
///
/// async fn token() -> Result<SecretString, std::io::Error> {
///     std::fs::read_to_string("/run/secrets/token").map(SecretString::from)
/// }
///
/// fn provider() -> impl CredentialProvider {
///     token
/// }
/// ```
pub trait CredentialProvider: Send + Sync + 'static {
    /// Returns the credential to send now.
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>>;

    /// Called when the service has rejected the last credential (status 401). A provider that caches the credential
    /// should drop it here.
    ///
    /// The call then asks for the [`credential`](Self::credential) again and sends the request once more. This happens
    /// once in a call, and not if the body is a stream. The default does nothing.
    fn rejected(&self) {}
}

impl<F, Fut, E> CredentialProvider for F
where
    F: Fn() -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<SecretString, E>> + Send + 'static,
    E: Into<BoxError>,
{
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        let credential = self();
        Box::pin(async move { credential.await.map_err(Into::into) })
    }
}

/// A credential as it is placed in requests.
#[derive(Clone)]
pub(crate) struct Authorization {
    place: Place,
    secret: SecretString,
}

#[derive(Clone)]
enum Place {
    Header(HeaderName, HeaderValue),
    Query(&'static str),
}

impl Authorization {
    /// Prepares `secret` for `scheme`. Returns `None` if the API takes no credential.
    pub(crate) fn new(scheme: AuthScheme, secret: SecretString) -> Result<Option<Self>, Mistake> {
        let secret = complete(scheme, secret);
        let text = secret.expose_secret();
        if let Some(reason) = unfit(scheme, text) {
            return Err(Mistake::config(reason));
        }
        let place = match scheme {
            AuthScheme::None => return Ok(None),
            AuthScheme::Bearer => {
                Place::Header(AUTHORIZATION, sensitive(&format!("Bearer {text}"))?)
            }
            AuthScheme::Basic => Place::Header(
                AUTHORIZATION,
                sensitive(&format!("Basic {}", STANDARD.encode(text)))?,
            ),
            AuthScheme::Header(name) => Place::Header(credential_header(name)?, sensitive(text)?),
            AuthScheme::Query(name) => Place::Query(name),
        };
        Ok(Some(Self { place, secret }))
    }

    /// Adds the credential to one attempt.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, url: &mut Url) {
        match &self.place {
            Place::Header(name, value) => {
                headers.insert(name, value.clone());
            }
            // The target of a redirect may already contain it, and what the caller set takes precedence.
            Place::Query(name) if url.query_pairs().any(|(given, _)| given == *name) => {}
            Place::Query(name) => {
                let mut query = url.query().unwrap_or_default().to_owned();
                query::push_pair(&mut query, name, self.secret.expose_secret());
                url.set_query(Some(&query));
            }
        }
    }

    pub(crate) fn secret(&self) -> &str {
        self.secret.expose_secret()
    }
}

/// A user without a password is a pair, too.
fn complete(scheme: AuthScheme, secret: SecretString) -> SecretString {
    let text = secret.expose_secret();
    let is_pair = text.contains(':') || text.trim().is_empty() || is_encoded(text);
    if scheme != AuthScheme::Basic || is_pair { secret } else { format!("{text}:").into() }
}

/// Whether a text is what becomes of a user and a password on the way.
fn is_encoded(text: &str) -> bool {
    let text = text.trim().strip_suffix(':').unwrap_or(text.trim());
    let decoded = STANDARD.decode(text).ok();
    decoded.is_some_and(|pair| pair.contains(&b':') && std::str::from_utf8(&pair).is_ok())
}

/// Why the text of a credential is not what the scheme takes.
fn unfit(scheme: AuthScheme, text: &str) -> Option<&'static str> {
    let begins =
        |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    match scheme {
        AuthScheme::None => None,
        _ if text.trim().is_empty() => Some("the credential is empty"),
        AuthScheme::Bearer if begins("Bearer ") => Some(
            "the credential begins with `Bearer `, which the declared scheme adds; give the token alone",
        ),
        AuthScheme::Basic if begins("Basic ") || is_encoded(text) => Some(
            "the credential of the declared scheme `basic` is not of the form `user:password`; give both, not encoded, or \
             the user alone if there is no password",
        ),
        _ => None,
    }
}

/// The header that carries the credential, unless the scheme sends it elsewhere.
pub(crate) fn header_of(scheme: AuthScheme) -> Option<HeaderName> {
    match scheme {
        AuthScheme::Bearer | AuthScheme::Basic => Some(AUTHORIZATION),
        AuthScheme::Header(name) => HeaderName::from_bytes(name.as_bytes()).ok(),
        AuthScheme::Query(_) | AuthScheme::None => None,
    }
}

/// The headers that carry credentials of an API.
pub(crate) fn credential_headers(api: &ApiSpec) -> impl Iterator<Item = HeaderName> {
    api.auths().filter_map(|auth| header_of(auth.scheme()))
}

fn credential_header(name: &'static str) -> Result<HeaderName, Mistake> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
        Mistake::config(format!(
            "the declared credential header `{name}` is not a valid header name"
        ))
    })
}

/// Makes a header value of a credential. The error does not show the text.
fn sensitive(text: &str) -> Result<HeaderValue, Mistake> {
    let mut value = HeaderValue::from_str(text).map_err(|_| {
        Mistake::config(
            "the credential contains a line break or another character that a header cannot carry",
        )
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Whether a credential may be sent to `url`: over TLS, or to this machine.
pub(crate) fn is_safe_destination(url: &Url) -> bool {
    url.scheme() == "https" || is_loopback(url)
}

/// Whether `url` points to this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(scheme: AuthScheme, secret: &str) -> Option<(String, String)> {
        let authorization = Authorization::new(scheme, secret.into()).unwrap()?;
        let (mut headers, mut url) =
            (HeaderMap::new(), Url::parse("https://api.example.com/v1?a=1").unwrap());
        authorization.apply(&mut headers, &mut url);
        match headers.iter().next() {
            Some((name, value)) => {
                assert!(value.is_sensitive());
                Some((name.to_string(), value.to_str().unwrap().to_owned()))
            }
            None => Some(("query".to_owned(), url.query().unwrap().to_owned())),
        }
    }

    #[test]
    fn each_scheme_has_its_place() {
        let pair = |name: &str, value: &str| Some((name.to_owned(), value.to_owned()));
        assert_eq!(header(AuthScheme::Bearer, "k"), pair("authorization", "Bearer k"));
        assert_eq!(
            header(AuthScheme::Basic, "user:pass"),
            pair("authorization", "Basic dXNlcjpwYXNz")
        );
        assert_eq!(header(AuthScheme::Header("x-api-key"), "k"), pair("x-api-key", "k"));
        assert_eq!(header(AuthScheme::Query("key"), "k&="), pair("query", "a=1&key=k%26%3D"));
        assert_eq!(header(AuthScheme::Query("a"), "k"), pair("query", "a=1"));
        assert_eq!(header(AuthScheme::None, "k"), None);
    }

    #[test]
    fn a_line_break_in_a_key_is_an_error_that_does_not_show_it() {
        let error = Authorization::new(AuthScheme::Bearer, "sk-secret\n".into()).err().unwrap();
        let error = crate::Error::from(error);
        assert!(error.is_config());
        assert!(!format!("{error} {error:?}").contains("sk-secret"));
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for (url, safe) in [
            ("https://api.example.com", true),
            ("http://api.example.com", false),
            ("http://localhost:8080", true),
            ("http://127.0.0.1:1", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:1", true),
            ("http://10.0.0.1", false),
            ("http://localhost.example.com", false),
        ] {
            assert_eq!(is_safe_destination(&Url::parse(url).unwrap()), safe, "{url}");
        }
    }
}
