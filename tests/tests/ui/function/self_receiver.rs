use schematic_functions::function;

struct Weather;

impl Weather {
    #[function]
    async fn by_reference(
        &self,
        /// City and country.
        city: String,
    ) -> String {
        city
    }

    #[function]
    async fn by_lifetime(&'static mut self) {}

    #[function]
    async fn by_value(mut self, city: String) -> String {
        self = Weather;
        city
    }

    #[function]
    async fn by_box(self: Box<Self>, city: String) -> String {
        city
    }
}

fn main() {
    let _ = Weather.by_reference("Utrecht".into());
}
