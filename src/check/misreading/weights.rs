// Made by scripts/models/fit-letters. Not to be edited.

/// How much each number counts of what speaks for a candidate.
pub(super) const CANDIDATE: [f32; 18] = [
    0.0184,  // gain
    0.2118,  // its square root
    2.6183,  // likeness
    3.8063,  // its square
    2.5104,  // likeness above 0.7
    -0.3335, // how often it stands
    0.0021,  // gain in words of two
    0.0630,  // in a word of two
    0.6895,  // in words of three
    0.6011,  // in words of four
    0.2895,  // gain as words
    0.5460,  // its square root
    0.0662,  // likeness times gain
    0.0651,  // bound to the one before
    0.0694,  // bound to the next
    0.1149,  // run ending in it
    0.0900,  // run around it
    0.0806,  // run beginning with it
];

/// How much each number counts of what speaks for a candidate in the place where it stands.
pub(super) const POSITION: [f32; 18] = [
    0.0210,  // after the two before
    0.0549,  // the next after it
    0.0346,  // the one after that
    0.1880,  // how often it stands
    0.0119,  // in a word of two
    -0.0049, // in a word of three
    1.5797,  // in a word of four
    -0.1216, // first of its stretch
    -0.6051, // last of it
    0.1395,  // a word of its own
    -0.1188, // beside such words
    0.1266,  // how likely the rest is
    0.0395,  // bound to the one before
    -0.0258, // bound to the next
    -0.0127, // run ending in it
    0.0270,  // run around it
    -0.1034, // run beginning with it
    -0.0924, // the better bond
];

/// How much each number counts of what speaks for the character's being wrong otherwise.
pub(super) const OTHERWISE: [f32; 18] = [
    -0.0385, // after the two before
    0.0120,  // the next after it
    0.0681,  // the one after that
    -0.1184, // how often it stands
    0.0181,  // in a word of two
    -1.0319, // in a word of three
    -1.0060, // in a word of four
    0.4248,  // first of its stretch
    -0.0111, // last of it
    1.5425,  // a word of its own
    0.4459,  // beside such words
    0.1192,  // how likely the rest is
    -0.1022, // bound to the one before
    -0.1628, // bound to the next
    -0.1112, // run ending in it
    -0.0875, // run around it
    -0.2795, // run beginning with it
    -0.1386, // the better bond
];

/// What is added for a candidate, and for a character that is wrong otherwise.
pub(super) const CONSTANTS: [f32; 2] = [-6.2120, -2.4747];
