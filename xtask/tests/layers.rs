//! The check of the app's layers refuses what it is there to refuse.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::{fs, path::Path};

use xtask::layers::{self, Fault};

/// Faults of an app with these files, as sentences.
fn refused(files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let faults = layers::faults(folder.path()).unwrap();
    faults.iter().map(Fault::to_string).collect()
}

#[test]
fn a_tree_whose_imports_lead_down_passes() {
    let files = [
        ("lib.rs", "pub mod pages; pub mod components; pub mod text;"),
        (
            "pages/mod.rs",
            "mod queue; pub use queue::Queue; use crate::components::Button;",
        ),
        (
            "pages/queue.rs",
            "use crate::{components::Button, text::queue as words}; pub struct Queue;",
        ),
        (
            "components/mod.rs",
            "mod button; mod error; pub use button::Button; pub use error::ErrorPanel;",
        ),
        ("components/button.rs", "pub struct Button;"),
        (
            "components/error.rs",
            "use super::Button; pub struct ErrorPanel(Button);",
        ),
        ("text.rs", "pub mod queue;"),
        ("text/queue.rs", ""),
    ];
    assert_eq!(refused(&files), Vec::<String>::new());
}

#[test]
fn an_import_that_runs_up_is_refused_with_file_and_line() {
    let files = [
        (
            "state/queue.rs",
            "use std::fmt;\nuse crate::pages::queue::Row;",
        ),
        ("pages/queue.rs", "pub struct Row;"),
    ];
    assert_eq!(
        refused(&files),
        [
            "app/src/state/queue.rs:2 imports crate::pages::queue::Row, which is above it (state may \
          use: history, api, cache, host, text, format, model, context, browser)"
        ]
    );
}

#[test]
fn a_path_within_a_function_or_a_macro_is_an_import_too() {
    let files = [
        (
            "model/size.rs",
            "fn a() -> u32 { crate::text::one() }\nfn b() { view! { <p>{crate::text::two()}</p> } }",
        ),
        ("text.rs", ""),
    ];
    let refused = refused(&files);
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(
        refused
            .iter()
            .any(|one| one.starts_with("app/src/model/size.rs:1 imports"))
    );
    assert!(
        refused
            .iter()
            .any(|one| one.starts_with("app/src/model/size.rs:2 imports"))
    );
}

#[test]
fn modules_of_one_layer_do_not_use_each_other() {
    let files = [
        ("context.rs", "use crate::browser::clock;"),
        ("browser/clock.rs", ""),
    ];
    assert_eq!(
        refused(&files),
        [
            "app/src/context.rs:1 imports crate::browser::clock, which is beside it (context may use: \
          nothing of the app)"
        ]
    );
}

#[test]
fn views_do_not_use_the_host_although_it_is_below() {
    let host = ("host.rs", "pub struct Host;");
    let import = "use crate::host::Host;";
    assert_eq!(
        refused(&[("pages/bar.rs", import), host]),
        [
            "app/src/pages/bar.rs:1 imports crate::host::Host, which is kept apart from it (pages may \
          use: components, state, history, api, cache, text, format, model, context, browser)"
        ]
    );
    assert_eq!(refused(&[("components/bar.rs", import), host]).len(), 1);
    for file in ["app.rs", "state/bar.rs"] {
        assert_eq!(refused(&[(file, import), host]), Vec::<String>::new());
    }
}

#[test]
fn files_that_import_each_other_are_refused_as_a_cycle() {
    let files = [
        ("state/a.rs", "use super::b::B; pub struct A(B);"),
        ("state/b.rs", "use crate::state::c::C; pub struct B(C);"),
        ("state/c.rs", "use super::a::A; pub struct C(A);"),
    ];
    assert_eq!(
        refused(&files),
        [
            "these files import each other in a cycle; move what they share into a file of its own: \
          app/src/state/a.rs → app/src/state/b.rs → app/src/state/c.rs → app/src/state/a.rs"
        ]
    );
}

#[test]
fn a_child_that_imports_what_its_parent_defines_while_the_parent_uses_it_is_a_cycle() {
    let files = [
        (
            "state/mod.rs",
            "mod row; use row::Row; pub struct Store(Row);",
        ),
        ("state/row.rs", "use super::Store; pub struct Row;"),
    ];
    assert_eq!(refused(&files).len(), 1);
    // A re-export of a child is no import, and neither is showing something to the parent.
    let files = [
        (
            "state/mod.rs",
            "mod row; pub use row::Row; pub struct Store;",
        ),
        ("state/row.rs", "use super::Store; pub(super) struct Row;"),
    ];
    assert_eq!(refused(&files), Vec::<String>::new());
}

#[test]
fn an_import_in_nested_braces_is_found_with_its_line() {
    let files = [
        (
            "format/list.rs",
            "use crate::{\n    format::number,\n    text::{one, queue::{self, two}},\n};",
        ),
        ("format/number.rs", ""),
        ("text.rs", "pub mod queue;"),
        ("text/queue.rs", ""),
    ];
    let refused = refused(&files);
    assert_eq!(refused.len(), 3, "{refused:?}");
    let third = "app/src/format/list.rs:3 imports crate::text";
    assert!(
        refused.iter().all(|one| one.starts_with(third)),
        "{refused:?}"
    );
}

#[test]
fn a_re_export_of_something_above_is_refused() {
    let above = ("pages/queue.rs", "pub struct Row;");
    for visibility in ["pub", "pub(crate)", "pub(super)"] {
        let text = format!("{visibility} use crate::pages::queue::Row;");
        let refused = refused(&[("text.rs", &text), above]);
        assert_eq!(refused.len(), 1, "{visibility}");
    }
}

#[test]
fn re_exports_can_close_a_cycle() {
    let files = [
        ("state/a.rs", "pub(crate) use super::b::B;"),
        ("state/b.rs", "use super::a::A; pub struct B(A);"),
    ];
    assert_eq!(refused(&files).len(), 1);
}

#[test]
fn a_module_in_no_layer_is_refused_even_if_it_imports_nothing() {
    for text in ["", "use crate::text::one;"] {
        assert_eq!(
            refused(&[("helpers/list.rs", text), ("text.rs", "")]),
            [
                "app/src/helpers/list.rs is in no layer; add `helpers` to the layers in \
              xtask/src/layers/mod.rs"
            ]
        );
    }
}

#[test]
fn style_attributes_are_refused_and_style_properties_are_not() {
    let view = |attribute: &str| format!("fn a() {{\nview! {{ <p {attribute}></p> }}\n}}");
    for refusal in [r#"style="width: 1px""#, "style=move || width.get()"] {
        let refused = refused(&[("pages/a.rs", &view(refusal))]);
        assert_eq!(refused.len(), 1, "{refusal}");
        assert!(
            refused
                .concat()
                .starts_with("app/src/pages/a.rs:2 has a `style` attribute")
        );
    }
    for fine in [
        "style:width=width",
        r#"style=("width", width)"#,
        r#"class="style""#,
    ] {
        assert_eq!(
            refused(&[("pages/a.rs", &view(fine))]),
            Vec::<String>::new(),
            "{fine}"
        );
    }
}

#[test]
fn tasks_have_an_owner_everywhere() {
    let spawns = "use leptos::task::spawn_local;\nfn a() { spawn_local(b()); }";
    for file in [
        "pages/a.rs",
        "state/a.rs",
        "cache/a.rs",
        "history/a.rs",
        "app.rs",
    ] {
        let refused = refused(&[(file, spawns)]);
        let said = format!("app/src/{file}:1 spawns a task that no view owns");
        assert!(refused.concat().starts_with(&said), "{refused:?}");
    }
    for call in [
        "fn a() { leptos::task::spawn_local(b()); }",
        "use leptos::task; fn a() { task::spawn_local(b()); }",
        "use wasm_bindgen_futures::spawn_local; fn a() { spawn_local(b()); }",
        "fn a() { wasm_bindgen_futures::spawn_local(b()); }",
        "fn a() { view! { <button on:click=move |_| leptos::task::spawn_local(b())/> } }",
    ] {
        assert_eq!(refused(&[("components/a.rs", call)]).len(), 1, "{call}");
    }
}

#[test]
fn tasks_without_an_owner_are_those_of_cache_and_host() {
    let task = (
        "browser/task.rs",
        "use wasm_bindgen_futures::spawn_local; pub fn spawn_detached() { spawn_local(a()); }",
    );
    let uses = "use crate::browser::task::spawn_detached;\nfn a() { spawn_detached(b()); }";
    for file in ["cache/a.rs", "host/a.rs"] {
        assert_eq!(refused(&[task, (file, uses)]), Vec::<String>::new());
    }
    for file in ["pages/a.rs", "state/a.rs", "api.rs"] {
        assert_eq!(refused(&[task, (file, uses)]).len(), 1, "{file}");
    }
    let calls = "use crate::browser::task; fn a() { task::spawn_detached(b()); }";
    assert_eq!(refused(&[task, ("state/a.rs", calls)]).len(), 1);
}

#[test]
fn listeners_of_the_window_end_with_their_views() {
    let listens = "fn a() { let handle = window_event_listener(ev::keydown, f); }";
    assert_eq!(refused(&[("pages/a.rs", listens)]).len(), 1);
    let stops = format!("{listens} fn b() {{ on_cleanup(move || handle.remove()); }}");
    assert_eq!(refused(&[("pages/a.rs", &stops)]), Vec::<String>::new());
}

#[test]
fn a_file_that_is_not_rust_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.rs"), "fn {").unwrap();
    assert!(layers::faults(folder.path()).is_err());
    assert!(layers::faults(Path::new("/nowhere")).is_err());
}
