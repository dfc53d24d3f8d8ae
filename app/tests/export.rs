//! Tables as other programs read them.
#![allow(clippy::unwrap_used, reason = "tests")]

use sightline_app::format::csv::csv;

fn line(fields: &[&str]) -> String {
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    csv(&[fields])
}

#[test]
fn fields_and_records_are_those_of_rfc_4180() {
    // The examples of section 2, rules 1, 5, 6 and 7.
    assert_eq!(line(&["aaa", "bbb", "ccc"]), "aaa,bbb,ccc\r\n");
    assert_eq!(line(&["aaa", "b\r\nbb", "ccc"]), "aaa,\"b\r\nbb\",ccc\r\n");
    assert_eq!(line(&["aaa", "b\"bb", "ccc"]), "aaa,\"b\"\"bb\",ccc\r\n");
    assert_eq!(line(&["a,b", "", "ä"]), "\"a,b\",,ä\r\n");
    let rows = [vec!["a".to_owned()], vec!["b".to_owned()]];
    assert_eq!(csv(&rows), "a\r\nb\r\n");
}

#[test]
fn what_a_spreadsheet_would_run_is_text() {
    for formula in [
        "=1+2",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\t=1",
        " =1",
        "＝1",
        "-",
        "-1.2.3",
    ] {
        let expected = ["'", formula, "\r\n"].concat();
        assert_eq!(line(&[formula]), expected, "{formula:?}");
    }
    assert_eq!(
        line(&["=HYPERLINK(\"http://x\",\"y\")"]),
        "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n"
    );
    assert_eq!(line(&["\r=1"]), "\"'\r=1\"\r\n");
}

#[test]
fn numbers_and_harmless_text_stay_as_they_are() {
    for field in ["-3", "+4", "-0.5", "12", "a=b", "1-2", "x@y.example", ""] {
        assert_eq!(line(&[field]), [field, "\r\n"].concat());
    }
}
