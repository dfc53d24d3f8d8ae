//! Requests as Bitbucket would sign them, signed by npm's `atlassian-jwt`.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::node::Node;

/// An installation whose secret the test knows, because the test made it.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The server's origin.
    pub app: String,
    /// Names the installation.
    pub client_key: String,
    /// Signs for it.
    pub secret: String,
}

/// Times between which a token is good, in seconds from now.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Issued.
    pub iat: i64,
    /// Expires.
    pub exp: i64,
}

/// Five minutes from now on, as Bitbucket gives them.
pub const FRESH: Times = Times { iat: 0, exp: 300 };

impl Installation {
    /// One that nobody knows of yet.
    pub fn named(app: &str, client_key: &str) -> Self {
        Self {
            app: app.to_owned(),
            client_key: client_key.to_owned(),
            secret: "a secret that only this test knows".to_owned(),
        }
    }

    /// Installs itself as Bitbucket would for a registered app.
    ///
    /// # Panics
    /// When the server does not accept it.
    pub async fn make(app: &str, registration_secret: &str) -> Self {
        let key = "ari:cloud:bitbucket::app/{0a1b2c3d-0000-4000-8000-000000000001}/sightline";
        let installation = Self::named(app, key);
        let token = installation.token("POST", "/connect/installed", registration_secret, FRESH);
        let status = installation.tell(Some(token)).await;
        assert!((200..300).contains(&status), "{status}");
        installation
    }

    /// Claims to be installed, unsigned, and gives the status of the answer.
    pub async fn claim(&self) -> u16 {
        self.tell(None).await
    }

    async fn tell(&self, token: Option<String>) -> u16 {
        let payload = json!({
            "productType": "bitbucket", "eventType": "installed", "key": "sightline",
            "clientKey": self.client_key, "sharedSecret": self.secret,
            "principal": {
                "type": "team", "uuid": "{0a1b2c3d-0000-4000-8000-000000000002}",
                "username": "elsewhere", "display_name": "Elsewhere",
            },
        });
        let url = format!("{}/connect/installed", self.app);
        let request = reqwest::Client::new().post(url).json(&payload);
        let request = match token {
            Some(token) => request.header("authorization", format!("JWT {token}")),
            None => request,
        };
        request.send().await.unwrap().status().as_u16()
    }

    /// The panel's address for a pull request, signed with `secret`.
    pub fn panel(&self, pull_request: u64, secret: &str, times: Times) -> String {
        let target = panel_target(pull_request);
        let token = self.token("GET", &target, secret, times);
        format!("{}{target}&jwt={token}", self.app)
    }

    fn token(&self, method: &str, target: &str, secret: &str, times: Times) -> String {
        let url = format!("{}{target}", self.app);
        let hash = Node::start("qsh.mjs").ask(&json!({"method": method, "url": url}));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let now = i64::try_from(now.as_secs()).unwrap();
        let claims = json!({
            "iss": self.client_key, "aud": self.client_key, "qsh": hash["qsh"],
            "iat": now + times.iat, "exp": now + times.exp,
        });
        let answer = Node::start("jwt.mjs").ask(&json!({"sign": claims, "secret": secret}));
        answer["token"].as_str().unwrap().to_owned()
    }
}

/// Path and query of the panel's page, as the descriptor's template is filled in.
pub fn panel_target(pull_request: u64) -> String {
    format!(
        "/pull-request?workspace=elsewhere&repository=%7B0a1b2c3d-0000-4000-8000-000000000003%7D\
         &full_name=elsewhere%2Fshop&pull_request={pull_request}\
         &user=%7B0a1b2c3d-0000-4000-8000-000000000004%7D"
    )
}

/// Status and text that an address answers.
pub async fn get(url: &str) -> (u16, String) {
    let answer = reqwest::get(url).await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Address with one parameter changed and the old signature.
pub fn changed(url: &str, from: &str, to: &str) -> String {
    let other = url.replacen(from, to, 1);
    assert_ne!(other, url, "{from} is not in it");
    other
}

/// A JSON answer of the sandbox's API.
pub async fn api(url: &str) -> Value {
    reqwest::get(url).await.unwrap().json().await.unwrap()
}
