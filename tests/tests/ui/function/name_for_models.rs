use schematic_functions::function;

#[function(name = "the weather")]
async fn get_weather() {}

#[function]
async fn größe() {}

#[function(name = "")]
async fn nameless() {}

#[function]
async fn a_name_of_more_than_sixty_four_letters_which_is_too_long_for_most_models() {}

fn main() {
    let _ = (get_weather::function(), größe::function(), nameless::function());
}
