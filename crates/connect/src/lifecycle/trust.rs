//! Whether an `installed` event is believed: one function from evidence to decision.

/// What the event's JWT proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// There is a JWT, and it verifies with nothing that is known.
    Invalid,
    /// There is no JWT.
    None,
    /// It verifies with the secret that Bitbucket showed when the app was registered.
    Registration,
    /// It verifies with the secret that is stored for this clientKey.
    Stored,
}

/// Whether a secret is stored for the clientKey, also from before an uninstall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// None is stored.
    NothingStored(Proof),
    /// One is stored that was once trusted.
    SecretStored(Proof),
}

/// Whether the operator lets first installs come unsigned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnsignedInstalls {
    /// They are kept as unverified.
    Allowed,
    /// They are refused.
    #[default]
    Refused,
}

/// What happens with the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The secret is kept, but opens nothing until a token exchange with it succeeds.
    KeepUnverified,
    /// Nothing changes.
    Refuse(Refusal),
    /// The secret is stored in place of any other.
    Trust,
}

/// Why an event is refused; for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The JWT verifies with nothing that is known.
    InvalidToken,
    /// A secret is stored, and no JWT came.
    TokenMissing,
    /// Nothing is stored, no JWT came, and unsigned first installs are not allowed.
    UnsignedInstall,
}

/// Decides. An event without a valid JWT never replaces a secret that was trusted.
///
/// Where nothing is stored, a JWT that verifies with nothing says no less than none: Bitbucket may
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
