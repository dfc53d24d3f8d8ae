//! Secrets nobody can guess.

/// 256 random bits as 64 lower-case hexadecimal digits.
pub(super) fn hex() -> String {
    let mut bytes = [0; 32];
    #[expect(
        clippy::expect_used,
        reason = "without randomness nothing here can be secret"
    )]
    getrandom::fill(&mut bytes).expect("the system has randomness");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
