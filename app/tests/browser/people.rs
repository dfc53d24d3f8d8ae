//! Pictures of people.

use crate::support::{floor::Floor, holds};
use wasm_bindgen_test::wasm_bindgen_test;

/// A picture that loads, and one that does not.
const VOTES: &str = "[pull(1, votes(
    [{ ...bob, links: { avatar: { href: 'data:image/svg+xml,' + encodeURIComponent(
      '<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"></svg>') } } }, 'approved', 1],
    [{ ...cyd, links: { avatar: { href: 'data:image/png;base64,AAAA' } } }, 'approved', 1],
    [me, 'approved', 1]))]";

#[wasm_bindgen_test]
async fn pictures_stand_over_the_initials_and_go_where_they_fail() {
    let page = Floor::of(VOTES).look();
    page.has(".stack li").await;
    let images = "document.querySelectorAll('.stack img')";
    holds(&format!(
        "{images}.length === 1 && {images}[0].naturalWidth > 0"
    ))
    .await;
    // The name stands beside it, and the room is there before the picture is.
    for (name, value) in [
        ("alt", ""),
        ("width", "24"),
        ("height", "24"),
        ("loading", "lazy"),
        ("referrerpolicy", "no-referrer"),
    ] {
        let found = page.attribute(".stack img", name);
        assert_eq!(found.as_deref(), Some(value), "{name}");
    }
    let initials = |nth: u32| page.text_of(&format!(".stack li:nth-child({nth}) .avatar"));
    assert_eq!(
        (initials(1), initials(2), initials(3)),
        ("B".into(), "C".into(), "M".into())
    );
}
