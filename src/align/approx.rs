//! Logarithms and powers, fast and to as many digits as a score needs.
//!
//! Those of the standard library are exact, differ between systems, and took half of the time of an alignment;
//! these are the same bits everywhere.

/// ln x of a normal number, to three decimals and fast: the exponent, and a polynomial for the rest.
pub(crate) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let m = f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000);
    let rest = -1.741_793_9 + m * (2.821_202_6 + m * (-1.469_956_8 + m * (0.447_179_55 - m * 0.056_570_85)));
    exponent as f32 * std::f32::consts::LN_2 + rest
}

/// ln erfc(x) for x >= 0, right to six digits (Numerical Recipes in C, section 6.2): stays finite where
/// erfc itself would underflow.
pub(crate) fn log_erfc(x: f32) -> f32 {
    const COEFFICIENTS: [f32; 10] = [
        -1.265_512_2,
        1.000_023_7,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_204,
        1.488_515_9,
        -0.822_152_23,
        0.170_872_77,
    ];
    let t = 1.0 / (1.0 + 0.5 * x);
    let series = COEFFICIENTS.iter().rev().fold(0.0, |sum, c| sum * t + c);
    ln(t) - x * x + series
}

/// The logarithm of the sum of numbers given by theirs.
pub(crate) fn log_sum<const N: usize>(logs: [f64; N]) -> f64 {
    let most = logs.into_iter().fold(f64::NEG_INFINITY, |most, log| if log > most { log } else { most });
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + logs.into_iter().map(|log| f64::from(exp(log - most))).sum::<f64>().ln()
}

/// e to the `x` of at most about 0, to six digits and fast: a power of two, and a polynomial for the rest.
pub(crate) fn exp(x: f64) -> f32 {
    // The smallest that is still a normal number.
    let twos = (x as f32).max(-87.0) * std::f32::consts::LOG2_E;
    // Added to this number, what comes after the point is lost, and what comes before it ends the bits.
    const ROUND: f32 = 12_582_912.0;
    let whole = twos + ROUND;
    let rest = twos - (whole - ROUND);
    let power = f32::from_bits((whole.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    let series = [1.0, std::f32::consts::LN_2, 0.240_226_5, 0.055_504_1, 0.009_618_1, 0.001_333_4];
    power * series.into_iter().rev().fold(0.0, |sum, c| sum * rest + c)
}
