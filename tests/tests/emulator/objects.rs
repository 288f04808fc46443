//! Assistants, threads and messages: created, modified, deleted.

use schematic_openai::emulator::Emulator;
use schematic_openai::{
    Attachment, AttachmentTool, ContentPart, CreateAssistant, CreateFileSearchResources,
    CreateMessage, CreateThread, CreateToolResources, DeletedKind, InputPart, Metadata, ModelId,
    ModifyAssistant, ModifyMessage, ModifyRun, ModifyThread, NewVectorStore, ResponseFormat, Role,
    Tool, ToolResources,
};
use schematic_tests::watched;

use crate::{Desk, file, refusal};

#[tokio::test]
async fn an_assistant_has_the_defaults_of_the_service() {
    let openai = watched::client(&Emulator::new());
    let made = openai.assistants().create(&CreateAssistant::new("gpt-4o")).await.unwrap();
    assert!(made.id.as_str().starts_with("asst_") && made.id.as_str().len() == 29);
    assert_eq!((made.temperature, made.top_p), (Some(1.0), Some(1.0)));
    assert_eq!(made.response_format, Some(ResponseFormat::Auto));
    assert_eq!((made.name.as_ref(), made.tools.len()), (None, 0));
    assert_eq!(
        (made.metadata.clone(), made.tool_resources.clone()),
        (Some(Metadata::new()), Some(ToolResources::new()))
    );
    assert_eq!(openai.assistants().retrieve(&made.id).await.unwrap(), made);
}

#[tokio::test]
async fn a_change_leaves_what_it_does_not_name() {
    let openai = watched::client(&Emulator::new());
    let body = CreateAssistant::new("gpt-4o")
        .name("Ada")
        .description("Counts.")
        .tools([Tool::file_search()]);
    let made = openai.assistants().create(&body).await.unwrap();
    let change = ModifyAssistant::new().clear_description().instructions("Count.").model("gpt-4.1");
    let changed = openai.assistants().modify(&made.id, &change).await.unwrap();
    assert_eq!((changed.name.as_deref(), changed.description.as_deref()), (Some("Ada"), None));
    assert_eq!(
        (changed.instructions.as_deref(), changed.model.as_str()),
        (Some("Count."), "gpt-4.1")
    );
    assert_eq!(changed.tools, made.tools);
    let emptied = ModifyAssistant::new().tools(Vec::<Tool>::new());
    assert_eq!(openai.assistants().modify(&made.id, &emptied).await.unwrap().tools, []);
}

#[tokio::test]
async fn vector_stores_are_made_on_the_way() {
    let search = CreateFileSearchResources::create(NewVectorStore::new());
    let body = CreateThread::new().tool_resources(CreateToolResources::new().file_search(search));
    let thread = watched::client(&Emulator::new()).threads().create(&body).await.unwrap();
    let stores = thread.tool_resources.unwrap().file_search.unwrap().vector_store_ids.unwrap();
    assert!(stores.len() == 1 && stores[0].as_str().starts_with("vs_"));
}

#[tokio::test]
async fn content_comes_back_in_the_form_of_responses() {
    let desk = Desk::new(Emulator::new()).await;
    let parts =
        [InputPart::text("What is this?"), InputPart::image_url("https://example.com/cat.png")];
    let note = file(&desk.openai, "a.md", "A cat.").await;
    let attachment = Attachment::new().file_id(note).tools([AttachmentTool::file_search()]);
    let body = CreateMessage::user(parts).attachments([attachment.clone()]).metadata([("a", "b")]);
    let message = desk.openai.messages().create(&desk.thread.id, &body).await.unwrap();
    assert_eq!(message.content[0], ContentPart::text("What is this?"));
    assert!(
        matches!(&message.content[1], ContentPart::ImageUrl(part) if part.image_url.url.ends_with("cat.png"))
    );
    assert_eq!(
        (message.role.clone(), message.attachments.clone()),
        (Role::User, Some(vec![attachment]))
    );
    assert_eq!((message.run_id.clone(), message.assistant_id.clone()), (None, None));
    assert_eq!(
        desk.openai.messages().retrieve(&desk.thread.id, &message.id).await.unwrap(),
        message
    );
}

#[tokio::test]
async fn notes_are_replaced_and_cleared() {
    let desk = Desk::new(Emulator::new()).await;
    let (openai, thread) = (&desk.openai, &desk.thread.id);
    let notes = Some(Metadata::from([("a", "b")]));
    let change = ModifyThread::new().metadata([("a", "b")]);
    assert_eq!(openai.threads().modify(thread, &change).await.unwrap().metadata, notes);
    let run = desk.run().await;
    let change = ModifyRun::new().metadata([("a", "b")]);
    assert_eq!(openai.runs().modify(thread, &run.id, &change).await.unwrap().metadata, notes);
    assert_eq!(desk.retrieve(&run).await.metadata, notes);
    let message = openai.messages().list(thread).await.unwrap().data.remove(0).id;
    let change = ModifyMessage::new().metadata([("a", "b")]);
    assert_eq!(openai.messages().modify(thread, &message, &change).await.unwrap().metadata, notes);
    let clear = ModifyMessage::new().clear_metadata();
    let cleared = openai.messages().modify(thread, &message, &clear).await.unwrap();
    assert_eq!(cleared.metadata, Some(Metadata::new()));
}

#[tokio::test]
async fn what_is_deleted_is_gone() {
    let desk = Desk::new(Emulator::new()).await;
    let (openai, thread, assistant) = (&desk.openai, &desk.thread.id, &desk.assistant.id);
    let message = openai.messages().list(thread).await.unwrap().data.remove(0).id;
    let deleted = openai.messages().delete(thread, &message).await.unwrap();
    assert_eq!((deleted.object.as_str(), deleted.deleted), ("thread.message.deleted", true));
    let gone = refusal(openai.messages().retrieve(thread, &message).await);
    assert_eq!((gone.0.as_u16(), gone.1), (404, format!("No message found with id '{message}'.")));
    assert_eq!(openai.threads().delete(thread).await.unwrap().object, DeletedKind::Thread);
    assert_eq!(
        refusal(openai.threads().retrieve(thread).await).1,
        format!("No thread found with id '{thread}'.")
    );
    assert_eq!(openai.assistants().delete(assistant).await.unwrap().object, DeletedKind::Assistant);
    assert_eq!(
        refusal(openai.assistants().delete(assistant).await).1,
        format!("No assistant found with id '{assistant}'.")
    );
    let model = ModelId::from("gpt-4.1");
    assert_eq!(openai.models().delete(&model).await.unwrap().object, DeletedKind::Model);
    let gone = refusal(openai.models().retrieve(&model).await);
    assert_eq!((gone.0.as_u16(), gone.3.as_deref()), (404, Some("model_not_found")));
}
