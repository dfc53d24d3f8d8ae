//! Percentile of a number among others, quantiles and quartiles.

/// Numbers of others that are smaller and larger than a value, behind its percentile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percentile {
    /// Number of the others.
    pub n: u32,
    /// Number of the others that are smaller.
    pub smaller: u32,
    /// Number of the others that are larger.
    pub larger: u32,
}

impl Percentile {
    /// Compares a value with others, in any order.
    pub fn among(others: impl IntoIterator<Item = u64>, value: u64) -> Self {
        let mut percentile = Self {
            n: 0,
            smaller: 0,
            larger: 0,
        };
        for other in others {
            percentile.n += 1;
            percentile.smaller += u32::from(other < value);
            percentile.larger += u32::from(other > value);
        }
        percentile
    }

    /// Share of those that are smaller in whole percent, rounded down: the percentile. `None` if there are
    /// no others.
    pub fn percent_smaller(self) -> Option<u32> {
        self.percent(self.smaller)
    }

    /// Share of those that are larger in whole percent, rounded down; `None` if there are no others.
    pub fn percent_larger(self) -> Option<u32> {
        self.percent(self.larger)
    }

    fn percent(self, some: u32) -> Option<u32> {
        let percent = u64::from(some) * 100;
        u32::try_from(percent.checked_div(self.n.into())?).ok()
    }
}

/// The value below which that share (0 to 1) of `sorted` (ascending) lies, interpolated between
/// neighbours (Hyndman and Fan's type 7, the default of R and NumPy); `None` for an empty list.
pub fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a short list")]
    let place = share.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the list"
    )]
    let at = place.floor() as usize;
    let low = *sorted.get(at)?;
    let high = *sorted.get(at + 1).unwrap_or(&low);
    Some(low + (high - low) * place.fract())
}

/// The middle of some whole numbers, and the middle half around it. Interpolated like
/// [`quantile()`], rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quartiles {
    /// Number of the values.
    pub n: u32,
    /// Value below which a quarter lies.
    pub low: i64,
    /// Value below which half lies.
    pub median: i64,
    /// Value below which three quarters lie.
    pub high: i64,
}

impl Quartiles {
    /// Quartiles of `n` numbers, each returned by `sorted` for its place in ascending order; `None` for none.
    pub(crate) fn of(n: usize, sorted: &dyn Fn(usize) -> Option<i64>) -> Option<Self> {
        let last = n.checked_sub(1)?;
        let at = |quarters: usize| {
            let (place, rest) = (last * quarters / 4, last * quarters % 4);
            let low = sorted(place)?;
            let high = sorted(place + 1).unwrap_or(low);
            Some(low + ((high - low) * i64::try_from(rest).ok()?).div_euclid(4))
        };
        Some(Self {
            n: u32::try_from(n).unwrap_or(u32::MAX),
            low: at(1)?,
            median: at(2)?,
            high: at(3)?,
        })
    }
}
