//! A full page of an app in the repository.

use atlassian_connect::AppKey;
use axum::{extract::Path, response::Response};
use maud::html;

use super::{
    connect,
    layout::{Page, Place, Tab},
    parts, paths,
    refusal::Refusal,
    visit::Visit,
};
use crate::connect::{Place as FramePlace, frames};

/// `GET /{workspace}/{repository}/addon/{app_key}/{module_key}`
pub(crate) async fn page(
    visit: Visit,
    Path((_, _, app_key, module_key)): Path<(String, String, String, String)>,
) -> Result<Response, Refusal> {
    let app_key = AppKey::new(app_key);
    let place = FramePlace::RepositoryPage(module_key.clone());
    let mut frames = frames(&visit.sandbox, place, visit.reader);
    frames.retain(|frame| frame.app_key == app_key);
    let frame = frames.first().ok_or(Refusal::NotFound)?;
    let title = frame.title.clone();
    let content = {
        let world = visit.sandbox.world();
        html! {
            (parts::breadcrumbs(&[(&paths::repository(&world, ""), &world.repository.name)]))
            h1 { (frame.title) }
            (connect::place(frame, connect::Size::Page))
        }
    };
    let page = Page::new(
        title,
        Place::Repository(Tab::Addon(app_key, module_key)),
        content,
    );
    Ok(visit.show(page.with_frames(frames)))
}
