-- Counts changes, so that servers know from one number whether what they remember still holds.
CREATE TABLE installations_revision (revision INTEGER NOT NULL) STRICT;
INSERT INTO installations_revision VALUES (0);

CREATE TRIGGER installations_inserted AFTER INSERT ON installations BEGIN
    UPDATE installations_revision SET revision = revision + 1;
END;
CREATE TRIGGER installations_updated AFTER UPDATE ON installations BEGIN
    UPDATE installations_revision SET revision = revision + 1;
END;
CREATE TRIGGER installations_deleted AFTER DELETE ON installations BEGIN
    UPDATE installations_revision SET revision = revision + 1;
END;
