-- What comments are compared by, to find copies: a signature each (84 bytes, hashes of its words), and its 21 bands of
-- four bytes, under which it is looked up. Comments too short to be evidence of copying have none.

CREATE TABLE signatures (
    "row" INTEGER PRIMARY KEY,
    page TEXT NOT NULL,
    comment TEXT NOT NULL,
    signature BLOB NOT NULL,
    FOREIGN KEY (page, comment) REFERENCES comments (page, id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX signatures_comment ON signatures (page, comment);

CREATE TABLE shingles (
    band BLOB NOT NULL,
    "row" INTEGER NOT NULL,              -- of signatures; the trigger keeps them together, a foreign key would need an index
    PRIMARY KEY (band, "row")
) STRICT, WITHOUT ROWID;

CREATE TRIGGER signatures_deleted AFTER DELETE ON signatures BEGIN
    DELETE FROM shingles WHERE "row" = old."row" AND band IN (
        substr(old.signature, 1, 4), substr(old.signature, 5, 4), substr(old.signature, 9, 4), substr(old.signature, 13, 4),
        substr(old.signature, 17, 4), substr(old.signature, 21, 4), substr(old.signature, 25, 4), substr(old.signature, 29, 4),
        substr(old.signature, 33, 4), substr(old.signature, 37, 4), substr(old.signature, 41, 4), substr(old.signature, 45, 4),
        substr(old.signature, 49, 4), substr(old.signature, 53, 4), substr(old.signature, 57, 4), substr(old.signature, 61, 4),
        substr(old.signature, 65, 4), substr(old.signature, 69, 4), substr(old.signature, 73, 4), substr(old.signature, 77, 4),
        substr(old.signature, 81, 4)
    );
END;
