-- Counts writes that only show that the store can be written.
CREATE TABLE probes (count BIGINT NOT NULL);
INSERT INTO probes VALUES (0);
