use schematic_api::api;

api! {
    group threads = crate::threads::Threads;
}

fn main() {}
