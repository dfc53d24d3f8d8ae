//! The workspace's settings, as far as they are about apps.

mod consents;
mod develop;
mod installed;

pub(crate) use consents::{consents, forget};
pub(crate) use develop::{develop, register};
pub(crate) use installed::{act, configure, installed};

use axum::response::Response;
use maud::{Markup, html};

use super::{
    layout::{Page, Place, Setting},
    parts, paths,
    visit::Visit,
};

fn show(visit: &Visit, setting: Setting, title: &str, content: &Markup) -> Response {
    visit.show(page(visit, setting, title, content))
}

fn page(visit: &Visit, setting: Setting, title: &str, content: &Markup) -> Page {
    let content = {
        let world = visit.sandbox.world();
        html! {
            (parts::breadcrumbs(&[
                (&paths::repository(&world, ""), &world.workspace.name),
                (&paths::settings(&world, "apps"), "Workspace settings"),
            ]))
            h1 { (title) }
            (content)
        }
    };
    Page::new(title, Place::Settings(setting), content)
}
