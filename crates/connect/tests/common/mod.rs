//! Tokens as anybody could make them, and the files with vectors.

use std::path::PathBuf;

use atlassian_connect::{ClientKey, RequestTarget, SharedSecret};
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

/// 2026-01-01T00:00:00Z
pub const NOW: u64 = 1_767_225_600;
pub const SECRET: &str = "demo-secret";
pub const CLIENT: &str = "ari:cloud:bitbucket::app/{11111111-2222-3333-4444-555555555555}/demo-app";
pub const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// The lifecycle callback whose published hash is [`INSTALLED_QSH`].
pub const INSTALLED: RequestTarget<'static> = RequestTarget {
    method: "POST",
    path: "/connect/installed",
    query: "",
    base_path: "",
};
pub const INSTALLED_QSH: &str = "72c0a77bd4d709a202e9b2561ed003fdb400318f7a1cfabe47576d1e1d5b5dd7";

pub fn client() -> ClientKey {
    ClientKey::new(CLIENT)
}

pub fn secret() -> SharedSecret {
    SharedSecret::new(SECRET)
}

/// A correctly signed token with any header and claims.
pub fn token(header: &str, claims: &str, key: &[u8]) -> String {
    let signed = format!(
        "{}.{}",
        base64(header.as_bytes()),
        base64(claims.as_bytes())
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", base64(&mac.finalize().into_bytes()))
}

pub fn base64(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Vectors that stand beside the repository on some machines.
pub fn shared(name: &str) -> Option<Value> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.."));
    let text = std::fs::read(root.join("shared/vectors").join(name)).ok()?;
    Some(serde_json::from_slice(&text).unwrap())
}
