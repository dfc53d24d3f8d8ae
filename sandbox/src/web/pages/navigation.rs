//! The side navigation and the account menu.

use atlassian_connect::AppKey;
use maud::{Markup, html};

use super::{
    icons,
    layout::{Place, Setting, Tab},
    parts, paths,
    visit::Visit,
};
use crate::{
    forge::{ENVIRONMENT, ForgeApp, Kind, Module},
    world::{PersonKind, Role, World},
};

/// The side navigation of a place, if it has one.
pub(crate) fn side(
    visit: &Visit,
    world: &World,
    place: &Place,
    addons: &[AddonLink],
) -> Option<Markup> {
    match place {
        Place::Alone => None,
        Place::Repository(tab) => Some(repository(visit, world, tab, addons)),
        Place::Settings(setting) => Some(settings(visit, world, *setting)),
    }
}

fn repository(visit: &Visit, world: &World, tab: &Tab, addons: &[AddonLink]) -> Markup {
    let path = |rest: &str| paths::repository(world, rest);
    html! {
        nav.side aria-label="Repository" {
            div.side-head {
                (parts::picture(visit, &world.repository.uuid, "avatar large square"))
                div {
                    strong { (world.repository.name) }
                    span.small.subtlest { (world.workspace.name) }
                }
            }
            ul.plain {
                (entry(&path(""), icons::CODE, "Source", *tab == Tab::Source))
                (entry(&path("/commits"), icons::COMMIT, "Commits", *tab == Tab::Commits))
                (entry(
                    &path("/pull-requests"),
                    icons::PULL_REQUEST,
                    "Pull requests",
                    *tab == Tab::PullRequests,
                ))
                @for link in addons {
                    (entry(
                        &path(&paths::addon(&link.app_key, &link.module_key)),
                        icons::APP,
                        &link.name,
                        *tab == Tab::Addon(link.app_key.clone(), link.module_key.clone()),
                    ))
                }
                @for (app, module) in forge_modules(visit, Kind::RepositoryPage) {
                    (entry(
                        &path(&paths::forge_page(app.uuid(), ENVIRONMENT, &module.key)),
                        icons::APP,
                        &format!("{} on Forge", module.title),
                        *tab == Tab::ForgePage(module.key.clone()),
                    ))
                }
                (entry(&paths::settings(world, "apps"), icons::SETTINGS, "Workspace settings", false))
            }
        }
    }
}

fn settings(visit: &Visit, world: &World, setting: Setting) -> Markup {
    html! {
        nav.side aria-label="Workspace settings" {
            div.side-head {
                (parts::picture(visit, &world.workspace.uuid, "avatar large square"))
                div {
                    strong { (world.workspace.name) }
                    span.small.subtlest { "Workspace settings" }
                }
            }
            ul.plain {
                (entry(&paths::repository(world, ""), icons::BACK, "Back to repository", false))
            }
            div {
                h2 { "Apps and features" }
                ul.plain {
                    (entry(
                        &paths::settings(world, "apps"),
                        icons::APP,
                        "Installed apps",
                        setting == Setting::InstalledApps,
                    ))
                    (entry(
                        &paths::settings(world, "develop-apps"),
                        icons::CODE,
                        "Develop apps",
                        setting == Setting::DevelopApps,
                    ))
                    (entry(
                        &paths::settings(world, "consents"),
                        icons::PERSON,
                        "App authorizations",
                        setting == Setting::Consents,
                    ))
                    @for (_, module) in forge_modules(visit, Kind::WorkspaceSettings) {
                        (entry(
                            &paths::settings(world, &format!("forge/{}", paths::encoded(&module.key))),
                            icons::APP,
                            &format!("{} on Forge", module.title),
                            setting == Setting::ForgeApps,
                        ))
                    }
                }
            }
        }
    }
}

fn entry(href: &str, icon: icons::Icon, name: &str, current: bool) -> Markup {
    html! {
        li { a href=(href) aria-current=[current.then_some("page")] { (icon) (name) } }
    }
}

/// Modules of a kind, with their app, where one for Forge is installed.
fn forge_modules(visit: &Visit, kind: Kind) -> impl Iterator<Item = (&ForgeApp, &Module)> {
    let app = visit.sandbox.forge.as_deref();
    let all = app.map(|app| app.modules.iter().map(move |module| (app, module)));
    all.into_iter()
        .flatten()
        .filter(move |(_, module)| module.kind == kind)
}

/// A repository page of an installed app.
#[derive(Debug)]
pub(crate) struct AddonLink {
    app_key: AppKey,
    module_key: String,
    name: String,
}

/// The repository pages of all installed apps. Takes Connect's lock.
pub(crate) fn addon_links(visit: &Visit) -> Vec<AddonLink> {
    let connect = visit.sandbox.connect();
    let links = connect.installations().flat_map(|installation| {
        let pages = installation.descriptor.modules.repo_pages.iter();
        pages.map(|page| AddonLink {
            app_key: installation.app_key.clone(),
            module_key: page.key.clone(),
            name: page.name.value.clone(),
        })
    });
    links.collect()
}

/// Menu with the signed-in person, and a switch to somebody else.
pub(crate) fn account_menu(visit: &Visit, world: &World) -> Markup {
    let reader = visit.person(world);
    html! {
        details.menu {
            summary aria-label={
                "Account: " (reader.map_or("not signed in", |person| &person.display_name))
            } {
                @match reader {
                    Some(person) => (parts::picture(visit, &person.uuid, "avatar large")),
                    None => span.button { "Log in" },
                }
            }
            div.popup {
                h2 { "Signed in as" }
                @for person in world.people.iter().filter(|is| is.kind == PersonKind::User) {
                    button type="button" data-sign-in=(person.uuid)
                        aria-current=[(reader.is_some_and(|is| is.uuid == person.uuid)).then_some("true")]
                    {
                        (parts::picture(visit, &person.uuid, "avatar"))
                        span.grow { (person.display_name) }
                        @if person.role == Role::Admin { span.lozenge { "Admin" } }
                    }
                }
                button type="button" data-sign-in="anonymous"
                    aria-current=[reader.is_none().then_some("true")]
                {
                    (icons::PERSON)
                    span.grow { "Nobody (anonymous)" }
                }
            }
        }
    }
}
