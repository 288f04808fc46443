//! Wire names from Rust names.

use syn::Ident;
use syn::ext::IdentExt;

/// `RequiresAction` -> `requires_action`: an underscore before each capital but the first, as serde has it.
pub(super) fn snake_case(name: &Ident) -> String {
    let name = name.unraw().to_string();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in name.chars().enumerate() {
        if letter.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
