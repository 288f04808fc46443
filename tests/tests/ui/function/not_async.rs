use schematic_functions::function;

/// The weather of a city.
#[function]
fn get_weather(
    /// City and country.
    city: String,
) -> String {
    city
}

fn main() {
    let _ = (get_weather("Utrecht".into()), get_weather::function());
}
