//! Kinds of hosts that show the app: what is claimed of panel and page holds on each.

use std::fmt;

use xtask::stack::{Addresses, Forge, Options, Reach};

/// Kind of host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// Atlassian Connect.
    Connect,
    /// Forge's Custom UI.
    Forge,
}

impl Host {
    /// Options of a stack that shows the app by this kind of host alone.
    pub fn options(self) -> Options {
        match self {
            Self::Connect => Options::default(),
            Self::Forge => Options {
                forge: Forge::Installed,
                // The app for Connect is neither registered nor installed.
                reach: Reach::Started,
                ..Options::default()
            },
        }
    }

    /// Origin of the app's frames.
    pub fn origin(self, addresses: &Addresses) -> String {
        match self {
            Self::Connect => addresses.app.clone(),
            Self::Forge => addresses.frames().unwrap(),
        }
    }

    /// Pixels that a panel's frame does not pass, as a number of JavaScript.
    pub fn highest_panel(self) -> &'static str {
        match self {
            Self::Connect => "600",
            Self::Forge => "Infinity",
        }
    }

    /// Calls that a visit of a pull request may make beyond those of a panel on Connect.
    pub fn further_calls(self) -> usize {
        match self {
            Self::Connect => 0,
            // Two by which the panel finds its page; and of the card the same two, the pull request, its
            // activity, builds, tasks, conflicts, and the commits that it is behind.
            Self::Forge => 10,
        }
    }

    /// Frames of the app on the page of a pull request. In Forge there is a card besides the panel.
    pub fn frames_of_a_pull_request(self) -> usize {
        match self {
            Self::Connect => 1,
            Self::Forge => 2,
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "connect",
            Self::Forge => "forge",
        })
    }
}

/// Makes two tests of each function `async fn claim(host: Host)`: one on either host.
#[macro_export]
macro_rules! on_both_hosts {
    ($($claim:ident),+ $(,)?) => {
        mod on_connect {
            $(#[tokio::test]
            async fn $claim() {
                super::$claim($crate::host::Host::Connect).await;
            })+
        }

        mod on_forge {
            $(#[tokio::test]
            async fn $claim() {
                super::$claim($crate::host::Host::Forge).await;
            })+
        }
    };
}
