use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        header append "Content-Type": "text/plain";
    }
}

fn main() {}
