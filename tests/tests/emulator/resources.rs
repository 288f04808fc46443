//! The files and vector stores of tools, which exist or are made along with an assistant, a thread or a message.

use std::time::Duration;

use schematic_openai::emulator::Emulator;
use schematic_openai::{
    Attachment, AttachmentTool, CreateAssistant, CreateFileSearchResources, CreateMessage,
    CreateRun, CreateThread, CreateThreadAndRun, CreateToolResources, FileId, InputPart,
    ModifyAssistant, ModifyThread, NewVectorStore, OpenAi, ToolResources, VectorStore,
    VectorStoreId,
};

use crate::{Desk, HandClock, file, refusal};

fn attached(file: &FileId, tool: AttachmentTool) -> CreateMessage {
    CreateMessage::user("Read this.").attachments([Attachment::new().file_id(file).tools([tool])])
}

fn stores(resources: Option<ToolResources>) -> Vec<VectorStoreId> {
    resources.unwrap().file_search.unwrap().vector_store_ids.unwrap()
}

async fn retrieve(openai: &OpenAi, id: &VectorStoreId) -> VectorStore {
    openai.vector_stores().retrieve(id).await.unwrap()
}

async fn files(openai: &OpenAi, store: &VectorStoreId) -> Vec<FileId> {
    let page = openai.vector_store_files().list(store).await.unwrap();
    page.data.into_iter().map(|file| file.id).collect()
}

#[tokio::test]
async fn attached_files_are_resources_of_the_thread() {
    let desk = Desk::new(Emulator::new()).await;
    let openai = &desk.openai;
    let mut notes = Vec::new();
    for name in ["a.md", "b.md", "c.md"] {
        notes.push(file(openai, name, "A note.").await);
    }
    let resources =
        async || openai.threads().retrieve(&desk.thread.id).await.unwrap().tool_resources;
    let create = async |body: CreateMessage| {
        openai.messages().create(&desk.thread.id, &body).await.unwrap();
    };
    create(attached(&notes[0], AttachmentTool::file_search())).await;
    let made = stores(resources().await);
    assert_eq!(files(openai, &made[0]).await, notes[..1]);
    assert_eq!(retrieve(openai, &made[0]).await.expires_after.unwrap().days, 7);
    create(attached(&notes[1], AttachmentTool::file_search())).await;
    assert_eq!(stores(resources().await), made);
    assert_eq!(files(openai, &made[0]).await, [notes[1].clone(), notes[0].clone()]);
    create(attached(&notes[2], AttachmentTool::code_interpreter())).await;
    let interpreter = resources().await.unwrap().code_interpreter.unwrap();
    assert_eq!(interpreter.file_ids.unwrap(), [notes[2].clone()]);
    assert_eq!(files(openai, &made[0]).await.len(), 2);
    let body = CreateThread::new().messages([attached(&notes[0], AttachmentTool::file_search())]);
    let thread = openai.threads().create(&body).await.unwrap();
    let other = stores(thread.tool_resources);
    assert_ne!(other, made);
    assert_eq!(files(openai, &other[0]).await, notes[..1]);
    let body = CreateRun::new(&desk.assistant.id)
        .additional_messages([attached(&notes[2], AttachmentTool::file_search())]);
    desk.run_with(body).await.unwrap();
    assert_eq!(files(openai, &made[0]).await.len(), 3);
}

#[tokio::test]
async fn vector_stores_are_made_of_files_on_the_way() {
    let desk = Desk::new(Emulator::new()).await;
    let openai = &desk.openai;
    let note = file(openai, "a.md", "A note.").await;
    let store = NewVectorStore::new().file_ids([&note]).metadata([("a", "b")]);
    let search = CreateFileSearchResources::create(store);
    let resources = CreateToolResources::new().file_search(search);
    let body = CreateAssistant::new("gpt-4o").tool_resources(resources.clone());
    let assistant = openai.assistants().create(&body).await.unwrap();
    let body = CreateThread::new().tool_resources(resources);
    let thread = openai.threads().create(&body).await.unwrap();
    for (resources, days) in [(assistant.tool_resources, None), (thread.tool_resources, Some(7))] {
        let store = retrieve(openai, &stores(resources)[0]).await;
        assert_eq!(store.expires_after.map(|after| after.days), days);
        assert_eq!(store.metadata.unwrap().get("a"), Some("b"));
        assert_eq!(files(openai, &store.id).await, std::slice::from_ref(&note));
    }
}

#[tokio::test]
async fn what_does_not_exist_is_no_resource() {
    let desk = Desk::new(Emulator::new()).await;
    let openai = &desk.openai;
    let (file, store) = (FileId::from("file-none"), VectorStoreId::from("vs_none"));
    let by_store =
        CreateToolResources::new().file_search(CreateFileSearchResources::attach(&store));
    let made = NewVectorStore::new().file_ids([&file]);
    let by_file = CreateToolResources::new().file_search(CreateFileSearchResources::create(made));
    let assistant = |resources| CreateAssistant::new("gpt-4o").tool_resources(resources);
    let thread = |resources| CreateThread::new().tool_resources(resources);
    let (stored, interpreted) =
        (ToolResources::vector_store(&store), ToolResources::new().files([&file]));
    let change = |resources| ModifyAssistant::new().tool_resources(resources);
    let both = CreateThreadAndRun::new(&desk.assistant.id).tool_resources(stored.clone());
    let modify = ModifyThread::new().tool_resources(stored.clone());
    let no_store = "No vector store found with id 'vs_none'.";
    let no_file = "No file found with id 'file-none'.";
    let (assistants, threads) = (openai.assistants(), openai.threads());
    let id = &desk.assistant.id;
    let image = CreateMessage::user([InputPart::image_file(&file)]);
    let note = attached(&file, AttachmentTool::code_interpreter());
    for (refused, message) in [
        (refusal(assistants.create(&assistant(by_store.clone())).await), no_store),
        (refusal(assistants.create(&assistant(by_file.clone())).await), no_file),
        (refusal(threads.create(&thread(by_store)).await), no_store),
        (refusal(threads.create(&thread(by_file)).await), no_file),
        (refusal(assistants.modify(id, &change(stored)).await), no_store),
        (refusal(assistants.modify(id, &change(interpreted)).await), no_file),
        (refusal(threads.modify(&desk.thread.id, &modify).await), no_store),
        (refusal(threads.create_and_run(&both).await), no_store),
        (refusal(openai.messages().create(&desk.thread.id, &image).await), no_file),
        (refusal(openai.messages().create(&desk.thread.id, &note).await), no_file),
    ] {
        assert_eq!((refused.0.as_u16(), refused.1.as_str()), (404, message));
    }
    assert_eq!(openai.assistants().list().await.unwrap().data.len(), 1);
    assert!(openai.vector_stores().list().await.unwrap().data.is_empty());
}

#[tokio::test]
async fn a_file_is_not_attached_to_a_store_that_cannot_take_it() {
    let clock = HandClock::new();
    let desk = Desk::new(Emulator::new().clock(clock.clone())).await;
    let openai = &desk.openai;
    let note = file(openai, "a.md", "A note.").await;
    let attach = async || {
        let body = attached(&note, AttachmentTool::file_search());
        openai.messages().create(&desk.thread.id, &body).await
    };
    attach().await.unwrap();
    let thread = openai.threads().retrieve(&desk.thread.id).await.unwrap();
    let store = stores(thread.tool_resources).remove(0);
    clock.advance(Duration::from_secs(7 * 24 * 60 * 60));
    let refused = refusal(attach().await);
    assert_eq!(
        (refused.0.as_u16(), refused.1),
        (400, format!("Vector store '{store}' is expired."))
    );
    openai.vector_stores().delete(&store).await.unwrap();
    assert_eq!(refusal(attach().await).0, 404);
    let without = CreateMessage::user("Never mind.");
    openai.messages().create(&desk.thread.id, &without).await.unwrap();
}
