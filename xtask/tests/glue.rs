//! The names between WebAssembly and JavaScript get shorter, on both sides alike.

#![allow(clippy::unwrap_used, reason = "tests")]

use xtask::bundle::Names;

/// As `wasm-opt --minify-imports-and-exports-and-modules` of version 132 prints it.
const NAMES: &str = r#"{
 "imports": [
  ["./panel_bg.js", "__wbg_call_187d372bd5fdd4aa", "A"],
  ["./panel_bg.js", "__wbg_call_5b446f51afd21013", "Aa"]
 ],
"exports": [
  ["memory", "La"],
  ["__wbindgen_malloc", "Ua"],
  ["__wbindgen_malloc_command_export", "Ub"]
 ]
}
"#;

fn shorten(script: &str) -> Result<String, String> {
    let names = Names::parse(NAMES).unwrap();
    names.shorten(script).map_err(|error| error.to_string())
}

#[test]
fn imports_exports_and_the_module_get_the_names_of_the_list() {
    let script = r#"
        __wbg_call_187d372bd5fdd4aa: function(arg0) { wasm.memory; memory; },
        __wbg_call_5b446f51afd21013: function(arg0) {},
        return { "./panel_bg.js": import0 };
        wasm.__wbindgen_malloc_command_export(wasm.__wbindgen_malloc)"#;
    let shorter = r#"
        A: function(arg0) { wasm.La; memory; },
        Aa: function(arg0) {},
        return { "a": import0 };
        wasm.Ub(wasm.Ua)"#;
    assert_eq!(shorten(script).as_deref(), Ok(shorter));
}

#[test]
fn a_script_that_lacks_an_import_is_refused_with_its_name() {
    let refused = shorten(r#" "./panel_bg.js": import0, __wbg_call_187d372bd5fdd4aa: 1"#);
    assert!(refused.unwrap_err().contains("__wbg_call_5b446f51afd21013"));
}
