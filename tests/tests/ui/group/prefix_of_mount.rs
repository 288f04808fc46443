use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    group threads at /threads = crate::threads::Threads;
}

fn main() {}
