//! PostgreSQL's NUMERIC as it comes over the wire: groups of four decimal digits. Called by `postgres`; here because sqlx
//! reads it as an exact decimal only, and sums and averages have to become integers and floats as well.

use rust_decimal::Decimal;

use super::native::Wide;

/// The largest number of decimals that a `Decimal` has.
const DECIMALS: u32 = 28;

/// A decimal number of any size.
#[derive(Debug, PartialEq)]
pub(super) enum Numeric {
    /// `digits` times ten to the power of `-scale`. Of more than 38 digits the last ones are dropped.
    Finite { negative: bool, digits: u128, scale: i32 },
    /// Infinity.
    Infinite { negative: bool },
    /// No number.
    NotANumber,
}

impl Numeric {
    /// From its head (how many groups, weight of the first, sign, decimals shown) and its groups; `None` when that is not
    /// what the bytes are.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (words, []) = bytes.as_chunks::<2>() else { return None };
        let mut words = words.iter().map(|word| u16::from_be_bytes(*word));
        let (groups, weight, sign, shown) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let negative = match sign {
            0x0000 => false,
            0x4000 => true,
            0xC000 => return Some(Self::NotANumber),
            0xD000 => return Some(Self::Infinite { negative: false }),
            0xF000 => return Some(Self::Infinite { negative: true }),
            _ => return None,
        };
        let (mut digits, mut taken) = (0_u128, 0);
        for group in words {
            let Some(more) = digits.checked_mul(10_000).and_then(|more| more.checked_add(group.into()))
            else {
                break;
            };
            digits = more;
            taken += 1;
        }
        if taken < i32::from(groups) && digits < u128::MAX / 10_000 {
            return None;
        }
        // In front of the point stand the first `weight` + 1 groups, also those at the end that are zero and not sent.
        let mut scale = (taken - 1 - i32::from(weight.cast_signed())) * 4;
        // Groups are of four digits, whatever is shown.
        while scale > i32::from(shown) && digits.is_multiple_of(10) && digits > 0 {
            digits /= 10;
            scale -= 1;
        }
        if digits == 0 {
            scale = shown.into();
        }
        while scale < i32::from(shown) && scale < DECIMALS.cast_signed() {
            let Some(more) = digits.checked_mul(10) else { break };
            digits = more;
            scale += 1;
        }
        Some(Self::Finite { negative, digits, scale })
    }

    /// As an exact decimal number; decimals that it has no room for are rounded off.
    pub(super) fn decimal(&self) -> Result<Decimal, String> {
        let Self::Finite { negative, digits, scale } = *self else {
            return Err("NaN or infinity is no decimal number".to_owned());
        };
        let too_large = || "a number of more than 28 digits is too large".to_owned();
        let (mut digits, mut scale) = match u32::try_from(scale) {
            Ok(scale) => (digits, scale),
            Err(_) => {
                let factor = 10_u128.checked_pow(scale.unsigned_abs());
                (factor.and_then(|factor| digits.checked_mul(factor)).ok_or_else(too_large)?, 0)
            }
        };
        let mut dropped = 0;
        while scale > DECIMALS || (scale > 0 && digits > Decimal::MAX.mantissa().unsigned_abs()) {
            dropped = digits % 10;
            digits /= 10;
            scale -= 1;
        }
        digits += u128::from(dropped >= 5);
        let mantissa = i128::try_from(digits).map_err(|_| too_large())?;
        Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale)
            .map_err(|_| too_large())
    }

    /// As an integer, when it is one.
    pub(super) fn integer(&self) -> Result<Wide, String> {
        let decimal = self.decimal()?;
        let whole = decimal.trunc();
        if whole == decimal { Ok(whole.mantissa()) } else { Err(format!("{decimal} has a fraction")) }
    }

    /// As the float that is nearest.
    pub(super) fn float(&self) -> f64 {
        let sign = |negative: bool, number: f64| if negative { -number } else { number };
        match *self {
            Self::NotANumber => f64::NAN,
            Self::Infinite { negative } => sign(negative, f64::INFINITY),
            Self::Finite { negative, digits, scale } => {
                let number = format!("{digits}e{}", -scale).parse().unwrap_or(f64::NAN);
                sign(negative, number)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numeric(weight: i16, negative: bool, shown: u16, groups: &[u16]) -> Numeric {
        let sign = if negative { 0x4000 } else { 0 };
        let head = [u16::try_from(groups.len()).unwrap(), weight.cast_unsigned(), sign, shown];
        let bytes: Vec<u8> = head.iter().chain(groups).flat_map(|word| word.to_be_bytes()).collect();
        Numeric::read(&bytes).unwrap()
    }

    #[test]
    fn numbers_are_put_together_from_groups() {
        for (number, expected) in [
            (numeric(0, false, 0, &[]), "0"),
            (numeric(0, false, 2, &[]), "0.00"),
            (numeric(0, false, 2, &[8, 9900]), "8.99"),
            (numeric(0, true, 2, &[8, 9900]), "-8.99"),
            (numeric(0, false, 2, &[10]), "10.00"),
            (numeric(1, false, 0, &[1]), "10000"),
            (numeric(-1, false, 4, &[1]), "0.0001"),
            (numeric(-2, false, 8, &[12]), "0.00000012"),
            (numeric(6, false, 0, &[7, 9228, 1625, 1426, 4337, 5935, 4395]), "7922816251426433759354395"),
        ] {
            assert_eq!(number.decimal().unwrap().to_string(), expected);
        }
    }

    #[test]
    fn what_does_not_fit_is_rounded_or_refused() {
        let third = numeric(0, false, 36, &[0, 3333, 3333, 3333, 3333, 3333, 3333, 3333, 3333, 3333]);
        assert_eq!(third.decimal().unwrap().to_string(), "0.3333333333333333333333333333");
        let two_thirds = numeric(0, false, 36, &[0, 6666, 6666, 6666, 6666, 6666, 6666, 6666, 6666, 6667]);
        assert_eq!(two_thirds.decimal().unwrap().to_string(), "0.6666666666666666666666666667");
        assert!(numeric(20, false, 0, &[1]).decimal().is_err());
        assert!(numeric(0, false, 1, &[1, 5000]).integer().unwrap_err().contains("fraction"));
        assert_eq!(numeric(0, true, 4, &[3]).integer(), Ok(-3));
        assert_eq!(numeric(25, false, 0, &[1]).float(), 1e100);
        assert_eq!(numeric(-1, false, 4, &[1000]).float(), 0.1);
        assert_eq!(Numeric::read(&[0, 0, 0, 0, 0xC0, 0, 0, 0]), Some(Numeric::NotANumber));
        assert_eq!(Numeric::read(&[0, 1, 0, 0, 0, 0, 0]), None);
        assert_eq!(Numeric::read(&[0, 2, 0, 0, 0, 0, 0, 0, 0, 1]), None);
    }
}
