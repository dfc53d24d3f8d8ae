//! Tokens as anybody could make them, and the files with vectors.
#![allow(dead_code, unreachable_pub, reason = "not every test needs all of it")]

use std::path::PathBuf;

use atlassian_connect::{
    ClientKey, Error, RequestTarget, SharedSecret, UnverifiedToken, VerifiedToken,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
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

/// A published lifecycle token over [`SECRET`].
pub const PUBLISHED_LIFECYCLE: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhcmk6Y2xvdWQ6Yml0YnVja2V0OjphcHAvezExMTExMTExLTIyMjItMzMzMy00NDQ0LTU1NTU1NTU1NTU1NX0vZGVtby1hcHAiLCJpYXQiOjE3NjcyMjU2MDAsInFzaCI6IjcyYzBhNzdiZDRkNzA5YTIwMmU5YjI1NjFlZDAwM2ZkYjQwMDMxOGY3YTFjZmFiZTQ3NTc2ZDFlMWQ1YjVkZDciLCJhdWQiOiJhcmk6Y2xvdWQ6Yml0YnVja2V0OjphcHAvezExMTExMTExLTIyMjItMzMzMy00NDQ0LTU1NTU1NTU1NTU1NX0vZGVtby1hcHAiLCJleHAiOjE3NjcyMjkyMDB9.VYiCGLu2Ct9MbGNWSf5SyV4bdMfaZu7xsyCx55RL3fI";

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

/// Claims that verify, with `changes`; `null` removes one.
pub fn claims(changes: Value) -> String {
    let mut claims = json!({
        "iss": CLIENT, "aud": CLIENT, "iat": NOW, "exp": NOW + 3_600, "qsh": INSTALLED_QSH,
    });
    let claims = claims.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        claims.remove(name);
        if !value.is_null() {
            claims.insert(name.clone(), value.clone());
        }
    }
    serde_json::to_string(claims).unwrap()
}

/// Verifies them as the callback of [`INSTALLED`].
pub fn verify_at(now: u64, header: &str, claims: &str) -> Result<VerifiedToken, Error> {
    let token = token(header, claims, SECRET.as_bytes());
    UnverifiedToken::parse(&token)?.verify(&secret(), &INSTALLED, now)
}

/// Vectors that stand beside the repository on some machines.
pub fn shared(name: &str) -> Option<Value> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.."));
    let text = std::fs::read(root.join("shared/vectors").join(name)).ok()?;
    Some(serde_json::from_slice(&text).unwrap())
}
