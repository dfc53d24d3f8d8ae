-- Secrets that came unsigned, until Bitbucket has accepted one of them or refused it often enough. Several
-- can wait for one clientKey: the row in `installations` says that some do.
CREATE TABLE candidates (
    client_key     TEXT NOT NULL REFERENCES installations (client_key) ON DELETE CASCADE,
    -- Recognizes the event that brought it.
    digest         BYTEA NOT NULL,
    key_id         TEXT NOT NULL,
    sealed_secret  BYTEA NOT NULL,
    principal_uuid TEXT,
    principal_name TEXT,
    received_at    BIGINT NOT NULL,
    -- When Bitbucket was last asked; `received_at` before that.
    tried_at       BIGINT NOT NULL,
    refusals       BIGINT NOT NULL,
    PRIMARY KEY (client_key, digest)
);
CREATE INDEX candidates_by_try ON candidates (tried_at, client_key);
INSERT INTO candidates
    SELECT client_key, event_digest, key_id, sealed_secret, principal_uuid, principal_name, event_at,
           event_at, 0
    FROM installations WHERE state = 'unverified';
