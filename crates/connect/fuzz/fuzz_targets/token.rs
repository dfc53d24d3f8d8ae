//! Any text as a token, and any header and claims under a right signature: nothing panics, and what
//! verifies says what verification promises.
#![no_main]

use atlassian_connect::{
    AppKey, LEEWAY, RequestTarget, SharedSecret, UnverifiedToken,
    session::{self, SessionKey},
};
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use sha2::Sha256;

const NOW: u64 = 1_767_225_600;
/// The shared secret and the session key at once: only type and audience keep the two apart.
const KEY: [u8; 32] = *b"0123456789abcdef0123456789abcdef";
const TARGET: RequestTarget<'static> = RequestTarget {
    method: "POST",
    path: "/connect/installed",
    query: "",
    base_path: "",
};

fuzz_target!(|text: &str| {
    check(text);
    if let Some((header, claims)) = text.split_once('\n') {
        check(&signed(header, claims));
    }
});

fn check(text: &str) {
    let session = session::verify(text, &SessionKey::new(KEY), NOW);
    let Ok(token) = UnverifiedToken::parse(text) else {
        return;
    };
    assert!(
        session.is_err(),
        "a token of Bitbucket passed for a session"
    );
    let secret = SharedSecret::new(String::from_utf8_lossy(&KEY));
    let _ = token.claimed_subject();
    let _ = token.verify_api_call(&AppKey::new("demo-app"), &secret, &TARGET, NOW);
    if let Ok(verified) = token.verify(&secret, &TARGET, NOW) {
        assert_eq!(verified.client_key().as_str(), token.claimed_issuer());
        assert!(verified.issued_at() <= NOW + LEEWAY);
        assert!(verified.expires_at() >= NOW - LEEWAY);
    }
}

fn signed(header: &str, claims: &str) -> String {
    let base64 = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
    let signed = format!(
        "{}.{}",
        base64(header.as_bytes()),
        base64(claims.as_bytes())
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(&KEY).expect("any length is a key");
    mac.update(signed.as_bytes());
    format!("{signed}.{}", base64(&mac.finalize().into_bytes()))
}
