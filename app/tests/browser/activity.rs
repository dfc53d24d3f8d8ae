//! The list of everything that happened, over several visits.

use std::time::Duration;

use crate::support::{
    LOOKS, Looked, asked, host, look,
    repository::{Repository, page_of, path, pull},
    run, sleep,
};
use wasm_bindgen_test::wasm_bindgen_test;

/// Two pages; the second goes by the name `window.link`. Under any other name it is gone; while
/// `window.silent`, it is never answered.
const TWO_PAGES: &str = "
    const now = Date.now();
    const ago = (days) => new Date(now - days * 86400e3).toISOString();
    const approval = (id, days) => ({ pull_request: { id }, approval: { date: ago(days),
      user: { uuid: '{bob}', display_name: 'Bob', type: 'user' } } });
    const ready = window.AP.require;
    window.AP.require = (name, go) => ready(name, (call) => go((options) => {
      const { url, success, error } = options;
      if (!url.includes('/pullrequests/activity')) return call(options);
      window.AP.asked.push(url);
      const link = (url.match(/link=(\\w+)/) || [])[1];
      if (!link) {
        const next = 'https://api.example/2.0/repositories/acme/widgets/pullrequests/activity?link='
          + window.link;
        success({ values: [approval(2, 3.5)], next });
      } else if (window.silent) return;
      else if (link === window.link) success({ values: [approval(1, 8.5)] });
      else error({ status: 404 });
    }));
";

fn opened() {
    let merged = |id: u32, days: u32| {
        let more = format!(
            "state: 'MERGED', created_on: ago({}), updated_on: ago({days})",
            days + 1
        );
        pull(id, ("gone", &format!("m{id}")), "main", &more)
    };
    Repository {
        merged: [merged(2, 3), merged(1, 8)].join(","),
        stats: [1, 2]
            .map(|id| format!("m{id}: [{}]", path("api/z.rs")))
            .join(","),
        ..Repository::default()
    }
    .open();
    run(TWO_PAGES);
    run("location.hash = '#flow?period=year'");
}

fn visit() -> Looked {
    look(Some(page_of("repository")), host())
}

/// Calls for the second page by that name.
fn calls(link: &str) -> usize {
    let end = ["link=", link].concat();
    asked().iter().filter(|url| url.ends_with(&end)).count()
}

/// Waits until the second page was asked for by that name, as often as that.
async fn comes_to_ask(link: &str, times: usize) {
    for _ in 0..LOOKS {
        if calls(link) >= times {
            return;
        }
        sleep(Duration::from_millis(10)).await;
    }
    panic!("{link} was asked for {} times: {:?}", calls(link), asked());
}

#[wasm_bindgen_test]
async fn a_link_that_went_stale_is_forgotten_and_the_list_read_anew() {
    let first_review = ".sums > div:nth-child(3)";
    opened();
    // The first visit keeps the link to the second page, and ends before it is answered.
    run("window.link = 'old'; window.silent = true");
    let page = visit();
    comes_to_ask("old", 1).await;
    sleep(Duration::from_millis(1_500)).await;
    drop(page);
    // The second visit follows that link.
    run("window.link = 'new'; window.silent = false");
    let before = calls("old");
    let page = visit();
    comes_to_ask("old", before + 1).await;
    sleep(Duration::from_millis(1_500)).await;
    assert_eq!(calls("old"), before + 1, "the link was kept");
    assert_eq!(calls("new"), 0);
    drop(page);
    // The third does not, and finds what is there.
    let page = visit();
    comes_to_ask("new", 1).await;
    page.has(".sums").await;
    for _ in 0..400 {
        if page.text_of(first_review).contains("n = 2") {
            break;
        }
        sleep(Duration::from_millis(10)).await;
    }
    let said = page.text_of(first_review);
    assert!(said.contains("n = 2"), "{said}");
    assert_eq!(calls("old"), before + 1);
}
