//! Shared secrets at rest: AES-256-GCM, a random nonce for each, bound to their clientKey.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, KeyInit,
    aead::{Aead, Payload},
};
use atlassian_connect::{ClientKey, SharedSecret};
use sha2::{Digest, Sha256};

use crate::{Error, hex_key};

/// Bytes of a nonce.
const NONCE: usize = 12;

/// Hexadecimal digits that name a key.
const ID: usize = 16;

/// A key for secrets at rest, 256 random bits. Never printed.
#[derive(Clone)]
pub struct SecretKey {
    cipher: Aes256Gcm,
    id: String,
}

impl SecretKey {
    /// Takes 32 bytes of randomness.
    pub fn new(bytes: [u8; 32]) -> Self {
        let digest = Sha256::new()
            .chain_update(b"sightline secret key\0")
            .chain_update(bytes)
            .finalize();
        let mut id = hex::encode(digest);
        id.truncate(ID);
        Self {
            cipher: Aes256Gcm::new(&bytes.into()),
            id,
        }
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`Error::Config`], without the text.
    pub fn parse(setting: &'static str, text: &str) -> Result<Self, Error> {
        let key = hex_key::parse(text).ok_or_else(|| Error::Config {
            setting,
            problem: hex_key::PROBLEM.to_owned(),
        })?;
        Ok(Self::new(key))
    }

    /// Names the key without giving it away: 16 hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.id)
    }
}

/// The key that seals, and older ones that can still be read.
#[derive(Debug, Clone)]
pub struct Keyring {
    current: SecretKey,
    old: Vec<SecretKey>,
}

/// A secret as it is stored.
pub(crate) struct Sealed {
    /// Id of the key that opens it.
    pub(crate) key_id: String,
    /// Nonce, ciphertext and tag.
    pub(crate) bytes: Vec<u8>,
}

impl Keyring {
    /// Seals with `current`, opens with all of them.
    pub fn new(current: SecretKey, old: Vec<SecretKey>) -> Self {
        Self { current, old }
    }

    /// The key that seals.
    pub fn current(&self) -> &SecretKey {
        &self.current
    }

    pub(crate) fn holds(&self, key_id: &str) -> bool {
        self.key(key_id).is_some()
    }

    /// Seals a secret with a nonce that is never used again.
    pub(crate) fn seal(
        &self,
        client_key: &ClientKey,
        secret: &SharedSecret,
        nonce: [u8; NONCE],
    ) -> Result<Sealed, Error> {
        let payload = Payload {
            msg: secret.expose().as_bytes(),
            aad: client_key.as_str().as_bytes(),
        };
        let sealed = self.current.cipher.encrypt(&nonce.into(), payload);
        let sealed = sealed.map_err(|_| unreadable(client_key, "it cannot be sealed"))?;
        Ok(Sealed {
            key_id: self.current.id.clone(),
            bytes: [nonce.as_slice(), &sealed].concat(),
        })
    }

    /// Opens a secret that was sealed for this very clientKey.
    pub(crate) fn open(
        &self,
        client_key: &ClientKey,
        sealed: &Sealed,
    ) -> Result<SharedSecret, Error> {
        let key = self.key(&sealed.key_id);
        let key = key.ok_or_else(|| unreadable(client_key, "its key is not given"))?;
        let (nonce, msg) = sealed
            .bytes
            .split_first_chunk::<NONCE>()
            .ok_or_else(|| unreadable(client_key, "it is cut"))?;
        let payload = Payload {
            msg,
            aad: client_key.as_str().as_bytes(),
        };
        let opened = key.cipher.decrypt(&(*nonce).into(), payload);
        let opened = opened.map_err(|_| unreadable(client_key, "it was changed"))?;
        let text = String::from_utf8(opened);
        let text = text.map_err(|_| unreadable(client_key, "it is no text"))?;
        Ok(SharedSecret::new(text))
    }

    fn key(&self, id: &str) -> Option<&SecretKey> {
        let mut keys = std::iter::once(&self.current).chain(&self.old);
        keys.find(|key| key.id == id)
    }
}

fn unreadable(client_key: &ClientKey, problem: &'static str) -> Error {
    Error::Secret {
        client_key: client_key.clone(),
        problem,
    }
}
