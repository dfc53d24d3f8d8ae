//! Addresses of views.
#![cfg(not(target_arch = "wasm32"))]

use sightline_app::browser::address::{link, pairs, query, split};

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

#[test]
fn a_query_keeps_every_text_and_leaves_out_what_is_empty() {
    let text = "grö & = + %20 # ?";
    let made = query(&[("whose", ""), ("text", text), ("folder", "src/api")]);
    // The application/x-www-form-urlencoded serializer (url.spec.whatwg.org, 5.2), by hand.
    let expected = "text=gr%C3%B6+%26+%3D+%2B+%2520+%23+%3F&folder=src%2Fapi";
    assert_eq!(made, expected);
    let read = [("text", text), ("folder", "src/api")];
    let read = read.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(pairs(&made), read);
}

#[test]
fn addresses_with_encoded_blanks_are_read() {
    let read = [("text".to_owned(), "a b".to_owned())];
    assert_eq!(pairs("text=a%20b"), read);
    assert_eq!(pairs(""), []);
}
