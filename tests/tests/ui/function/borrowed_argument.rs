use schematic_functions::function;

#[function]
async fn get_weather(city: &str, days: &[u8], zone: &'static Vec<String>, unit: Option<&str>) -> usize {
    city.len() + days.len() + zone.len() + unit.map_or(0, str::len)
}

#[function]
async fn get_time(zone: std::borrow::Cow<'_, str>, format: std::borrow::Cow<'static, str>) -> usize {
    zone.len() + format.len()
}

fn main() {}
