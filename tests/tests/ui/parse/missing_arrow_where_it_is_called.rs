use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group notes {
        create: POST /notes/<id> (json String) String;
        list: GET /notes;
        newest: GET /notes newest -> text;
    }
}

api! {
    group Drafts {
        read: GET drafts/<id>/<version: u32> -> text;
    }
}

async fn calls(api: &Api, drafts: Drafts) -> Result<u32, schematic_api::Error> {
    let note = api.notes().create("n", 3, true).without_header("x").limit(3).await?;
    let read = drafts.read("d", 3, true).then_poll(|draft| draft.done).await?;
    drafts.read("d");
    api.notes().newest().poll().await?;
    for item in api.notes().list().items() {
        println!("{item}");
    }
    Ok(read.body.length + note.length)
}

fn main() {
    let _ = calls;
}
