//! Keys as operators write them.

/// What is wrong where [`key`] finds none.
pub(crate) const PROBLEM: &str = "must be 64 hexadecimal digits (openssl rand -hex 32)";

/// Reads exactly 64 hexadecimal digits, with space around them; `None` for anything else.
pub(crate) fn key(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = [0; 32];
    for (byte, at) in key.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(key)
}
