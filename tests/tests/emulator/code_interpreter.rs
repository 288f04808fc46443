//! Runs that use the code interpreter.

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::*;
use serde_json::json;

use crate::Desk;

#[tokio::test]
async fn a_program_has_logs_and_images_in_replies_and_streams() {
    let outputs = [
        CodeInterpreterOutput::logs("42 mm"),
        CodeInterpreterOutput::image("file-1"),
        CodeInterpreterOutput::logs(""),
    ];
    let plot = Answer::program("plot(rain)", outputs);
    let desk = Desk::new(Emulator::new().script([plot, "There.".into()])).await;
    let body = CreateRun::new(&desk.assistant.id).tools([Tool::code_interpreter()]);
    let mut stream = desk.openai.runs().create_and_stream(&desk.thread.id, &body).await.unwrap();
    let streamed = stream.final_steps().await.unwrap().remove(0);
    let run = stream.final_run().await.unwrap();
    let stored =
        desk.openai.steps().retrieve(&desk.thread.id, &run.id, &streamed.id).await.unwrap();
    assert_eq!(streamed, stored);
    let call = &serde_json::to_value(&stored).unwrap()["step_details"]["tool_calls"][0];
    let outputs = json!([
        { "type": "logs", "logs": "42 mm" },
        { "type": "image", "image": { "file_id": "file-1" } },
        { "type": "logs", "logs": "" },
    ]);
    assert_eq!(call["code_interpreter"], json!({ "input": "plot(rain)", "outputs": outputs }));
    let events = desk.emulator.events(&run.id);
    let deltas = events.iter().filter(|event| event.name() == "thread.run.step.delta");
    let deltas: Vec<_> = deltas
        .map(|event| {
            event.data()["delta"]["step_details"]["tool_calls"][0]["code_interpreter"].clone()
        })
        .collect();
    let expected = json!([
        { "input": "", "outputs": [] },
        { "input": "plot(rain)" },
        { "outputs": [{ "index": 0, "type": "logs", "logs": "42 mm" }] },
        { "outputs": [{ "index": 1, "type": "image", "image": { "file_id": "file-1" } }] },
        { "outputs": [{ "index": 2, "type": "logs", "logs": "" }] },
    ]);
    assert_eq!(json!(deltas), expected);
    assert_eq!(desk.newest().await, "There.");
}

#[tokio::test]
async fn a_program_may_have_no_output_and_the_model_sees_it() {
    let emulator = Emulator::new().model(|turn| match turn.calls() {
        [StepToolCall::CodeInterpreter(step)] => {
            Answer::text(format!("{} outputs", step.code_interpreter.outputs.len()))
        }
        _ => Answer::program("pass", []),
    });
    let desk = Desk::new(emulator).await;
    desk.settle(&desk.run().await).await;
    assert_eq!(desk.newest().await, "0 outputs");
}
