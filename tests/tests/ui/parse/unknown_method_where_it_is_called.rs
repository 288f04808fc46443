use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group threads {
        read: GTE /threads/<id> -> text;
        save: PUT /threads/<id> (json String) -> Vec<;
        list: GET /threads -> text;
    }
}

async fn calls(api: &Api) -> Result<(), schematic_api::Error> {
    let thread = api.threads().read("thread_1").await?;
    let saved = api.threads().save("thread_1", &thread).timeout(std::time::Duration::MAX).await?;
    println!("{saved:?}");
    api.threads().list().await?;
    Ok(())
}

fn main() {
    let _ = calls;
}
