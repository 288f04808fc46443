//! The same call, generated from a document.

progenitor::generate_api!("../../calls/data/run.openapi.json");

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::new("http://127.0.0.1:8080");
    let run = client.retrieve_run("thread_abc", "run_abc").await?;
    println!("{}", run.status);
    Ok(())
}
