//! Answers of the reader to apps that asked to act in their name.

use atlassian_connect::AppKey;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::show;
use crate::{
    connect::Consent,
    web::pages::{
        forms::{self, Sent},
        layout::Setting,
        paths,
        refusal::Refusal,
        visit::Visit,
    },
    world::PersonId,
};

/// `GET /{workspace}/workspace/settings/consents`
pub(crate) async fn consents(visit: Visit) -> Response {
    let content = match visit.reader {
        Some(reader) => list(&visit, reader),
        None => html! { p.empty { "Nobody is signed in, so apps act in nobody’s name." } },
    };
    show(&visit, Setting::Consents, "App authorizations", &content)
}

/// Answer to forget.
#[derive(Debug, Deserialize)]
pub(crate) struct Forget {
    app_key: String,
}

/// `POST /{workspace}/workspace/settings/consents`
pub(crate) async fn forget(Sent(visit, form): Sent<Forget>) -> Result<Response, Refusal> {
    let reader = visit.reader.ok_or(Refusal::NotFound)?;
    let app_key = AppKey::new(form.app_key);
    visit.sandbox.connect().forget_consent(reader, &app_key);
    let path = paths::settings(&visit.sandbox.world(), "consents");
    Ok(Redirect::to(&path).into_response())
}

fn list(visit: &Visit, reader: PersonId) -> Markup {
    let connect = visit.sandbox.connect();
    let answers: Vec<_> = connect
        .installations()
        .filter_map(|installation| {
            let answer = connect.consent(reader, &installation.app_key)?;
            Some((installation, answer))
        })
        .collect();
    html! {
        p.subtle {
            "Apps that asked to act on Bitbucket as you, and your answers. A forgotten answer is \
             asked for again."
        }
        @if answers.is_empty() {
            p.empty { "No app has asked you yet." }
        } @else {
            div.table-scroll {
                table {
                    thead {
                        tr {
                            th scope="col" { "App" }
                            th scope="col" { "Your answer" }
                            th scope="col" { span.visually-hidden { "Change" } }
                        }
                    }
                    tbody {
                        @for (installation, answer) in &answers {
                            tr {
                                td { (installation.descriptor.name) }
                                td.fit { (word(*answer)) }
                                td.fit {
                                    form method="post" {
                                        (forms::field(visit))
                                        input type="hidden" name="app_key" value=(installation.app_key);
                                        button.button {
                                            "Forget"
                                            span.visually-hidden {
                                                " the answer for " (installation.descriptor.name)
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn word(answer: Consent) -> Markup {
    match answer {
        Consent::Allowed => html! { span.lozenge.success { "Allowed" } },
        Consent::Denied => html! { span.lozenge.failed { "Denied" } },
    }
}
