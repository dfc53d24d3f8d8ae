-- Reports on the commits of pull requests: one row for each pull request, so that no two jobs work on
-- one, and a later event takes the place of an earlier one.
CREATE TABLE report_jobs (
    client_key   TEXT NOT NULL,
    -- UUID in braces.
    repository   TEXT NOT NULL,
    pull_request INTEGER NOT NULL,
    -- Name of the repository when it was last asked for.
    full_name    TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    -- How often it was asked for, and how often that was when a worker took it last.
    asked        INTEGER NOT NULL,
    taken        INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    -- Of the worker that has it: a number that no other has, and until when.
    lease        INTEGER,
    leased_until INTEGER,
    -- How the last attempt ended, and when; without a reason where a report was published.
    reason       TEXT,
    settled_at   INTEGER,
    -- The commit that has a report, and the branch that the pull request goes to.
    reported     TEXT,
    destination  TEXT,
    -- `taken` of the worker that was last about to complete a report: if it is complete, it did.
    completing   INTEGER,
    PRIMARY KEY (client_key, repository, pull_request)
) STRICT;
CREATE INDEX report_jobs_by_state ON report_jobs (state, due_at);

-- Requests that were accepted, so that one that is sent again is accepted without doing anything.
CREATE TABLE report_requests (
    client_key  TEXT NOT NULL,
    request     TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (client_key, request)
) STRICT;

-- Whose turn it was last, and when Bitbucket last told of an event.
CREATE TABLE report_tenants (
    client_key TEXT PRIMARY KEY NOT NULL,
    turn       INTEGER NOT NULL,
    heard_at   INTEGER
) STRICT;

-- Calls of an installation by the minute in which their job began, in seconds.
CREATE TABLE report_calls (
    client_key TEXT NOT NULL,
    minute     INTEGER NOT NULL,
    calls      INTEGER NOT NULL,
    PRIMARY KEY (client_key, minute)
) STRICT;
