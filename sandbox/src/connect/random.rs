//! Secrets nobody can guess, and names made of text.

use sha2::{Digest, Sha256};

/// A UUID.
pub(super) fn uuid() -> String {
    formatted(&hex())
}

/// A UUID that is always the same for a text.
pub(super) fn uuid_of(text: &str) -> String {
    let digest = Sha256::digest(text);
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    formatted(&digits)
}

fn formatted(digits: &str) -> String {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let [first, second, third, fourth, fifth] = [
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32),
    ];
    format!("{first}-{second}-4{third}-8{fourth}-{fifth}")
}

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
