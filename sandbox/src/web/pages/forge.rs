//! Places for frames of an app for Forge, which the script `forge-host.js` fills, and its own pages.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};

use super::{
    layout::{Page, Place, Setting, Tab},
    parts, paths,
    refusal::Refusal,
    visit::Visit,
};
use crate::forge::{self, Frame, Kind};

/// A place for a frame.
pub(crate) fn place(frame: &Frame) -> Markup {
    html! {
        div.connect-frame.forge-frame data-forge-frame
            data-context=(frame.context)
            data-module-key=(frame.key)
            data-sandbox=(frame.sandbox)
            data-title=(frame.title)
            data-url=(frame.url)
        {
            p.loading role="status" { span.spinner {} "Loading " (frame.title) "…" }
        }
    }
}

/// Cards or panels, each below its heading.
pub(crate) fn sections(frames: &[Frame]) -> Markup {
    html! {
        @for frame in frames {
            section.card aria-label={ (frame.title) " on Forge" } {
                header { h2 { (frame.title) " " span.lozenge { "Forge" } } }
                div.body { (place(frame)) }
            }
        }
    }
}

/// `GET /{workspace}/{repository}/forge/{app}/{environment}/{module_key}`
pub(crate) async fn repository_page(
    visit: Visit,
    Path((_, _, _, _, key)): Path<(String, String, String, String, String)>,
) -> Result<Response, Refusal> {
    let at = forge::Place::Repository;
    let frame = forge::frame(&visit.sandbox, Kind::RepositoryPage, at, &key, visit.reader);
    let frame = frame.ok_or(Refusal::NotFound)?;
    let content = {
        let world = visit.sandbox.world();
        html! {
            (parts::breadcrumbs(&[(&paths::repository(&world, ""), &world.repository.name)]))
            h1 { (frame.title) " " span.lozenge { "Forge" } }
            (place(&frame))
        }
    };
    let page = Page::new(
        frame.title.clone(),
        Place::Repository(Tab::ForgePage(key)),
        content,
    );
    Ok(visit.show(page.with_forge_frames(vec![frame])))
}

/// `GET /{workspace}/workspace/settings/forge/{module_key}`
pub(crate) async fn settings_page(
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    visit.admin()?;
    let (kind, at) = (Kind::WorkspaceSettings, forge::Place::Workspace);
    let frame = forge::frame(&visit.sandbox, kind, at, &key, visit.reader);
    let frame = frame.ok_or(Refusal::NotFound)?;
    let content = html! {
        h1 { (frame.title) " " span.lozenge { "Forge" } }
        (place(&frame))
    };
    let page = Page::new(
        frame.title.clone(),
        Place::Settings(Setting::ForgeApps),
        content,
    );
    Ok(visit.show(page.with_forge_frames(vec![frame])))
}
