//! Kinds of hosts that show the app: what is claimed of panel and page holds on each.

use xtask::stack::{Forge, Options, Reach};

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

    /// Frames of the app on the page of a pull request. In Forge there is a card besides the panel.
    pub fn frames_of_a_pull_request(self) -> usize {
        match self {
            Self::Connect => 1,
            Self::Forge => 2,
        }
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
