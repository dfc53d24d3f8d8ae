//! Visits to pages: the reader, the box and the time.

use axum::{
    extract::{FromRequestParts, RawPathParams, Request, State},
    http::{Method, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;

use super::refusal::Refusal;
use crate::{
    state::Sandbox,
    web::internal::Reader,
    world::{Person, PersonId, Role, World},
};

/// One look at one page.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The box.
    pub(crate) sandbox: Sandbox,
    /// Person who is signed in; none if anonymous.
    pub(crate) reader: Option<PersonId>,
    /// Time of the visit.
    pub(crate) now: Timestamp,
}

impl Visit {
    /// The signed-in person.
    pub(crate) fn person<'a>(&self, world: &'a World) -> Option<&'a Person> {
        world.person(self.reader?)
    }

    /// The reader, if they may manage the workspace.
    ///
    /// # Errors
    ///
    /// [`Refusal::AdminsOnly`]
    pub(crate) fn admin(&self) -> Result<PersonId, Refusal> {
        let world = self.sandbox.world();
        self.reader
            .filter(|id| {
                world
                    .person(*id)
                    .is_some_and(|person| person.role == Role::Admin)
            })
            .ok_or(Refusal::AdminsOnly)
    }
}

impl FromRequestParts<Sandbox> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Refusal> {
        let Ok(Reader(reader)) = Reader::from_request_parts(parts, sandbox).await;
        Ok(Self {
            sandbox: sandbox.clone(),
            reader,
            now: Timestamp::now(),
        })
    }
}

/// Lets only paths pass whose workspace and repository, by slug or UUID, are the ones of the box.
pub(crate) async fn known_repository(
    State(sandbox): State<Sandbox>,
    path: RawPathParams,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    let known = {
        let world = sandbox.world();
        path.iter().all(|(name, value)| match name {
            "workspace" => [&world.workspace.slug, &world.workspace.uuid].contains(&&value.into()),
            "repository" => {
                [&world.repository.slug, &world.repository.uuid].contains(&&value.into())
            }
            _ => true,
        })
    };
    if !known {
        return Err(Refusal::NotFound);
    }
    Ok(next.run(request).await)
}

/// Sends visitors who came by another name of this machine to the one that frames and forms know.
pub(crate) async fn known_origin(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Response {
    let web = &sandbox.addresses.web;
    let host = request.headers().get(header::HOST);
    let known = host.is_none_or(|host| {
        let (_, ours) = web.split_once("://").unwrap_or_default();
        host.as_bytes() == ours.as_bytes()
    });
    if known || request.method() != Method::GET {
        return next.run(request).await;
    }
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    Redirect::temporary(&format!("{web}{path}")).into_response()
}
