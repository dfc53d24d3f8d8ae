//! Errors in input from outside.

use std::fmt;

use crate::context::Page;

/// Reason for a refusal. Carries what a log needs to explain it, never a token or a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The header names another algorithm than HS256.
    #[error("the token's algorithm is {found:?}, not HS256")]
    Algorithm {
        /// `alg` as it came.
        found: String,
    },
    /// A part is not unpadded base64url, or not its only encoding.
    #[error("the token's {part} is not canonical base64url")]
    Base64 {
        /// Part of the token.
        part: TokenPart,
    },
    /// A claim has the wrong JSON type.
    #[error("the claim {claim} is no {expected}")]
    ClaimType {
        /// Its name.
        claim: &'static str,
        /// JSON type that it must have.
        expected: &'static str,
    },
    /// The header's `crit` asks for extensions; none is supported.
    #[error("the token's header asks for extensions")]
    CriticalHeader,
    /// The descriptor breaks a documented limit.
    #[error("the descriptor's {place} {problem}")]
    Descriptor {
        /// Place, such as `modules.webPanels[0].key`.
        place: String,
        /// Problem in that place.
        problem: String,
    },
    /// A member occurs twice in the header or the claims.
    #[error("the member {name:?} occurs twice in the token's {part}")]
    DuplicateMember {
        /// Part of the token.
        part: TokenPart,
        /// The member's name.
        name: String,
    },
    /// The empty secret, with which everybody can sign.
    #[error("the secret is empty")]
    EmptySecret,
    /// The token has expired, leeway included.
    #[error("the token expired at {exp}, it is {now}")]
    Expired {
        /// Time of the check.
        now: u64,
        /// `exp`, without its fraction.
        exp: u64,
    },
    /// The token is good for more than a day from now, leeway included.
    #[error("the token expires at {exp}, more than a day after {now}")]
    ExpiresTooLate {
        /// Time of the check.
        now: u64,
        /// `exp`
        exp: u64,
    },
    /// The token was issued later than now, leeway included.
    #[error("the token was issued at {iat}, it is {now}")]
    IssuedInFuture {
        /// Time of the check.
        now: u64,
        /// `iat`
        iat: u64,
    },
    /// A part of the token is not a JSON object.
    #[error("the token's {part} is not a JSON object")]
    Json {
        /// Part of the token.
        part: TokenPart,
    },
    /// A claim is missing.
    #[error("the claim {claim} is missing")]
    MissingClaim {
        /// Its name.
        claim: &'static str,
    },
    /// A parameter of the page's URL is missing or empty.
    #[error("the parameter {parameter} is missing")]
    MissingParameter {
        /// Its name.
        parameter: &'static str,
    },
    /// A parameter of the page's URL cannot be read.
    #[error("the parameter {parameter} is not {expected}")]
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// Description of a valid value.
        expected: &'static str,
    },
    /// Bitbucket left a context parameter as it was: the app lacks a scope.
    #[error("Bitbucket did not fill in {parameter}: the app lacks the scope {scope}")]
    ParameterNotFilledIn {
        /// Name of the URL's parameter.
        parameter: &'static str,
        /// The scope that it needs.
        scope: &'static str,
    },
    /// The token does not have three parts.
    #[error("the token has {found} parts, not 3")]
    Parts {
        /// Number of parts.
        found: usize,
    },
    /// A lifecycle payload cannot be read.
    #[error("the payload is not a lifecycle event: {problem}")]
    Payload {
        /// Message of the JSON parser.
        problem: String,
    },
    /// The token is for another request.
    #[error("the token's qsh is {claimed:?}, the request's is {expected}")]
    Qsh {
        /// `qsh` as it came, cut to 80 characters.
        claimed: String,
        /// The hash of the request at hand.
        expected: String,
    },
    /// A repeated parameter where one is expected.
    #[error("the parameter {parameter} occurs more than once")]
    RepeatedParameter {
        /// Its name.
        parameter: &'static str,
    },
    /// The session was issued to a page that may not do this.
    #[error("the session is one of the page {found:?}, not of {expected:?}")]
    SessionPage {
        /// Page that may.
        expected: Page,
        /// Page that it was issued to.
        found: Page,
    },
    /// The MAC does not match.
    #[error("the signature does not match")]
    Signature,
    /// More bytes than are read.
    #[error("{length} bytes are over the limit of {limit}")]
    TooLong {
        /// Number of bytes.
        length: usize,
        /// Largest number of bytes.
        limit: usize,
    },
    /// More query parameters than are hashed.
    #[error("{found} query parameters are over the limit of {limit}")]
    TooManyParameters {
        /// Number of parameters.
        found: usize,
        /// Largest number of parameters.
        limit: usize,
    },
    /// The token is of another kind, such as a session token where Bitbucket's JWT is expected.
    #[error("the token's type is {found:?}, not {expected:?}")]
    TokenType {
        /// `typ` as it came.
        found: String,
        /// Type that it must have.
        expected: &'static str,
    },
    /// The token is meant for somebody else.
    #[error("the token's audience is {found:?}, not {expected:?}")]
    WrongAudience {
        /// Audience that it must name.
        expected: String,
        /// `aud` as it came.
        found: Vec<String>,
    },
    /// The payload is of another lifecycle event.
    #[error("the event is {found:?}, not {expected:?}")]
    WrongEvent {
        /// `eventType` as it came.
        found: String,
        /// Event that it must be.
        expected: &'static str,
    },
    /// The token was issued by somebody else.
    #[error("the token's issuer is {found:?}, not {expected:?}")]
    WrongIssuer {
        /// Issuer that it must have.
        expected: String,
        /// `iss` as it came.
        found: String,
    },
}

/// A part of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenPart {
    /// The second.
    Claims,
    /// The first.
    Header,
    /// The third.
    Signature,
}

impl fmt::Display for TokenPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Claims => "claims",
            Self::Header => "header",
            Self::Signature => "signature",
        })
    }
}
