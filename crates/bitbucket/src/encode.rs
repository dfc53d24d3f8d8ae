//! Percent-encoding (RFC 3986, section 2.1). By hand: the tables of the usual crate weigh more in the
//! browser than what is sent.

const HEXADECIMAL: [char; 16] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
];

/// `text` as UTF-8 with everything encoded but unreserved characters and those of `plain`.
pub(crate) fn encoded(text: &str, plain: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let character = char::from(byte);
        let unreserved = character.is_ascii_alphanumeric() || "-._~".contains(character);
        if unreserved || plain.contains(character) {
            encoded.push(character);
        } else {
            let digit = |of: u8| HEXADECIMAL.get(usize::from(of)).copied();
            encoded.push('%');
            encoded.extend(digit(byte >> 4));
            encoded.extend(digit(byte & 0xf));
        }
    }
    encoded
}
