-- Counts changes, so that servers know from one number whether what they remember still holds.
CREATE TABLE installations_revision (revision BIGINT NOT NULL);
INSERT INTO installations_revision VALUES (0);

CREATE FUNCTION installations_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE installations_revision SET revision = revision + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER installations_changed AFTER INSERT OR UPDATE OR DELETE ON installations
    FOR EACH STATEMENT EXECUTE FUNCTION installations_changed();
