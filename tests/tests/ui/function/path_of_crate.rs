use schematic_openai::functions::function;

#[function(crate = schematic-openai, strict)]
async fn get_weather() {}

#[function(crate = "schematic openai")]
async fn get_time() {}

#[function(crate = , strict)]
async fn get_place() {}

fn main() {
    let _ = (get_weather::function(), get_time::function(), get_place::function());
}
