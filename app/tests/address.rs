//! Addresses of views.
#![cfg(not(target_arch = "wasm32"))]

use sightline_app::browser::address::{link, split};

#[test]
fn a_link_to_a_view_names_the_page_around_the_frame_and_how_the_view_is_shown() {
    let page = "https://bitbucket.example/acme/widgets/addon/sightline/page";
    for (around, view, query, expected) in [
        (page.to_owned(), "queue", "", "#queue"),
        (
            page.to_owned(),
            "queue",
            "whose=mine&text=a%20b",
            "#queue?whose=mine&text=a%20b",
        ),
        (
            format!("{page}#flow?period=all"),
            "hotspots",
            "folder=src",
            "#hotspots?folder=src",
        ),
    ] {
        let made = link(&around, view, query);
        assert_eq!(made, format!("{page}{expected}"));
        // What is opened there is what was copied.
        let (_, fragment) = made.split_once('#').unwrap_or_default();
        assert_eq!(split(fragment), (view.to_owned(), query.to_owned()));
    }
}
