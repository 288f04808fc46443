//! Runs that search files: what they find, and how their messages cite it.

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::*;
use schematic_tests::watched;
use serde_json::json;

const HANDBOOK: &str =
    "Our office is in Delft.\nHolidays: everyone has 25 days a year.\nCats may come along.";
const PRICES: &str = "A mug costs 9 euros.\nA poster costs 12 euros.";

/// A service with files in vector stores.
struct Library {
    emulator: Emulator,
    openai: OpenAi,
}

impl Library {
    fn new(emulator: Emulator) -> Self {
        let openai = watched::client(&emulator);
        Self { emulator, openai }
    }

    /// Uploads a file and puts it into a new vector store.
    async fn store(&self, name: &str, text: &str) -> (FileId, VectorStoreId) {
        let file = upload(&self.openai, name, text).await;
        let body = CreateVectorStore::new().file_ids([&file]);
        (file, self.openai.vector_stores().create(&body).await.unwrap().id)
    }

    async fn assistant(&self, store: &VectorStoreId) -> Assistant {
        let resources = CreateFileSearchResources::attach(store);
        let body = CreateAssistant::new("gpt-4o")
            .tools([Tool::file_search()])
            .tool_resources(CreateToolResources::new().file_search(resources));
        self.openai.assistants().create(&body).await.unwrap()
    }

    /// Asks a question on a thread of its own, and returns the finished run.
    async fn ask(&self, assistant: &Assistant, question: &str) -> Run {
        let thread = CreateThread::new().messages([CreateMessage::user(question)]);
        self.run(CreateThreadAndRun::new(&assistant.id).thread(thread)).await
    }

    async fn run(&self, body: CreateThreadAndRun) -> Run {
        let mut run = self.openai.threads().create_and_run(&body).await.unwrap();
        while !run.is_settled() {
            run = self.openai.runs().retrieve(&run.thread_id, &run.id).await.unwrap();
        }
        assert_eq!(run.status, RunStatus::Completed);
        run
    }

    async fn answer(&self, run: &Run) -> Text {
        let messages = self.openai.messages().list(&run.thread_id).await.unwrap().data;
        text(&messages[0])
    }

    /// Returns the first step of a run, with the content of what it found.
    async fn search(&self, run: &Run) -> FileSearchCall {
        let include = [RunInclude::FileSearchContent];
        let call = self.openai.steps().list(&run.thread_id, &run.id).include(include);
        let step = call.order(Order::Asc).await.unwrap().data.remove(0);
        searched(&step)
    }
}

async fn upload(openai: &OpenAi, name: &str, text: &str) -> FileId {
    let body = CreateFile::new(FilePurpose::Assistants, FilePart::new(name, text.to_owned()));
    openai.files().create(body).await.unwrap().id
}

fn searched(step: &RunStep) -> FileSearchCall {
    let StepDetails::ToolCalls(details) = &step.step_details else { panic!("{step:?}") };
    let StepToolCall::FileSearch(call) = &details.tool_calls[0] else { panic!("{step:?}") };
    call.file_search.clone()
}

fn names(call: &FileSearchCall) -> Vec<&str> {
    call.results.iter().flatten().map(|result| result.file_name.as_str()).collect()
}

fn text(message: &Message) -> Text {
    let ContentPart::Text(part) = &message.content[0] else { panic!("{message:?}") };
    part.text.clone()
}

/// Returns what an annotation marks, and its file.
fn cited(text: &Text) -> Vec<(String, &FileId)> {
    let cited = text.annotations.iter().map(|annotation| {
        let Annotation::FileCitation(cited) = annotation else { panic!("{annotation:?}") };
        let (start, end) = (cited.start_index as usize, cited.end_index as usize);
        let marked: String = text.value.chars().skip(start).take(end - start).collect();
        assert_eq!(marked, cited.text);
        (marked, &cited.file_citation.file_id)
    });
    cited.collect()
}

#[tokio::test]
async fn the_default_answer_quotes_the_best_result_and_cites_it() {
    let library = Library::new(Emulator::new());
    let (file, store) = library.store("handbook.txt", HANDBOOK).await;
    let assistant = library.assistant(&store).await;
    let run = library.ask(&assistant, "How many days of holidays do I have?").await;
    let answer = library.answer(&run).await;
    assert_eq!(answer.value, "Holidays: everyone has 25 days a year.【0:0†handbook.txt】");
    assert_eq!(cited(&answer), [("【0:0†handbook.txt】".to_owned(), &file)]);
    let call = library.search(&run).await;
    let [result] = &call.results.unwrap()[..] else { panic!() };
    assert_eq!((&result.file_id, result.file_name.as_str()), (&file, "handbook.txt"));
    assert!(0.0 < result.score && result.score < 1.0);
    assert_eq!(result.content.as_ref().unwrap()[0].text.as_deref(), Some(HANDBOOK));
    let ranking = call.ranking_options.unwrap();
    assert_eq!((ranking.ranker, ranking.score_threshold), (Ranker::Default20240821, 0.0));
}

#[tokio::test]
async fn a_stream_carries_the_annotation_with_its_mark() {
    let library = Library::new(Emulator::new());
    let (file, store) = library.store("my prices.md", PRICES).await;
    let assistant = library.assistant(&store).await;
    let thread = CreateThread::new().messages([CreateMessage::user("What does a poster cost?")]);
    let body = CreateThreadAndRun::new(&assistant.id).thread(thread);
    let mut stream = library.openai.threads().create_and_run_and_stream(&body).await.unwrap();
    let run = stream.final_run().await.unwrap();
    let streamed = stream.final_messages().await.unwrap().remove(0);
    let stored = library.openai.messages().list(&run.thread_id).await.unwrap().data.remove(0);
    assert_eq!(streamed, stored);
    assert_eq!(text(&stored).value, "A poster costs 12 euros.【0:0†my prices.md】");
    let steps = library.openai.steps().list(&run.thread_id, &run.id).order(Order::Asc);
    assert_eq!(stream.final_steps().await.unwrap(), steps.await.unwrap().data);
    let events = library.emulator.events(&run.id);
    let mut deltas = events.iter().filter(|event| event.name() == "thread.message.delta");
    let last = deltas.next_back().unwrap().data()["delta"]["content"][0]["text"].clone();
    let annotation = json!({
        "index": 0, "type": "file_citation", "text": "【0:0†my prices.md】", "file_citation": { "file_id": file },
        "start_index": 24, "end_index": 42,
    });
    assert_eq!(last, json!({ "value": "【0:0†my prices.md】", "annotations": [annotation] }));
}

#[tokio::test]
async fn content_is_in_replies_and_events_only_on_request() {
    let library = Library::new(Emulator::new());
    let (_, store) = library.store("handbook.txt", HANDBOOK).await;
    let assistant = library.assistant(&store).await;
    for include in [false, true] {
        let thread = CreateThread::new().messages([CreateMessage::user("cats?")]);
        let thread = library.openai.threads().create(&thread).await.unwrap().id;
        let body = CreateRun::new(&assistant.id);
        let mut call = library.openai.runs().create(&thread, &body);
        if include {
            call = call.include([RunInclude::FileSearchContent]);
        }
        let mut stream = RunStream::new(call.stream().await.unwrap());
        let step = stream.final_steps().await.unwrap().remove(0);
        assert_eq!(searched(&step).results.unwrap()[0].content.is_some(), include);
        let run = stream.final_run().await.unwrap();
        let replied = library.openai.steps().retrieve(&thread, &run.id, &step.id).await.unwrap();
        assert_eq!(searched(&replied).results.unwrap()[0].content, None);
    }
}

#[tokio::test]
async fn the_stores_of_the_thread_and_its_attachments_are_searched_too() {
    let library = Library::new(Emulator::new());
    let (_, of_assistant) = library.store("handbook.txt", HANDBOOK).await;
    let assistant = library.assistant(&of_assistant).await;
    let attached = upload(&library.openai, "cats.txt", "Cats sleep all day.").await;
    let attachment = Attachment::new().file_id(&attached).tools([AttachmentTool::file_search()]);
    let question = CreateMessage::user("Where do cats sleep?").attachments([attachment]);
    let thread = CreateThread::new().messages([question]);
    let run = library.run(CreateThreadAndRun::new(&assistant.id).thread(thread)).await;
    assert_eq!(names(&library.search(&run).await), ["cats.txt", "handbook.txt"]);
}

#[tokio::test]
async fn the_settings_of_the_tool_are_those_of_the_search() {
    let library = Library::new(Emulator::new());
    let (_, store) = library.store("a.txt", "A mug costs 9 euros.").await;
    for name in ["b.txt", "c.txt"] {
        let file = upload(&library.openai, name, "A mug.").await;
        let body = CreateVectorStoreFile::new(&file);
        library.openai.vector_store_files().create(&store, &body).await.unwrap();
    }
    let assistant = library.assistant(&store).await;
    let search = async |options: FileSearchOptions| {
        let thread = CreateThread::new().messages([CreateMessage::user("What costs a mug?")]);
        let tool = FileSearchTool::new().file_search(options);
        let body = CreateThreadAndRun::new(&assistant.id).thread(thread);
        let run = library.run(body.tools([Tool::FileSearch(tool)])).await;
        library.search(&run).await
    };
    let all = search(FileSearchOptions::new()).await;
    assert_eq!(names(&all), ["a.txt", "b.txt", "c.txt"]);
    assert_eq!(names(&search(FileSearchOptions::new().max_num_results(2_u32)).await).len(), 2);
    let ranking = RankingOptions::new(all.results.unwrap()[0].score).ranker(Ranker::Auto);
    let strict = search(FileSearchOptions::new().ranking_options(ranking.clone())).await;
    assert_eq!(names(&strict), ["a.txt"]);
    let used = strict.ranking_options.unwrap();
    assert_eq!(used.ranker, Ranker::Default20240821);
    assert_eq!(used.score_threshold, ranking.score_threshold);
}

#[tokio::test]
async fn a_model_can_search_several_times_and_cite_what_it_likes() {
    let emulator = Emulator::new().model(|turn| match turn.calls().len() {
        0 => Answer::search_files("posters"),
        1 => Answer::search_files("cats"),
        _ => {
            let told = turn.passages().map(|passage| {
                let name = &passage.result().file_name;
                format!(
                    "{name} has {} lines{}. ",
                    passage.text().lines().count(),
                    passage.citation()
                )
            });
            Answer::text(told.collect::<String>())
        }
    });
    let library = Library::new(emulator);
    let (prices, store) = library.store("prices.md", "Posters\nMugs").await;
    let handbook = upload(&library.openai, "handbook.txt", HANDBOOK).await;
    let body = CreateVectorStoreFile::new(&handbook);
    library.openai.vector_store_files().create(&store, &body).await.unwrap();
    let run = library.ask(&library.assistant(&store).await, "Hello").await;
    let answer = library.answer(&run).await;
    let expected =
        "prices.md has 2 lines【0:0†prices.md】. handbook.txt has 3 lines【1:0†handbook.txt】. ";
    assert_eq!(answer.value, expected);
    let marks =
        [("【0:0†prices.md】".to_owned(), &prices), ("【1:0†handbook.txt】".to_owned(), &handbook)];
    assert_eq!(cited(&answer), marks);
}

#[tokio::test]
async fn a_message_that_breaks_off_keeps_the_citations_that_were_written() {
    let found = FileSearchResult::new().file_id("file-1").file_name("a.txt").score(0.5);
    let half =
        Answer::text("So【0:0†a.txt】 it").then_failure(RunErrorCode::ServerError, "Out of order.");
    let library = Library::new(Emulator::new().script([Answer::file_search([found]), half]));
    let assistant =
        library.openai.assistants().create(&CreateAssistant::new("gpt-4o")).await.unwrap();
    let body = CreateThreadAndRun::new(&assistant.id);
    let run = library.openai.threads().create_and_run(&body).await.unwrap();
    for _ in 0..4 {
        library.openai.runs().retrieve(&run.thread_id, &run.id).await.unwrap();
    }
    let answer = library.answer(&run).await;
    assert_eq!(answer.value, "So【0:0†a.txt】 it");
    assert_eq!(cited(&answer), [("【0:0†a.txt】".to_owned(), &"file-1".into())]);
}

#[tokio::test]
async fn a_search_without_results_says_so() {
    let library = Library::new(Emulator::new());
    let (_, store) = library.store("handbook.txt", HANDBOOK).await;
    let run = library.ask(&library.assistant(&store).await, "Unicorns?").await;
    let answer = library.answer(&run).await;
    assert_eq!(
        (answer.value.as_str(), answer.annotations.len()),
        ("No file says anything about that.", 0)
    );
    assert_eq!(library.search(&run).await.results.unwrap(), []);
}

#[tokio::test]
async fn a_search_without_stores_finds_nothing() {
    let library = Library::new(Emulator::new());
    let body = CreateAssistant::new("gpt-4o").tools([Tool::file_search()]);
    let assistant = library.openai.assistants().create(&body).await.unwrap();
    let run = library.ask(&assistant, "Hello").await;
    assert_eq!(library.answer(&run).await.value, "You said: Hello");
    let chosen = CreateThreadAndRun::new(&assistant.id).tool_choice(ToolChoice::file_search());
    assert_eq!(library.search(&library.run(chosen).await).await.results.unwrap(), []);
}

#[tokio::test]
async fn what_was_found_counts_as_read() {
    let library = Library::new(Emulator::new());
    let (_, store) = library.store("long.txt", &"cats ".repeat(300)).await;
    let run = library.ask(&library.assistant(&store).await, "cats").await;
    assert!(run.usage.unwrap().prompt_tokens > 300);
}
