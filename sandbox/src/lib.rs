//! Bitbucket in a box: the host pages, the REST API and the Connect machinery that an app meets on
//! Bitbucket Cloud, over a real git repository.
//!
//! # Design
//!
//! A [`world::World`] says what exists: one workspace, one repository, people, pull requests. It is
//! built once at start-up, either by [`sample`] (a seeded generator that writes a real repository),
//! by [`facts`] (the same for a list of merged pull requests) or by [`import`] (any local clone), and
//! then changes only by what readers do. Everything that git knows is asked of git at the time of the
//! request, through [`git::Git`]; the world holds only what Bitbucket adds to git.
//!
//! Two listeners share one [`Sandbox`](state::Sandbox): [`web`] is the stand-in for `bitbucket.org`
//! (pages, install flow, token endpoint, the bridge bundles), [`api`] the one for
//! `api.bitbucket.org` (`/2.0`). A third one serves the frames of an app for [`forge`], where one is
//! installed. What is registered, installed, consented to and signed in lives in
//! [`connect`].
//!
//! The app under test is reached over HTTP only, as Bitbucket would: this crate never links it.

pub mod api;
pub mod connect;
pub mod facts;
pub mod fast_import;
pub mod faults;
pub mod forge;
pub mod git;
pub mod import;
pub mod insights;
pub mod sample;
pub mod state;
pub mod web;
pub mod world;
