-- Rows without a secret, for those who left before they were known; and when a row was opened: it tells
-- whether an uninstall can only mean the installation that is there.
CREATE TABLE installations_with_tombstones (
    client_key     TEXT PRIMARY KEY NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('installed', 'uninstalled', 'unverified')),
    key_id         TEXT,
    sealed_secret  BLOB,
    principal_uuid TEXT,
    principal_name TEXT,
    event_at       INTEGER NOT NULL,
    event_digest   BLOB NOT NULL,
    -- The event that found the row absent or closed, and opened it: when it was signed.
    opened_at      INTEGER NOT NULL DEFAULT 0,
    CHECK (state = 'uninstalled' OR (key_id IS NOT NULL AND sealed_secret IS NOT NULL))
) STRICT;
INSERT INTO installations_with_tombstones
    SELECT client_key, state, key_id, sealed_secret, principal_uuid, principal_name, event_at,
           event_digest, event_at
    FROM installations;
DROP TABLE installations;
ALTER TABLE installations_with_tombstones RENAME TO installations;
CREATE TRIGGER installations_inserted AFTER INSERT ON installations BEGIN
    UPDATE installations_revision SET revision = revision + 1;
END;
CREATE TRIGGER installations_updated AFTER UPDATE ON installations BEGIN
    UPDATE installations_revision SET revision = revision + 1;
END;
CREATE TRIGGER installations_deleted AFTER DELETE ON installations BEGIN
    UPDATE installations_revision SET revision = revision + 1;
END;
UPDATE installations_revision SET revision = revision + 1;

-- Tokens that vouched for an event, until nothing verifies with them any more: each counts once.
CREATE TABLE used_tokens (
    client_key TEXT NOT NULL,
    digest     BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (client_key, digest)
) STRICT;
-- A token is good for a day at most.
INSERT INTO used_tokens SELECT client_key, event_digest, event_at + 2 * 86400 FROM installations;
