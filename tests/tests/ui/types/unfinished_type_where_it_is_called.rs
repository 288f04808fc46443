use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group notes {
        list: GET /notes -> Vec<;
        create: POST /notes (json Vec<) -> text;
    }
}

async fn calls(api: &Api) -> Result<String, schematic_api::Error> {
    let notes = api.notes().list().limit(3).await?;
    Ok(api.notes().create(&notes.first).await?.text)
}

fn main() {
    let _ = calls;
}
