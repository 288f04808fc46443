schematic_api::api! {
    pub client Notes at "https://notes.example.com";

    list: GET /notes?<limit: u32>? -> Vec<Note>;
    read: GET /notes/<id> -> Json<Note>;
}
