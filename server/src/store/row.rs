//! Rows to values.

use atlassian_connect::{ClientKey, SharedSecret};
use sqlx::{Row, sqlite::SqliteRow};

use super::{Installation, State};

pub(super) fn read(row: &SqliteRow) -> Result<Installation, sqlx::Error> {
    let state = match row.try_get("state")? {
        "installed" => State::Installed,
        "uninstalled" => State::Uninstalled,
        "unverified" => State::Unverified,
        other => {
            return Err(sqlx::Error::Decode(
                format!("unknown state {other:?}").into(),
            ));
        }
    };
    Ok(Installation {
        client_key: ClientKey::new(row.try_get::<&str, _>("client_key")?),
        state,
        shared_secret: SharedSecret::new(row.try_get::<&str, _>("shared_secret")?),
        principal_name: row.try_get("principal_name")?,
    })
}
