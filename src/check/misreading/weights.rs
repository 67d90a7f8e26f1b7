// Made by scripts/models/fit-letters. Not to be edited.

/// How much each number counts of what speaks for a candidate.
pub(super) const CANDIDATE: [f32; 18] = [
    0.0109,  // gain
    0.2936,  // its square root
    3.4500,  // likeness
    3.4089,  // its square
    2.6482,  // likeness above 0.7
    -0.3176, // how often it stands
    0.0046,  // gain in words of two
    0.0622,  // in a word of two
    0.7307,  // in words of three
    0.6430,  // in words of four
    0.2961,  // gain as words
    0.5769,  // its square root
    0.0740,  // likeness times gain
    0.0451,  // bound to the one before
    0.0586,  // bound to the next
    0.1241,  // run ending in it
    0.1072,  // run around it
    0.0293,  // run beginning with it
];

/// How much each number counts of what speaks for a candidate in the place where it stands.
pub(super) const POSITION: [f32; 18] = [
    0.0322,  // after the two before
    0.0502,  // the next after it
    0.0399,  // the one after that
    0.1389,  // how often it stands
    0.0089,  // in a word of two
    0.0789,  // in a word of three
    1.3597,  // in a word of four
    -0.2119, // first of its stretch
    -0.5588, // last of it
    0.1530,  // a word of its own
    -0.1036, // beside such words
    0.1441,  // how likely the rest is
    0.0036,  // bound to the one before
    0.0022,  // bound to the next
    0.0434,  // run ending in it
    0.0691,  // run around it
    -0.1659, // run beginning with it
    -0.0704, // the better bond
];

/// How much each number counts of what speaks for the character's being wrong otherwise.
pub(super) const OTHERWISE: [f32; 18] = [
    -0.0541, // after the two before
    -0.0051, // the next after it
    0.0637,  // the one after that
    -0.1447, // how often it stands
    0.0137,  // in a word of two
    -1.0322, // in a word of three
    -0.8759, // in a word of four
    0.5242,  // first of its stretch
    0.2628,  // last of it
    1.5871,  // a word of its own
    0.5131,  // beside such words
    0.1010,  // how likely the rest is
    -0.0696, // bound to the one before
    -0.1561, // bound to the next
    -0.1434, // run ending in it
    -0.0583, // run around it
    -0.3131, // run beginning with it
    -0.1031, // the better bond
];

/// What is added for a candidate, and for a character that is wrong otherwise.
pub(super) const CONSTANTS: [f32; 2] = [-6.3257, -3.1039];
