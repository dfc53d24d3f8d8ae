//! Where a number stands among others.

/// Share of `sorted` (ascending) that is smaller than `value`, in whole percent; `None` of nothing.
pub fn percentile(sorted: &[u64], value: u64) -> Option<u32> {
    let smaller = sorted.partition_point(|other| *other < value);
    let share = smaller.checked_mul(100)?.checked_div(sorted.len())?;
    u32::try_from(share).ok()
}

/// The value below which that share (0 to 1) of `sorted` (ascending) lies, interpolated between
/// neighbours (Hyndman and Fan's type 7, the default of R and NumPy); `None` of nothing.
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
