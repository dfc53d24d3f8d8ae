//! Forms that change something: they must come from our own pages and carry a token that only those
//! pages know.

use std::sync::OnceLock;

use axum::{
    Form,
    extract::{FromRequest, FromRequestParts, Request},
    http::header,
};
use maud::{Markup, html};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{refusal::Refusal, visit::Visit};
use crate::state::Sandbox;

/// A visit with a form that was sent from one of our pages by the same reader.
#[derive(Debug)]
pub(crate) struct Sent<T>(pub(crate) Visit, pub(crate) T);

#[derive(Deserialize)]
struct Fields<T> {
    csrf: String,
    #[serde(flatten)]
    rest: T,
}

impl<T: DeserializeOwned> FromRequest<Sandbox> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, sandbox: &Sandbox) -> Result<Self, Refusal> {
        let (mut parts, body) = request.into_parts();
        let ours = parts
            .headers
            .get(header::ORIGIN)
            .is_some_and(|origin| origin.as_bytes() == sandbox.addresses.web.as_bytes());
        if !ours {
            return Err(Refusal::ForeignForm);
        }
        let visit = Visit::from_request_parts(&mut parts, sandbox).await?;
        let request = Request::from_parts(parts, body);
        let Form(fields) = Form::<Fields<T>>::from_request(request, sandbox)
            .await
            .map_err(|_| Refusal::ForeignForm)?;
        let right = token(&visit).ok_or(Refusal::Internal)?;
        // Compared as hashes, so that the time it takes says nothing.
        if Sha256::digest(fields.csrf) != Sha256::digest(right) {
            return Err(Refusal::ForeignForm);
        }
        Ok(Self(visit, fields.rest))
    }
}

/// The hidden field that a form needs to be accepted.
pub(crate) fn field(visit: &Visit) -> Markup {
    html! { input type="hidden" name="csrf" value=(token(visit).unwrap_or_default()); }
}

/// Differs by reader and by process; nothing if the system has no randomness.
fn token(visit: &Visit) -> Option<String> {
    static KEY: OnceLock<Option<[u8; 32]>> = OnceLock::new();
    let key = (*KEY.get_or_init(|| {
        let mut key = [0; 32];
        getrandom::fill(&mut key).ok().map(|()| key)
    }))?;
    let reader = visit.reader.map_or(0, |reader| reader.0 as u64 + 1);
    let digest = Sha256::new()
        .chain_update(key)
        .chain_update(reader.to_be_bytes())
        .finalize();
    Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
