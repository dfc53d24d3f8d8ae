CREATE TABLE installations (
    client_key     TEXT PRIMARY KEY NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('installed', 'uninstalled', 'unverified')),
    shared_secret  TEXT NOT NULL,
    principal_uuid TEXT,
    principal_name TEXT,
    -- `iat` of the last event that changed this row: events are ordered by it, not by arrival.
    event_at       INTEGER NOT NULL
) STRICT;
