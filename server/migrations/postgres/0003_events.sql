-- Rows without a secret, for those who left before they were known; and when a row was opened: it tells
-- whether an uninstall can only mean the installation that is there.
ALTER TABLE installations
    ALTER COLUMN key_id DROP NOT NULL,
    ALTER COLUMN sealed_secret DROP NOT NULL,
    -- The event that found the row absent or closed, and opened it: when it was signed.
    ADD COLUMN opened_at BIGINT NOT NULL DEFAULT 0,
    ADD CHECK (state = 'uninstalled' OR (key_id IS NOT NULL AND sealed_secret IS NOT NULL));
UPDATE installations SET opened_at = event_at;

-- Tokens that vouched for an event, until nothing verifies with them any more: each counts once.
CREATE TABLE used_tokens (
    client_key TEXT NOT NULL,
    digest     BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (client_key, digest)
);
-- A token is good for a day at most.
INSERT INTO used_tokens SELECT client_key, event_digest, event_at + 2 * 86400 FROM installations;
