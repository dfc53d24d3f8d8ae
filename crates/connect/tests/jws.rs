//! Structure of a token: parts, base64, JSON, header, signature.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

mod common;

use atlassian_connect::{Error, MAX_TOKEN_LENGTH, TokenPart, UnverifiedToken, VerifiedToken};
use serde_json::json;

use common::{
    HEADER, INSTALLED, NOW, PUBLISHED_LIFECYCLE, SECRET, base64, claims, secret, token, verify_at,
};

fn verify_with_header(header: &str) -> Result<VerifiedToken, Error> {
    verify_at(NOW, header, &claims(json!({})))
}

fn parse_error(token: &str) -> Error {
    UnverifiedToken::parse(token).unwrap_err()
}

#[test]
fn no_algorithm_but_hs256_is_taken() {
    for found in ["none", "None", "RS256", "HS512", "hs256", ""] {
        let refused = verify_with_header(&json!({"alg": found, "typ": "JWT"}).to_string());
        let found = found.to_owned();
        assert_eq!(refused, Err(Error::Algorithm { found }));
    }
    let found = String::new();
    assert_eq!(
        verify_with_header(r#"{"typ":"JWT"}"#),
        Err(Error::Algorithm { found })
    );
    let refused = verify_with_header(r#"{"alg":["HS256"],"typ":"JWT"}"#);
    let expected = "string";
    assert_eq!(
        refused,
        Err(Error::ClaimType {
            claim: "alg",
            expected
        })
    );
}

#[test]
fn a_token_without_a_signature_is_refused() {
    let header = base64(br#"{"alg":"none","typ":"JWT"}"#);
    let unsigned = format!("{header}.{}.", base64(claims(json!({})).as_bytes()));
    let found = "none".to_owned();
    assert_eq!(parse_error(&unsigned), Error::Algorithm { found });

    let (signed, _) = PUBLISHED_LIFECYCLE.rsplit_once('.').unwrap();
    let stripped = format!("{signed}.");
    let stripped = UnverifiedToken::parse(&stripped).unwrap();
    assert_eq!(
        stripped.verify(&secret(), &INSTALLED, NOW),
        Err(Error::Signature)
    );
}

#[test]
fn a_shortened_signature_is_refused() {
    let (signed, mac) = PUBLISHED_LIFECYCLE.rsplit_once('.').unwrap();
    // 40 of 43 characters are exactly 30 of 32 bytes.
    let short = format!("{signed}.{}", &mac[..40]);
    let short = UnverifiedToken::parse(&short).unwrap();
    assert_eq!(
        short.verify(&secret(), &INSTALLED, NOW),
        Err(Error::Signature)
    );
}

#[test]
fn a_token_over_eight_kibibytes_is_refused_unread() {
    let long = "x".repeat(MAX_TOKEN_LENGTH + 1);
    let (length, limit) = (8_193, 8_192);
    assert_eq!(parse_error(&long), Error::TooLong { length, limit });
    assert_eq!(parse_error(&long[1..]), Error::Parts { found: 1 });
}

#[test]
fn a_token_has_three_parts() {
    for (text, found) in [("", 1), ("a", 1), ("a.b", 2), ("a.b.c.d", 4), ("....", 5)] {
        assert_eq!(parse_error(text), Error::Parts { found }, "{text}");
    }
}

#[test]
fn only_canonical_base64_is_taken() {
    let parts: Vec<&str> = PUBLISHED_LIFECYCLE.split('.').collect();
    let names = [TokenPart::Header, TokenPart::Claims, TokenPart::Signature];
    for (n, part) in names.into_iter().enumerate() {
        for spoil in [
            |text: &str| format!("{text}="),
            |text: &str| format!("{text}\n"),
            |text: &str| format!(" {text}"),
            |text: &str| format!("{}+{}", &text[..4], &text[5..]),
            |text: &str| format!("{}/{}", &text[..4], &text[5..]),
            |text: &str| format!("{}é{}", &text[..4], &text[6..]),
        ] {
            let mut parts: Vec<String> = parts.iter().map(|&part| part.to_owned()).collect();
            parts[n] = spoil(&parts[n]);
            assert_eq!(parse_error(&parts.join(".")), Error::Base64 { part });
        }
    }
}

#[test]
fn stray_bits_at_the_end_of_base64_are_refused() {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (rest, _) = PUBLISHED_LIFECYCLE.split_at(PUBLISHED_LIFECYCLE.len() - 1);
    let part = TokenPart::Signature;
    let taken: String = ALPHABET
        .chars()
        .filter(
            |last| match UnverifiedToken::parse(&format!("{rest}{last}")) {
                Ok(_) => true,
                Err(error) => {
                    assert_eq!(error, Error::Base64 { part });
                    false
                }
            },
        )
        .collect();
    // 43 characters hold 258 bits, of which the last two must be zero.
    assert_eq!(taken, "AEIMQUYcgkosw048");
    let (signed, _) = PUBLISHED_LIFECYCLE.rsplit_once('.').unwrap();
    // One character holds no byte at all.
    assert_eq!(
        parse_error(&format!("{signed}.AAAAA")),
        Error::Base64 { part }
    );
}

#[test]
fn header_and_claims_are_json_objects() {
    for text in [
        "",
        "[]",
        "null",
        "\"x\"",
        "{",
        "{}x",
        "{\"a\":1,}",
        "\u{feff}{}",
    ] {
        let header = token(text, &claims(json!({})), SECRET.as_bytes());
        assert_eq!(
            parse_error(&header),
            Error::Json {
                part: TokenPart::Header
            },
            "{text}"
        );
        let claims = token(HEADER, text, SECRET.as_bytes());
        assert_eq!(
            parse_error(&claims),
            Error::Json {
                part: TokenPart::Claims
            },
            "{text}"
        );
    }
    let deep = format!("{{\"a\":{}", "[".repeat(5_000));
    let deep = token(HEADER, &deep, SECRET.as_bytes());
    assert_eq!(
        parse_error(&deep),
        Error::Json {
            part: TokenPart::Claims
        }
    );
}

#[test]
fn a_claim_that_occurs_twice_is_refused_also_by_escapes() {
    for (again, name) in [
        (r#""iss":"another""#, "iss"),
        (r#""\u0069ss":"another""#, "iss"),
        (r#""\u0065\u0078\u0070":9999999999"#, "exp"),
        (r#""qsh":null"#, "qsh"),
        // One that has no meaning here, too.
        (r#""unknown":1,"unkno\u0077n":2"#, "unknown"),
    ] {
        let twice = claims(json!({})).replacen('{', &format!("{{{again},"), 1);
        let (part, name) = (TokenPart::Claims, name.to_owned());
        let refused = verify_at(NOW, HEADER, &twice);
        assert_eq!(refused, Err(Error::DuplicateMember { part, name }));
    }
    for (twice, name) in [
        (r#"{"alg":"HS256","\u0061lg":"none","typ":"JWT"}"#, "alg"),
        (r#"{"alg":"HS256","kid":"a","typ":"JWT","kid":"b"}"#, "kid"),
    ] {
        let (part, name) = (TokenPart::Header, name.to_owned());
        assert_eq!(
            verify_with_header(twice),
            Err(Error::DuplicateMember { part, name })
        );
    }
}

#[test]
fn a_token_of_another_type_is_refused() {
    for typ in ["JWT", "jwt"] {
        let header = json!({"alg": "HS256", "typ": typ}).to_string();
        assert!(verify_with_header(&header).is_ok());
    }
    assert!(verify_with_header(r#"{"alg":"HS256"}"#).is_ok());
    for found in ["at+jwt", "JWE", ""] {
        let header = json!({"alg": "HS256", "typ": found}).to_string();
        let (found, expected) = (found.to_owned(), "JWT");
        assert_eq!(
            verify_with_header(&header),
            Err(Error::TokenType { found, expected })
        );
    }
}

#[test]
fn a_header_that_asks_for_extensions_is_refused() {
    let header = r#"{"alg":"HS256","typ":"JWT","crit":["b64"],"b64":false}"#;
    assert_eq!(verify_with_header(header), Err(Error::CriticalHeader));
    let header = r#"{"alg":"HS256","typ":"JWT","crit":null}"#;
    assert_eq!(verify_with_header(header), Err(Error::CriticalHeader));
}
