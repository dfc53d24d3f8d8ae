//! Pictures of accounts: initials on a colour of their own.

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::state::Sandbox;

/// The picture of a person, the workspace or the repository, by UUID.
pub(crate) async fn picture(
    State(sandbox): State<Sandbox>,
    Path(uuid): Path<String>,
) -> Result<Response, StatusCode> {
    let world = sandbox.world();
    let named = [
        (&world.workspace.uuid, &world.workspace.name),
        (&world.repository.uuid, &world.repository.name),
    ];
    let people = world
        .people
        .iter()
        .map(|person| (&person.uuid, &person.display_name));
    let (_, name) = named
        .into_iter()
        .chain(people)
        .find(|(is, _)| **is == uuid)
        .ok_or(StatusCode::NOT_FOUND)?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    Ok((headers, svg(&uuid, name)).into_response())
}

fn svg(uuid: &str, name: &str) -> String {
    let hash = Sha256::digest(uuid);
    let hue = hash
        .iter()
        .take(2)
        .fold(0_u32, |sum, byte| sum * 256 + u32::from(*byte))
        % 360;
    let initials: String = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|char| char.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect();
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64"><rect width="64" height="64" fill="hsl({hue} 45% 40%)"/><text x="32" y="41" font-family="sans-serif" font-size="26" text-anchor="middle" fill="white">{initials}</text></svg>"#
    )
}
