use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    //! The users.
    use crate::User;
    async fn list() -> Result<Vec<User>>;
    pub fn read(&self, id: u64) -> User;
    @GET("/users") all() -> Vec<User>;
    "find": GET /users/search -> text;
    app.get("/users", list);
    struct User { id: u64 }
    service Users {}
}

fn main() {}
