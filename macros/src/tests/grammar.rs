//! The grammar as a whole: items, and the names that they give.

use super::{client, endpoint, group, sound, text};
use crate::model::{Member, Method};

const FLAGSHIP: &str = r#"
    /// The OpenAI API.
    pub client OpenAi at "https://api.openai.com/v1" {
        base_url env "OPENAI_BASE_URL";
        auth     bearer env "OPENAI_API_KEY";
        header   "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        error    ErrorResponse;
        retry    2 on 408 409 429 5xx;
        timeout  10 min;
    }

    pub id AssistantId, ThreadId, MessageId, RunId, FileId;

    /// Build assistants that can call models and use tools.
    group assistants {
        header "OpenAI-Beta": "assistants=v2";

        /// Create an assistant with a model and instructions.
        create:   POST   /assistants (json CreateAssistant) -> Assistant;
        retrieve: GET    /assistants/<assistant: AssistantId> -> Assistant;
        modify:   POST   /assistants/<assistant: AssistantId> (json ModifyAssistant) -> Assistant;
        delete:   DELETE /assistants/<assistant: AssistantId> -> Deleted;
        list:     GET    /assistants?<limit: u32?>&<order: Order?>&<after: AssistantId?>&<before: AssistantId?>
                         -> Page<Assistant> paged by after;
    }

    group runs {
        header "OpenAI-Beta": "assistants=v2";

        /// Create a run.
        create:   POST /threads/<thread: ThreadId>/runs?<include[]: Vec<RunInclude>?> (json CreateRun)
                       -> Run | sse RunEvent when stream until "[DONE]";
        retrieve: GET  /threads/<thread: ThreadId>/runs/<run: RunId> -> Run polled until Run::is_settled;
        cancel:   POST /threads/<thread: ThreadId>/runs/<run: RunId>/cancel -> Run;
    }

    group files {
        upload:   POST /files (multipart UploadFile) -> File { timeout 30 min; retry 0; }
        content:  GET  /files/<file: FileId>/content -> bytes;
    }
"#;

#[test]
fn the_flagship_is_read() {
    let model = sound(FLAGSHIP);
    assert_eq!(model.ids.len(), 5);
    assert_eq!(group(&model, "assistants"), ["create", "retrieve", "modify", "delete", "list"]);
    assert_eq!(group(&model, "runs"), ["create", "retrieve", "cancel"]);
    assert_eq!(group(&model, "files"), ["upload", "content"]);
}

#[test]
fn ids_of_other_types() {
    let ids = sound("pub id A, B: u64, C: uuid::Uuid, D: String;").ids;
    let types = ids.iter().map(|id| text(&id.ty)).collect::<Vec<_>>();
    assert_eq!(types, ["", "u64", "uuid :: Uuid", ""]);
}

#[test]
fn keywords_are_names_of_methods() {
    assert_eq!(endpoint("move: POST /x -> Thing;").name, "r#move");
    assert_eq!(endpoint("r#type: GET /x -> Thing;").name, "r#type");
    assert_eq!(endpoint("r#list: GET /x -> Thing;").name, "list");
    assert_eq!(endpoint("header: GET /x -> Thing;").name, "header");
    assert_eq!(endpoint("group: GET /x -> Thing;").name, "group");
}

#[test]
fn names_of_an_endpoint() {
    let model = sound("client Api; group vector_stores { list_files: GET /files -> Thing; }");
    let Some(Method::Endpoint(line)) =
        model.groups().next().and_then(|group| group.methods.first())
    else {
        panic!("no endpoint");
    };
    assert_eq!(line.names.id, "vector_stores.list_files");
    assert_eq!(line.names.request(), "VectorStoresListFilesRequest");
}

#[test]
fn groups_of_their_own_and_mounted() {
    let model = sound(
        "pub group VectorStores { list: GET /stores -> Thing; } group Files { list: GET /files -> Thing; }",
    );
    let names =
        model.groups.iter().map(|group| format!("{} {}", group.name, group.ty)).collect::<Vec<_>>();
    assert_eq!(names, ["vector_stores VectorStores", "files Files"]);
    let client = client(
        "group stores = crate::stores::VectorStores; client Api; group files { list: GET /files -> Thing; }",
    );
    assert!(
        matches!(&client.members[..], [Member::Mount(mount), Member::Group(_)] if mount.name == "stores")
    );
}

#[test]
fn either_of_two_conditions() {
    let model = sound(
        "client Api;
         group things {
             #[cfg(unix)] list: GET /things -> Thing;
             #[cfg(windows)] list: GET /things -> Other;
         }",
    );
    assert_eq!(group(&model, "things"), ["list", "list"]);
}

#[test]
fn the_same_source_gives_the_same_tokens() {
    let expand = || crate::compile(FLAGSHIP.parse().expect("it lexes")).to_string();
    assert_eq!(expand(), expand());
}
