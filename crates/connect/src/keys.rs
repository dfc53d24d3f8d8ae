//! The strings that the protocol passes around, each a type of its own.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::Error;

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the string as it is.
            pub fn new(value: impl Into<String>) -> Self {
                Self(value.into())
            }

            /// The string as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

key! {
    /// `key` of the descriptor: names the app.
    AppKey
}
key! {
    /// `clientKey`: names one installation of the app, such as
    /// `ari:cloud:bitbucket::app/{workspace uuid}/app-key`.
    ClientKey
}

/// The secret that Bitbucket and one installation share. Never printed, never compared with `==`.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct SharedSecret(Zeroizing<String>);

impl SharedSecret {
    /// Takes the secret as UTF-8 text, as Bitbucket sends it.
    pub fn new(value: impl Into<String>) -> Self {
        Self(Zeroizing::new(value.into()))
    }

    /// The secret itself. Name of the method on purpose: look twice where it is called.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Refuses the empty secret: everybody can sign with it.
impl TryFrom<String> for SharedSecret {
    type Error = Error;

    fn try_from(value: String) -> Result<Self, Error> {
        if value.is_empty() {
            return Err(Error::EmptySecret);
        }
        Ok(Self::new(value))
    }
}

impl fmt::Debug for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SharedSecret([redacted])")
    }
}

impl fmt::Display for SharedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
