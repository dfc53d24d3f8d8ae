//! Addresses of a stack.

/// Origins without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The sandbox's REST API.
    pub api: String,
    /// Sightline's server.
    pub app: String,
    /// Path of the repository: `/workspace/repository`.
    pub repository: String,
    /// The sandbox's pages.
    pub web: String,
}

impl Addresses {
    /// Origin of frames of the app for Forge: its port is the third after that of the pages.
    pub fn frames(&self) -> Option<String> {
        let (origin, port) = self.web.rsplit_once(':')?;
        let port: u16 = port.parse().ok()?;
        Some(format!("{origin}:{}", port.checked_add(3)?))
    }

    /// Reads `ready web=… api=… repository=…`, the sandbox's line; the server is not known yet.
    pub fn parse(line: &str) -> Option<Self> {
        let pairs = line.strip_prefix("ready ")?;
        let value = |name: &str| {
            pairs.split_whitespace().find_map(|pair| {
                let (key, value) = pair.split_once('=')?;
                (key == name).then(|| value.to_owned())
            })
        };
        Some(Self {
            api: value("api")?,
            app: String::new(),
            repository: value("repository")?,
            web: value("web")?,
        })
    }

    /// The repository's page.
    pub fn repository_page(&self) -> String {
        format!("{}{}", self.web, self.repository)
    }

    /// A pull request's page.
    pub fn pull_request(&self, number: u64) -> String {
        format!("{}{}/pull-requests/{number}", self.web, self.repository)
    }

    /// The workspace's slug.
    pub fn workspace(&self) -> &str {
        let path = self.repository.trim_start_matches('/');
        path.split('/').next().unwrap_or_default()
    }
}
