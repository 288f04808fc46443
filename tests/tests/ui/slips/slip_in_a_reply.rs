use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    inline: GET /users/inline -> { id: u64 };
    events: GET /users/events -> sse<Event>;
    array: GET /users/array -> User[];
    either: GET /users/either -> User | 404 Missing;
    error: GET /users/error -> User | Missing;
    tuple: GET /users/tuple -> User, Missing;
    status: GET /users/status -> User 404: Missing;
    late: POST /users -> User (json User);
}

fn main() {}
