//! What duizhao knows of Chinese characters: which words they make, what they look like, and the weights by which
//! doubtful ones are judged; and which words English and Russian have. README.md says what each was learned from. `duizhao` reads them.

macro_rules! models {
    ($($(#[$doc:meta])* $name:ident $file:literal $size:literal)*) => {
        $($(#[$doc])* pub static $name: &[u8; $size] = include_bytes!(concat!("../", $file));)*
    };
}

models! {
    /// How often words are used.
    WORDS "words.bin" 1128187
    /// Weights by which a doubled character is judged.
    DOUBLING "doubling.bin" 713180
    /// A network that reads what stands around a doubled character.
    SURROUNDINGS "surroundings.bin" 297264
    /// A network that says which character is meant between its neighbours.
    READINGS "readings.bin" 172394
    /// Weights by which a misread character is judged.
    LETTERS "letters.bin" 7700
    /// What characters look like.
    SHAPES "shapes.bin" 300424
    /// Which of them look most like each.
    NEAREST "nearest.bin" 1060320
    /// A filter that holds the words of English.
    KNOWN_EN "known.en.bin" 285441
    /// Those of them that are common.
    USUAL_EN "usual.en.bin" 34318
    /// A filter that holds the forms of Russian words.
    KNOWN_RU "known.ru.bin" 1367951
    /// Those of them that are common.
    USUAL_RU "usual.ru.bin" 29056
    /// Words that traditional text writes in one way only, one a line, in UTF-8.
    CONVERSION "conversion.txt" 185941
}
