use schematic_functions::function;

struct Point {
    x: i32,
    y: i32,
}

#[function]
async fn sum(Point { x, y }: Point, (a, b): (i32, i32), _: i32, self::Point { .. }: Point) -> i32 {
    x + y + a + b
}

fn main() {
    let _ = (sum(Point { x: 1, y: 2 }, (3, 4), 5, Point { x: 1, y: 2 }), sum::function());
}
