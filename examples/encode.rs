//! Shows what an encoder makes of the lines of a text, and how long it takes.
//!
//!     encode ENCODER FILE            the vector of each line
//!     encode ENCODER FILE --pieces   the numbers of its pieces
//!     encode ENCODER FILE --times N  nothing; each line is encoded anew so many times

use duizhao::format::encoder;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, text, options @ ..] = &arguments[..] else { panic!("an encoder and a text") };
    let encoder = encoder::open(path).unwrap_or_else(|error| panic!("{error}"));
    let text = std::fs::read_to_string(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let lines: Vec<&str> = text.lines().collect();
    match options {
        [option, times] if option == "--times" => {
            let times: usize = times.parse().expect("a number");
            let begun = std::time::Instant::now();
            let mut pieces = 0;
            for _ in 0..times {
                for line in &lines {
                    pieces += encoder.cut(line).len();
                    std::hint::black_box(encoder.vector(line));
                }
            }
            let seconds = begun.elapsed().as_secs_f64();
            let count = (times * lines.len()) as f64;
            println!("{:.2} ms a line of {:.1} pieces", 1000.0 * seconds / count, pieces as f64 / count);
        }
        [option] if option == "--pieces" => {
            for line in lines {
                let pieces: Vec<String> = encoder.cut(line).iter().map(u32::to_string).collect();
                println!("{}", pieces.join(" "));
            }
        }
        _ => {
            for vector in encoder.vectors(&lines) {
                let numbers: Vec<String> = vector.iter().map(|number| format!("{number:.6}")).collect();
                println!("{}", numbers.join(" "));
            }
        }
    }
}
