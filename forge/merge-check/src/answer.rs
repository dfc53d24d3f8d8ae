//! Answers of Bitbucket's API.

use bitbucket_cloud::Error;
use serde::Deserialize;

/// An answer, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body as text.
    pub body: String,
}

/// Body of a refusal.
#[derive(Deserialize)]
struct Refusal {
    error: Explanation,
}

#[derive(Deserialize)]
struct Explanation {
    message: String,
}

impl Answer {
    /// The text, if the API answered what was asked.
    ///
    /// # Errors
    /// The error that its status stands for, with the API's explanation.
    pub fn text(self) -> Result<String, Error> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        let refusal = serde_json::from_str::<Refusal>(&self.body);
        let message = refusal.map_or_else(|_| String::new(), |refusal| refusal.error.message);
        Err(Error::from_status(self.status, message))
    }
}
