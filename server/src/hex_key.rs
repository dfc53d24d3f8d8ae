//! Keys as operators write them.

/// Fault of a text in which [`parse`] finds none.
pub(crate) const PROBLEM: &str = "must be 64 hexadecimal digits (openssl rand -hex 32)";

/// Reads exactly 64 hexadecimal digits, with space around them; `None` for anything else.
pub(crate) fn parse(text: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).ok()?;
    Some(key)
}
