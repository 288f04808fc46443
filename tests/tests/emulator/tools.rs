//! The tools that the service runs itself, and the tool choices that name them.

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::*;
use serde_json::{Value, json};

use crate::{Desk, file, refusal};

fn tools() -> [Tool; 3] {
    [Tool::function(FunctionDefinition::new("look")), Tool::code_interpreter(), Tool::file_search()]
}

/// Returns the types of the calls and the final status of a run with these tools and this choice.
async fn follow(tools: &[Tool], choice: ToolChoice) -> (Vec<String>, RunStatus) {
    let desk = Desk::new(Emulator::new()).await;
    let body = CreateRun::new(&desk.assistant.id).tools(tools.to_vec()).tool_choice(choice);
    let run = desk.settle(&desk.run_with(body).await.unwrap()).await;
    let steps =
        desk.openai.steps().list(&desk.thread.id, &run.id).order(Order::Asc).await.unwrap().data;
    let calls = steps.iter().flat_map(|step| {
        let calls = serde_json::to_value(&step.step_details).unwrap()["tool_calls"].clone();
        calls.as_array().cloned().unwrap_or_default()
    });
    (calls.map(|call| call["type"].as_str().unwrap().to_owned()).collect(), run.status)
}

#[tokio::test]
async fn a_chosen_tool_is_used_and_then_the_run_completes() {
    let used = |tool: &str| (vec![tool.to_owned()], RunStatus::Completed);
    let all = tools();
    assert_eq!(follow(&all, ToolChoice::code_interpreter()).await, used("code_interpreter"));
    assert_eq!(follow(&all, ToolChoice::file_search()).await, used("file_search"));
    assert_eq!(follow(&all[1..], ToolChoice::Required).await, used("code_interpreter"));
    assert_eq!(follow(&all[2..], ToolChoice::Required).await, used("file_search"));
    let called = (vec!["function".to_owned()], RunStatus::RequiresAction);
    assert_eq!(follow(&all, ToolChoice::Required).await, called);
    assert_eq!(follow(&all[1..], ToolChoice::Auto).await, (vec![], RunStatus::Completed));
    assert_eq!(follow(&all, ToolChoice::None).await, (vec![], RunStatus::Completed));
}

#[tokio::test]
async fn a_tool_that_the_run_has_not_is_not_chosen() {
    let desk = Desk::new(Emulator::new()).await;
    for (choice, tools) in [
        (ToolChoice::function("look"), vec![]),
        (ToolChoice::function("fly"), tools().to_vec()),
        (ToolChoice::code_interpreter(), vec![Tool::file_search()]),
        (ToolChoice::file_search(), vec![Tool::code_interpreter()]),
        (ToolChoice::Required, vec![]),
    ] {
        let body =
            CreateRun::new(&desk.assistant.id).tools(tools.clone()).tool_choice(choice.clone());
        let (status, message, param, _) = refusal(desk.run_with(body).await);
        assert_eq!((status.as_u16(), param.as_deref()), (400, Some("tool_choice")), "{message}");
        let body = CreateThreadAndRun::new(&desk.assistant.id).tools(tools).tool_choice(choice);
        assert_eq!(refusal(desk.openai.threads().create_and_run(&body).await).1, message);
    }
    let inherited = CreateRun::new(&desk.assistant.id).tool_choice(ToolChoice::function("fly"));
    let expected = "Invalid value for 'tool_choice': no function named 'fly' was specified in the 'tools' parameter.";
    assert_eq!(refusal(desk.run_with(inherited).await).1, expected);
    let declared = CreateRun::new(&desk.assistant.id).tool_choice(ToolChoice::function("get_time"));
    desk.run_with(declared).await.unwrap();
}

#[tokio::test]
async fn a_program_streams_and_the_model_answers_again() {
    let program = Answer::code_interpreter("print(2 + 2)", "4");
    let desk = Desk::new(Emulator::new().script([program, "Four.".into()])).await;
    let body = CreateRun::new(&desk.assistant.id).tools([Tool::code_interpreter()]);
    let mut stream = desk.openai.runs().create_and_stream(&desk.thread.id, &body).await.unwrap();
    let names = crate::streams::names(&mut stream).await;
    let expected = [
        "created",
        "queued",
        "in_progress",
        "step.created",
        "step.in_progress",
        "step.delta",
        "step.delta",
        "step.delta",
        "step.completed",
        "step.created",
        "step.in_progress",
    ];
    assert_eq!(names[..11], expected.map(|name| format!("thread.run.{name}")));
    assert_eq!(names.last().unwrap(), "thread.run.completed");
    assert_eq!(stream.final_messages().await.unwrap()[0].text(), "Four.");
    let run = stream.final_run().await.unwrap();
    let steps =
        desk.openai.steps().list(&desk.thread.id, &run.id).order(Order::Asc).await.unwrap().data;
    let details = serde_json::to_value(&steps[0].step_details).unwrap();
    let call = &details["tool_calls"][0];
    assert!(call["id"].as_str().unwrap().starts_with("call_"));
    let code = json!({ "input": "print(2 + 2)", "outputs": [{ "type": "logs", "logs": "4" }] });
    assert_eq!(call["code_interpreter"], code);
    assert!(steps.iter().all(|step| step.status == StepStatus::Completed && step.usage.is_some()));
    assert_eq!(stream.final_steps().await.unwrap()[0], steps[0]);
}

#[tokio::test]
async fn the_content_of_a_search_is_sent_on_request() {
    let content = FileSearchContent::new().kind("text").text("It rained.");
    let found =
        FileSearchResult::new().file_id("file-1").file_name("a.txt").score(0.5).content([content]);
    let desk =
        Desk::new(Emulator::new().script([Answer::file_search([found]), "Rain.".into()])).await;
    let run = desk.settle(&desk.run().await).await;
    let steps = desk.openai.steps();
    let first = |page: Page<RunStep>| serde_json::to_value(page.data.last().unwrap()).unwrap();
    let result =
        |step: Value| step["step_details"]["tool_calls"][0]["file_search"]["results"][0].clone();
    let plain = result(first(steps.list(&desk.thread.id, &run.id).await.unwrap()));
    assert_eq!((plain["file_name"].as_str(), plain.get("content")), (Some("a.txt"), None));
    let include = [RunInclude::FileSearchContent];
    let full = steps.list(&desk.thread.id, &run.id).include(include).await.unwrap();
    let id = full.data.last().unwrap().id.clone();
    assert_eq!(result(first(full))["content"][0]["text"], "It rained.");
    let step = steps.retrieve(&desk.thread.id, &run.id, &id).await.unwrap();
    assert_eq!(result(serde_json::to_value(step).unwrap()).get("content"), None);
    assert_eq!(desk.newest().await, "Rain.");
}

#[tokio::test]
async fn a_model_sees_its_tool_calls() {
    let emulator = Emulator::new().model(|turn| match turn.calls() {
        [] => Answer::file_search([]),
        [_] => Answer::code_interpreter("1", "one"),
        [StepToolCall::FileSearch(_), StepToolCall::CodeInterpreter(_)] => {
            Answer::call("get_time", json!({}))
        }
        calls => Answer::text(format!("{} calls, {} outputs", calls.len(), turn.outputs().len())),
    });
    let desk = Desk::new(emulator).await;
    let run = desk.settle(&desk.run().await).await;
    desk.settle(&desk.submit(&run, "noon").await).await;
    assert_eq!(desk.newest().await, "3 calls, 1 outputs");
}

#[tokio::test]
async fn resources_and_effort_are_kept() {
    let desk = Desk::new(Emulator::new()).await;
    let openai = &desk.openai;
    let body = CreateAssistant::new("o3-mini").reasoning_effort(ReasoningEffort::High);
    let assistant = openai.assistants().create(&body).await.unwrap();
    assert_eq!(assistant.reasoning_effort, Some(ReasoningEffort::High));
    let run =
        openai.threads().create_and_run(&CreateThreadAndRun::new(&assistant.id)).await.unwrap();
    assert_eq!(run.reasoning_effort, Some(ReasoningEffort::High));
    let change = ModifyAssistant::new().reasoning_effort(ReasoningEffort::Low);
    let changed = openai.assistants().modify(&assistant.id, &change).await.unwrap();
    assert_eq!(changed.reasoning_effort, Some(ReasoningEffort::Low));
    assert_eq!(openai.assistants().retrieve(&assistant.id).await.unwrap(), changed);
    let note = file(openai, "a.md", "A cat.").await;
    let store = openai.vector_stores().create(&CreateVectorStore::new()).await.unwrap();
    let resources = ToolResources::vector_store(store.id).files([note]);
    let body = CreateThreadAndRun::new(&assistant.id).tool_resources(resources.clone());
    let run = openai.threads().create_and_run(&body).await.unwrap();
    assert_eq!(run.tool_resources, Some(resources.clone()));
    let again = openai.runs().retrieve(&run.thread_id, &run.id).await.unwrap();
    assert_eq!(again.tool_resources, Some(resources));
}
