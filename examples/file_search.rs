//! Uploads a file, puts it into a vector store, asks a question about it, and prints the answer with its sources.
//!
//! Without `OPENAI_BASE_URL`, the emulator answers, whose search compares words.

use schematic_openai::emulator::Emulator;
use schematic_openai::{
    Annotation, ContentPart, CreateAssistant, CreateFile, CreateFileSearchResources, CreateMessage,
    CreateThread, CreateThreadAndRun, CreateToolResources, CreateVectorStore, FilePart,
    FilePurpose, OpenAi, Text, Tool,
};

const HANDBOOK: &str = "\
# Handbook

Everyone has 25 days of holidays a year.
Expenses are paid back within two weeks.
On Fridays, dogs may come along.
";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let openai = match std::env::var_os("OPENAI_BASE_URL") {
        Some(_) => OpenAi::from_env()?,
        None => Emulator::new().client(),
    };

    // Upload, and index.
    let file = FilePart::new("handbook.md", HANDBOOK);
    let file = openai.files().create(CreateFile::new(FilePurpose::Assistants, file)).await?;
    let body = CreateVectorStore::new().name("Handbook").file_ids([&file.id]);
    let store = openai.vector_stores().create(&body).await?;
    let store = openai.vector_stores().retrieve(&store.id).poll().await?;
    if let Some(counts) = &store.file_counts {
        println!("{} of {} files are indexed", counts.completed, counts.total);
    }

    // Ask.
    let search = CreateFileSearchResources::attach(&store.id);
    let body = CreateAssistant::new("gpt-4o")
        .tools([Tool::file_search()])
        .tool_resources(CreateToolResources::new().file_search(search));
    let assistant = openai.assistants().create(&body).await?;
    for question in ["How many days of holidays do I have?", "May I bring dogs on Fridays?"] {
        let thread = CreateThread::new().messages([CreateMessage::user(question)]);
        let body = CreateThreadAndRun::new(&assistant.id).thread(thread);
        let run = openai.threads().create_and_run_and_poll(&body).await?;
        println!("\n> {question}");
        let messages = openai.messages().list(&run.thread_id).await?;
        for part in &messages.data[0].content {
            if let ContentPart::Text(part) = part {
                print_with_sources(&openai, &part.text).await?;
            }
        }
    }
    Ok(())
}

/// Prints a text with numbers in place of its citations, and what these refer to.
async fn print_with_sources(openai: &OpenAi, text: &Text) -> Result<(), schematic_api::Error> {
    let (mut told, mut sources) = (text.value.clone(), Vec::new());
    for annotation in &text.annotations {
        if let Annotation::FileCitation(cited) = annotation {
            let file = openai.files().retrieve(&cited.file_citation.file_id).await?;
            sources.push(file.filename);
            told = told.replace(&cited.text, &format!(" [{}]", sources.len()));
        }
    }
    println!("{told}");
    for (number, name) in (1..).zip(sources) {
        println!("[{number}] {name}");
    }
    Ok(())
}
