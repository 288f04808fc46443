//! One call, written by hand with reqwest.

#[derive(serde::Deserialize)]
struct Run {
    status: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), reqwest::Error> {
    let base = "http://127.0.0.1:8080";
    let request =
        reqwest::Client::new().get(format!("{base}/threads/{}/runs/{}", "thread_abc", "run_abc"));
    let run: Run = request.bearer_auth("key").send().await?.error_for_status()?.json().await?;
    println!("{}", run.status);
    Ok(())
}
