//! Trust in an `installed` event: one function from evidence to decision.

/// Result of verifying the event's JWT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// A JWT came, and it verifies with no known secret.
    Invalid,
    /// No JWT came.
    None,
    /// It verifies with the secret that Bitbucket showed when the app was registered.
    Registration,
    /// It verifies with the secret that is stored for this clientKey.
    Stored,
}

/// Evidence on an event: a stored secret for the clientKey, also from before an uninstall, and the proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// None is stored.
    NothingStored(Proof),
    /// One is stored that was once trusted.
    SecretStored(Proof),
}

/// Treatment of first installs without a signature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnsignedInstalls {
    /// They are kept as unverified.
    Allowed,
    /// They are refused.
    #[default]
    Refused,
}

/// Decision on the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The secret is kept, but opens nothing until a token exchange with it succeeds.
    KeepUnverified,
    /// Nothing changes.
    Refuse(Refusal),
    /// The secret is stored in place of any other.
    Trust,
}

/// Reason why an event is refused; for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The JWT verifies with no known secret.
    InvalidToken,
    /// A secret is stored, and no JWT came.
    TokenMissing,
    /// Nothing is stored, no JWT came, and unsigned first installs are not allowed.
    UnsignedInstall,
}

/// Decides. An event without a valid JWT never replaces a secret that was trusted.
///
/// Without a stored secret, a JWT that verifies with nothing says no less than none: Bitbucket may
/// sign a first install with a secret that this server was not told, and a forger would leave the
/// JWT out.
pub fn decide(evidence: Evidence, unsigned: UnsignedInstalls) -> Decision {
    use {Evidence::*, UnsignedInstalls::*};
    match (evidence, unsigned) {
        (NothingStored(Proof::Registration) | SecretStored(Proof::Registration), _)
        | (SecretStored(Proof::Stored), _) => Decision::Trust,
        // Without a stored secret nothing can have verified with it.
        (NothingStored(Proof::Invalid | Proof::None | Proof::Stored), Allowed) => {
            Decision::KeepUnverified
        }
        (NothingStored(Proof::None), Refused) => Decision::Refuse(Refusal::UnsignedInstall),
        (SecretStored(Proof::None), _) => Decision::Refuse(Refusal::TokenMissing),
        (NothingStored(Proof::Invalid | Proof::Stored), Refused)
        | (SecretStored(Proof::Invalid), _) => Decision::Refuse(Refusal::InvalidToken),
    }
}
