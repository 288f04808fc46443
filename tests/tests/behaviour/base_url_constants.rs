//! A base URL that is a constant of the user's.

use schematic_api::{Api, ErrorKind, api};
use schematic_tests::scripted::Scripted;

/// The production of the service.
pub(crate) const PRODUCTION: &str = "https://prod.example.com/v1";

mod config {
    pub(super) const NOT_ABSOLUTE: &str = "prod.example.com/v1";
    pub(super) const WITH_PASSWORD: &str = "https://user:word@prod.example.com";
}

api! {
    /// Notes.
    pub client Notes at PRODUCTION { base_url env "NOTES_URL"; }

    read: GET /notes -> text;
}

mod wrong {
    schematic_api::api! {
        pub(super) client NotAbsolute at super::config::NOT_ABSOLUTE;

        read: GET /notes -> text;
    }

    schematic_api::api! {
        pub(super) client WithPassword at super::config::WITH_PASSWORD;

        read: GET /notes -> text;
    }
}

#[tokio::test]
async fn calls_go_to_the_url_of_the_constant() {
    assert_eq!(Notes::SPEC.base_url(), Some(PRODUCTION));
    let transport = Scripted::always("");
    let notes = Notes::builder().transport(transport.clone()).build().unwrap();
    notes.read().await.unwrap();
    assert_eq!(transport.only().url, "https://prod.example.com/v1/notes");
}

#[tokio::test]
async fn the_builder_and_the_environment_override_it() {
    let transport = Scripted::always("");
    let builder = || Notes::builder().transport(transport.clone());
    builder().base_url("https://one.example").build().unwrap().read().await.unwrap();
    let read =
        builder().read_vars(|name| (name == "NOTES_URL").then(|| "https://two.example".to_owned()));
    read.build().unwrap().read().await.unwrap();
    let sent = transport.sent();
    let urls: Vec<_> = sent.iter().map(|sent| sent.url.as_str()).collect();
    assert_eq!(urls, ["https://one.example/notes", "https://two.example/notes"]);
}

#[test]
fn a_constant_that_is_no_base_url_is_an_error_when_the_client_is_built() {
    let transport = Scripted::always("");
    let error = wrong::NotAbsolute::builder().transport(transport.clone()).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("the declared base URL is not an absolute URL"), "{error}");
    let error = wrong::WithPassword::builder().transport(transport).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(!format!("{error:?}").contains("word@"), "{error:?}");
}

#[tokio::test]
async fn the_mock_knows_the_path_of_the_constant() {
    use schematic_api::mock::Mock;
    let mock = Mock::<Notes>::new().on(|_: NotesReadRequest| async { Ok("here".to_owned()) });
    assert_eq!(mock.client().read().await.unwrap(), "here");
    let server = mock.listen().await.unwrap();
    assert!(server.base_url().ends_with("/v1"));
    assert_eq!(server.client().unwrap().read().await.unwrap(), "here");
}
