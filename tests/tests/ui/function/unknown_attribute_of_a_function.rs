use schematic_functions::function;

#[function(nmae = "weather")]
async fn get_weather() {}

#[function(name = "time", strct, name = "clock")]
async fn get_time() {}

#[function(parallel(true), strict)]
async fn get_both() {}

fn main() {
    let _ = (get_weather::function(), get_time::function(), get_both::function());
}
