use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    json: GET /json -> Json<User>;
    result: GET /result -> Result<Json<User>, Error>;
    nothing: DELETE /nothing -> ();
    done: DELETE /done -> Result<(), Error>;
    owned: GET /owned -> String;
    borrowed: GET /borrowed -> &'static str;
    list: GET /list -> Vec<u8>;
    raw: GET /raw -> bytes::Bytes;
    stream: GET /stream -> impl Stream<Item = User>;
    boxed: GET /boxed -> Box<dyn Stream<Item = User>>;
    events: GET /events -> Sse<Event>;
    promise: GET /promise -> Promise<User>;
    status: GET /status -> StatusCode;
    any: GET /any -> impl IntoResponse;
}

fn main() {}
