use schematic_openai::functions::function;

#[function(crate = "schematic_openai::functions", strict)]
async fn get_weather() {}

fn main() {
    let _ = get_weather::function();
}
