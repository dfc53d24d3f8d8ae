CREATE TABLE installations (
    client_key     TEXT PRIMARY KEY NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('installed', 'uninstalled', 'unverified')),
    -- Which key the secret is sealed with.
    key_id         TEXT NOT NULL,
    sealed_secret  BYTEA NOT NULL,
    principal_uuid TEXT,
    principal_name TEXT,
    -- The last event that changed this row: when it was signed, and a digest that recognizes it.
    event_at       BIGINT NOT NULL,
    event_digest   BYTEA NOT NULL
);
