//! The service that the registry sends its clients to: it asks for a password, and gives tokens that the registry believes.
//!
//! It is declared like any other, and its own mock serves it: the registry only checks that its tokens are signed with the key of
//! a certificate that it trusts.

use std::sync::{OnceLock, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Object, StatusCode, api};
use serde_json::{Value, json};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject};

api! {
    pub client Tokens at "https://tokens.example.com" {
        auth basic env "REGISTRY_PASSWORD";
    }

    get: GET <realm: Url>?<service: String>&<scope: Vec<String>> -> Token;
}

#[derive(Debug, Object)]
struct Token {
    token: String,
}

/// The certificate and the key of the tests of TLS, whose authority `tests/servers/run` tells the registry to trust.
const CERTIFICATE: &[u8] = include_bytes!("../../../tls/localhost.pem");
const KEY: &[u8] = include_bytes!("../../../tls/server.key.pem");

/// The user of the registry, and the header that says so.
pub(super) const PUSHER: &str = "pusher:open sesame";
const PUSHER_SAYS: &str = "Basic cHVzaGVyOm9wZW4gc2VzYW1l";

/// What the registry wants of those whom it has refused.
pub(super) struct Challenge<'a>(pub(super) &'a str);

impl<'a> Challenge<'a> {
    /// The value of a parameter, as in `realm="https://…"`.
    pub(super) fn parameter(&self, name: &str) -> Option<&'a str> {
        let parameters = self.0.strip_prefix("Bearer ")?;
        let (_, value) = parameters.split_once(&format!("{name}=\""))?;
        value.split('"').next()
    }

    /// Asks for a token with these rights, as somebody.
    pub(super) async fn token(
        &self,
        scopes: &[String],
        somebody: &str,
    ) -> Result<String, schematic_api::Error> {
        let (realm, service) =
            (self.parameter("realm").unwrap(), self.parameter("service").unwrap());
        serve(realm);
        let tokens = Tokens::builder().base_url(realm).credential(somebody).build()?;
        Ok(tokens.get(realm, service, scopes).await?.token)
    }
}

/// Serves the realm until all flows are done, in a thread of its own, since each flow has a runtime of its own.
fn serve(realm: &str) {
    static SERVED: OnceLock<()> = OnceLock::new();
    let port = realm.split(&[':', '/']).find_map(|part| part.parse().ok()).unwrap();
    SERVED.get_or_init(|| {
        let (ready, listening) = mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let server = service().listen_on(port).await.unwrap();
                ready.send(()).unwrap();
                server.serve().await.unwrap();
            });
        });
        listening.recv().unwrap();
    });
}

fn service() -> Mock<Tokens> {
    Mock::new()
        .guard(|request| match request.headers().get("authorization") {
            Some(somebody) if somebody == PUSHER_SAYS => Ok(()),
            _ => Err(ErrorReply::new(StatusCode::UNAUTHORIZED)),
        })
        .on(|request: TokensGetRequest| async move {
            Ok::<_, ErrorReply>(Token::new(signed(&request.service, &request.scope)))
        })
}

/// A token that gives these rights at a service for the next hour.
fn signed(service: &str, scopes: &[String]) -> String {
    let certificate = STANDARD.encode(CertificateDer::from_pem_slice(CERTIFICATE).unwrap());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let access: Vec<_> = scopes.iter().map(|scope| right(scope)).collect();
    let header = json!({ "typ": "JWT", "alg": "ES256", "x5c": [certificate] });
    let claims = json!({
        "iss": "tokens", "sub": "pusher", "aud": service, "jti": super::super::unique("token"),
        "nbf": now - 60, "iat": now, "exp": now + 3600, "access": access,
    });
    let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = PrivatePkcs8KeyDer::from_pem_slice(KEY).unwrap();
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key.secret_pkcs8_der());
    let signature = key.unwrap().sign(&SystemRandom::new(), message.as_bytes()).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The right that a scope names, such as `repository:a/b:pull,push`.
fn right(scope: &str) -> Value {
    let parts: Vec<_> = scope.splitn(3, ':').collect();
    let [kind, name, actions] = parts[..] else { panic!("{scope} is no scope") };
    json!({ "type": kind, "name": name, "actions": actions.split(',').collect::<Vec<_>>() })
}
