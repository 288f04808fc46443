use schematic_functions::function;

#[function]
async fn get_weather(city: String, #[cfg(all())] unit: String) -> String {
    city + &unit
}

fn main() {
    let _ = (get_weather("Utrecht".into(), "C".into()), get_weather::function());
}
