//! What can be said on the command line.

use std::path::PathBuf;

use clap::Parser;
use tempfile::TempDir;

use crate::serve::ServeError;

/// Bitbucket in a box: its pages, its API and its Connect machinery on this machine.
#[derive(Debug, Parser)]
#[command(name = "sightline-sandbox", version)]
pub(crate) struct Cli {
    /// Port of the pages; the API takes the next one. With 0 both are free ones.
    #[arg(long, default_value_t = 7990, value_parser = clap::value_parser!(u16).range(..65535))]
    pub(crate) port: u16,
    /// A local clone to show instead of the sample; it is only read.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["data", "seed"])]
    git: Option<PathBuf>,
    /// Folder with the bundles of atlassian-connect-js.
    #[arg(long, value_name = "DIR")]
    pub(crate) bridge: Option<PathBuf>,
    /// Empty or new folder for the sample repository, to keep it.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Which sample to make up.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Where the repository comes from.
#[derive(Debug)]
pub(crate) enum Source {
    /// A clone that exists.
    Clone(PathBuf),
    /// A sample in a folder that stays.
    Kept(PathBuf, u64),
    /// A sample in a folder that goes away with this value.
    Passing(TempDir, u64),
}

impl Source {
    /// What is done to have it, in words.
    pub(crate) fn doing(&self) -> &'static str {
        match self {
            Self::Clone(_) => "reading the history of the clone",
            Self::Kept(..) | Self::Passing(..) => "making up the sample repository",
        }
    }
}

impl Cli {
    /// Where the repository comes from.
    pub(crate) fn source(&self) -> Result<Source, ServeError> {
        Ok(match (&self.git, &self.data) {
            (Some(clone), _) => Source::Clone(clone.clone()),
            (None, Some(folder)) => Source::Kept(folder.clone(), self.seed),
            (None, None) => {
                let folder = tempfile::Builder::new()
                    .prefix("sightline-sandbox-")
                    .tempdir()
                    .map_err(ServeError::Folder)?;
                Source::Passing(folder, self.seed)
            }
        })
    }
}
