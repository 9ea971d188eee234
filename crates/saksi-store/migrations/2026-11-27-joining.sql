-- Joining looks at outlines, a window of days at a time, and needs no keys on the disk. Everything is joined anew.
DROP TABLE entry_key;
DROP TABLE unjoined;
DELETE FROM link;
DELETE FROM actor_key;

-- How each statement that counts looks from afar: what it is looked up by, and the marks of its content, as hashes.
CREATE TABLE outline (
    entry INTEGER PRIMARY KEY,
    looks BLOB NOT NULL
);
-- Statements that came, went or changed since the last joining.
CREATE TABLE unjoined (
    entry INTEGER PRIMARY KEY,
    was BLOB                            -- the outline under which it was joined; NULL: it never was
);
-- Statements whose links changed and whose claims are not made anew yet.
CREATE TABLE unsettled (entry INTEGER PRIMARY KEY);
-- Statements that hang together with more than five hundred others: of their links only the strong ones hold.
CREATE TABLE crowded (entry INTEGER PRIMARY KEY);

INSERT INTO unjoined (entry) SELECT id FROM entry WHERE current = 1;

-- The statements of one reading, without a walk through all.
CREATE INDEX entry_reading ON entry (reading);
