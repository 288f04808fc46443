use schematic_functions::function;

/// The weather of a city.
#[function]
struct GetWeather {
    city: String,
}

#[function]
pub const CITY: &str = "Utrecht";

#[function]
impl GetWeather {}

fn main() {
    let _ = (GetWeather { city: CITY.into() }).city;
}
