-- Until when an installation makes no calls, because Bitbucket refuses further ones of the hour.
ALTER TABLE report_tenants ADD COLUMN paused_until BIGINT NOT NULL DEFAULT 0;
