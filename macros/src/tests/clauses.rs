//! Settings of a client and clauses of groups and endpoints.

use super::{client, endpoint, sound, text};
use crate::model::{
    Auth, BaseUrl, Credential, Header, HeaderValue, Idempotence, Member, Method, Need, StatusRange,
};

#[test]
fn settings_of_a_client() {
    let client = client(FLAGSHIP_CLIENT);
    assert_eq!(
        client.base_url.as_ref().and_then(BaseUrl::text).map(|url| url.value()).as_deref(),
        Some("https://api.openai.com/v1")
    );
    assert_eq!(client.base_url_env.map(|env| env.value()).as_deref(), Some("OPENAI_BASE_URL"));
    assert!(matches!(&client.auth, Auth::Bearer(Some(env)) if env.need == Need::Required));
    assert!(
        matches!(&client.headers[0].value, HeaderValue::Env(env) if env.need == Need::Optional)
    );
    assert_eq!(text(&client.error), "ErrorResponse");
    assert_eq!(client.timeout.map(|timeout| timeout.millis), Some(600_000));
    assert_eq!(client.idempotency.map(|name| name.value()).as_deref(), Some("Idempotency-Key"));
    let retry = client.retry.expect("a retry clause");
    assert_eq!(retry.count, 2);
    assert_eq!(retry.on[0], StatusRange::One(408));
    assert_eq!(retry.on[3], StatusRange::Class(5));
}

const FLAGSHIP_CLIENT: &str = r#"
    client OpenAi at "https://api.openai.com/v1" {
        base_url env "OPENAI_BASE_URL";
        auth bearer env "OPENAI_API_KEY";
        header "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        error ErrorResponse;
        retry 2 on 408 409 429 5xx;
        timeout 10 min;
        idempotency "Idempotency-Key";
    }
"#;

#[test]
fn schemes_of_auth() {
    let auth = |clause: &str| client(&format!("client Api {{ auth {clause}; }}")).auth;
    assert!(matches!(auth("none"), Auth::None));
    assert!(matches!(auth("bearer"), Auth::Bearer(None)));
    assert!(matches!(auth("basic env \"LOGIN\""), Auth::Basic(Some(_))));
    assert!(matches!(auth("header \"X-Api-Key\" env \"KEY\"?"), Auth::Header(_, Some(_))));
    assert!(matches!(auth("query \"key\""), Auth::Query(_, None)));
}

#[test]
fn a_base_url_in_a_constant() {
    for path in ["BASE_URL", "crate::config::BASE_URL", "::other::BASE_URL", "Self::BASE_URL"] {
        let client = client(&format!("client Api at {path} {{ timeout 3 s; }}"));
        assert!(matches!(client.base_url, Some(BaseUrl::Constant(_))), "{path}");
    }
}

#[test]
fn clauses_on_the_line_and_in_its_block() {
    let line = endpoint(
        "save: PUT /x (json Thing) -> Thing header \"X-Version\": \"2\" idempotent auth none error 404: Missing
             { error 409: Conflict; timeout 500 ms; retry 0 }",
    );
    let clauses = line.clauses;
    assert_eq!(clauses.headers[0].wire(), "x-version");
    assert_eq!(clauses.idempotence, Idempotence::Declared);
    assert_eq!(clauses.credential, Credential::Withheld);
    let statuses = clauses.errors.iter().map(|error| error.status);
    assert_eq!(statuses.collect::<Vec<_>>(), [404, 409].map(StatusRange::One));
    assert_eq!(clauses.timeout.map(|timeout| timeout.millis), Some(500));
    assert_eq!(clauses.retry.map(|retry| retry.count), Some(0));
}

#[test]
fn attributes_and_the_clauses_that_say_the_same() {
    let attrs = endpoint(
        "/// Lists.
         #[cfg(feature = \"a\")] #[allow(deprecated)]
         list: GET /x -> Thing deprecated \"use `find`\" cfg(feature = \"b\");",
    )
    .attrs;
    assert_eq!(attrs.doc_text(), "Lists.");
    assert_eq!(attrs.cfg.len(), 2);
    assert_eq!(attrs.lints.len(), 1);
    assert_eq!(text(&attrs.deprecated), "# [deprecated (note = \"use `find`\")]");
}

#[test]
fn units_of_time() {
    let millis = |time: &str| {
        let line = endpoint(&format!("read: GET /x -> Thing timeout {time};"));
        line.clauses.timeout.map(|timeout| timeout.millis)
    };
    assert_eq!(millis("250 ms"), Some(250));
    assert_eq!(millis("30s"), Some(30_000));
    assert_eq!(millis("10 min"), Some(600_000));
}

#[test]
fn an_endpoint_goes_over_its_group() {
    let model = sound(
        "client Api;
         group things {
             header \"X-Version\": \"1\"; header \"X-Team\": \"a\"; timeout 3 s; retry 1; error 404: Missing;
             list: GET /things -> Thing;
             save: PUT /things -> Thing header \"x-version\": \"2\" timeout 4 s error 404: Gone;
         }",
    );
    let things = model.groups().next().expect("a group");
    let clauses = things.methods.iter().map(|method| match method {
        Method::Endpoint(endpoint) => &endpoint.clauses,
        Method::Broken(_) => panic!("a broken method"),
    });
    let [list, save] = clauses.collect::<Vec<_>>()[..] else { panic!("two methods") };
    assert_eq!(list.headers.iter().map(Header::wire).collect::<Vec<_>>(), ["x-version", "x-team"]);
    assert_eq!(save.headers.iter().map(Header::wire).collect::<Vec<_>>(), ["x-team", "x-version"]);
    assert_eq!(save.timeout.map(|timeout| timeout.millis), Some(4_000));
    assert_eq!(save.retry.as_ref().map(|retry| retry.count), Some(1));
    assert_eq!(text(&save.errors[0].ty), "Gone");
}

#[test]
fn credentials_with_names_and_several_variables() {
    let client = client(
        "client Api {
             auth bearer env \"A\" or env \"B\" or env \"C\"?;
             auth admin: basic env \"D\";
             auth r#type: query \"key\";
         }
         group items {
             auth admin;
             list: GET /items -> Item;
             open: GET /items/open -> Item auth none;
             typed: GET /items/typed -> Item auth r#type;
         }",
    );
    let Auth::Bearer(Some(variables)) = &client.auth else { panic!("no bearer") };
    let names = variables.names.iter().map(|name| name.value()).collect::<Vec<_>>();
    assert_eq!((names.join(" "), variables.need), ("A B C".to_owned(), Need::Optional));
    let names = client.credentials.iter().map(|named| named.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names, ["admin", "r#type"]);
    let [Member::Group(items)] = &client.members[..] else { panic!("no group") };
    let credentials = items.methods.iter().map(|method| match method {
        Method::Endpoint(endpoint) => match &endpoint.clauses.credential {
            Credential::Named(name) => name.to_string(),
            other => format!("{other:?}"),
        },
        Method::Broken(_) => panic!("a mistake"),
    });
    assert_eq!(credentials.collect::<Vec<_>>(), ["admin", "Withheld", "r#type"]);
}

#[test]
fn headers_that_are_added_to_others() {
    let client = client(
        "client Api { header append \"X-A\": \"1\"; header append \"X-A\": env \"A\"?; }
         group items {
             header append \"X-B\": \"group\"; header append \"X-C\": \"group\";
             list: GET /items -> Item header append \"X-B\": \"line\" header \"x-c\": \"line\";
         }",
    );
    assert_eq!(client.appended.len(), 2);
    let [Member::Group(items)] = &client.members[..] else { panic!("no group") };
    let [Method::Endpoint(list)] = &items.methods[..] else { panic!("no endpoint") };
    let appended = list.clauses.appended.iter().map(|header| match &header.value {
        HeaderValue::Text(value) => format!("{}={}", header.wire(), value.value()),
        HeaderValue::Env(_) => panic!("a variable"),
    });
    assert_eq!(appended.collect::<Vec<_>>(), ["x-b=group", "x-b=line"]);
}
