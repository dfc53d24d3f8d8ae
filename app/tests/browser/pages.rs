//! The other pages in each of their states.

use sightline_app::context::PageContext;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{context, host, look, no_bridge};

fn here() -> PageContext {
    context(
        r#"{ "page": "repository", "workspace": "acme", "user": "{1}",
             "repository": { "uuid": "{2}", "full_name": "acme/widgets" },
             "host_url": "https://bitbucket.example", "session": "secret" }"#,
    )
}

#[wasm_bindgen_test]
async fn outside_bitbucket_the_app_says_so() {
    let page = look(None, host());
    assert_eq!(page.text_of("h1"), "Sightline lives inside Bitbucket");
}

#[wasm_bindgen_test]
async fn a_bridge_that_did_not_load_is_said() {
    no_bridge();
    let page = look(Some(here()), host());
    page.has(".problem").await;
    let title = page.text_of(".problem-title");
    assert_eq!(title, "Bitbucket’s script is missing");
}
