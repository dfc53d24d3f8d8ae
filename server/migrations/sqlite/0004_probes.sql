-- Counts writes that only show that the store can be written.
CREATE TABLE probes (count INTEGER NOT NULL) STRICT;
INSERT INTO probes VALUES (0);
