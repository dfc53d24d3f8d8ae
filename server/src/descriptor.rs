//! The descriptor of a server, for everybody who needs to know whether its settings can be served.

use atlassian_connect::descriptor::{Descriptor, Settings};

use crate::{Error, base_url::BaseUrl};

/// The descriptor for these settings, if a server can serve them.
///
/// # Errors
/// [`Error::Config`] when no route can have the base URL's path, and [`Error::Connect`] when the
/// descriptor would break a documented limit.
pub fn descriptor(settings: &Settings) -> Result<Descriptor, Error> {
    let descriptor = Descriptor::new(settings)?;
    BaseUrl::parse(&settings.base_url)?;
    Ok(descriptor)
}
