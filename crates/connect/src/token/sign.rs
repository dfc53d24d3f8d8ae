//! Signing.

use serde::{Serialize, Serializer};

use super::jws;
use crate::{AppKey, ClientKey, Error, RequestTarget, SharedSecret};

/// Seconds that a token for a call to Bitbucket is good for.
pub const API_CALL_LIFETIME: u64 = 180;

/// The claims that both sides use; times in seconds since the Unix epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claims {
    /// Issuer: the clientKey (Bitbucket) or the app key (the app).
    pub iss: String,
    /// Time of signing.
    pub iat: u64,
    /// Time of expiry.
    pub exp: u64,
    /// Hash of the request.
    pub qsh: String,
    /// The clientKey, on calls to Bitbucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    /// The clientKey, on calls from Bitbucket; a single one is written as a string.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_many")]
    pub aud: Vec<String>,
}

fn one_or_many<S: Serializer>(aud: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    match aud {
        [one] => serializer.serialize_str(one),
        many => serializer.collect_seq(many),
    }
}

/// Signs any claims. An app wants [`sign_api_call`]; this is for those who play Bitbucket.
pub fn sign(claims: &Claims, secret: &SharedSecret) -> String {
    #[expect(clippy::expect_used, reason = "strings and numbers always serialize")]
    let json = serde_json::to_string(claims).expect("claims are JSON");
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    jws::encode(header, &json, secret.expose().as_bytes())
}

/// Signs one call of the app to Bitbucket: `iss` is the app key, `sub` the clientKey.
///
/// # Errors
/// [`Error::TooManyParameters`]
pub fn sign_api_call(
    app: &AppKey,
    client: &ClientKey,
    target: &RequestTarget<'_>,
    now: u64,
    secret: &SharedSecret,
) -> Result<String, Error> {
    let claims = Claims {
        iss: app.as_str().to_owned(),
        iat: now,
        exp: now.saturating_add(API_CALL_LIFETIME),
        qsh: target.canonical()?.qsh().to_string(),
        sub: Some(client.as_str().to_owned()),
        aud: Vec::new(),
    };
    Ok(sign(&claims, secret))
}
