-- What lists over all pages are read from: a row a statement, an event, a part in an event, a mention of a name in a
-- statement, with what they are filtered and ordered by. Triggers make them as a page is written; they go with their page.

CREATE TABLE said (                      -- a statement, under the name of its speaker, or the words for its source
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    statement TEXT NOT NULL,
    speaker TEXT NOT NULL,               -- empty where there are no words for the source
    kind TEXT NOT NULL,                  -- of the speaker's entity; empty where there is none
    act TEXT NOT NULL,
    reported TEXT NOT NULL,              -- when the page was published, else captured; empty where neither is known
    outlet TEXT NOT NULL,
    PRIMARY KEY (page, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX said_reported ON said (reported DESC, page, statement);
CREATE INDEX said_speaker ON said (speaker, reported DESC, page, statement, kind); -- with the kind, so that it alone is read for one
CREATE INDEX said_outlet ON said (outlet, reported DESC, page, statement);
CREATE INDEX said_act ON said (act, reported DESC, page, statement);

CREATE TABLE happened (                  -- an event; `since` and `until` are the first and last day of its date
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    type TEXT NOT NULL,
    modality TEXT NOT NULL,
    place TEXT NOT NULL,                 -- the name of the place, else its words; empty where there is none
    country TEXT,
    lat REAL,
    lon REAL,
    since TEXT,
    until TEXT,
    day TEXT NOT NULL,                   -- since, or else the day of the report: what a timeline is ordered by
    reported TEXT NOT NULL,
    outlet TEXT NOT NULL,
    PRIMARY KEY (page, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX happened_day ON happened (day DESC, page, event);
CREATE INDEX happened_type ON happened (type, day DESC, page, event);
CREATE INDEX happened_modality ON happened (modality, day DESC, page, event);
CREATE INDEX happened_place ON happened (place, day DESC, page, event);
CREATE INDEX happened_outlet ON happened (outlet, day DESC, page, event);

CREATE TABLE involved (                  -- an actor or recipient of an event, by name
    name TEXT NOT NULL,
    day TEXT NOT NULL,
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (name, day DESC, page, event, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX involved_page ON involved (page);

CREATE TABLE about (                     -- a statement whose content mentions an entity, by the entity's name
    name TEXT NOT NULL,
    reported TEXT NOT NULL,
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    statement TEXT NOT NULL,
    PRIMARY KEY (name, reported DESC, page, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX about_page ON about (page);

CREATE TABLE named (                     -- an entity by its name, in the order of reports
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    reported TEXT NOT NULL,
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    entity TEXT NOT NULL,
    PRIMARY KEY (name, kind, reported DESC, page, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_page ON named (page);

CREATE TABLE shown (                     -- a page, in the order of reports
    page TEXT NOT NULL PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    reported TEXT NOT NULL,
    outlet TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_reported ON shown (reported DESC, page);
CREATE INDEX shown_outlet ON shown (outlet, reported DESC, page);

CREATE TABLE disputed (                  -- a page on which statements or events contradict or dispute each other
    page TEXT NOT NULL PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    reported TEXT NOT NULL,
    tensions INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX disputed_reported ON disputed (reported DESC, page);

-- Sums that would take seconds to count over many pages.
CREATE TABLE speakers (
    speaker TEXT NOT NULL, kind TEXT NOT NULL, statements INTEGER NOT NULL, PRIMARY KEY (speaker, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_statements ON speakers (statements DESC, speaker, kind);
CREATE TABLE names (name TEXT NOT NULL, kind TEXT NOT NULL, pages INTEGER NOT NULL, PRIMARY KEY (name, kind)) STRICT, WITHOUT ROWID;
CREATE INDEX names_pages ON names (pages DESC, name, kind);
CREATE INDEX names_kind ON names (kind, pages DESC, name);
CREATE TABLE outlets (outlet TEXT PRIMARY KEY, pages INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE totals (what TEXT PRIMARY KEY, "rows" INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO totals SELECT 'pages', 0 UNION SELECT 'statements', 0 UNION SELECT 'events', 0;
INSERT INTO totals SELECT 'comments', count(*) FROM comments;

-- What the rows are made of, for one page's row as for all.
CREATE VIEW shown_rows AS
SELECT id AS page, coalesce(published, captured, '') AS reported, coalesce(outlet, '') AS outlet FROM pages;

CREATE VIEW said_rows AS
SELECT s.page, s.id AS statement, coalesce(e.name, s.source_exact, '') AS speaker, coalesce(e.kind, '') AS kind, s.act, p.reported,
       p.outlet
FROM statements s JOIN shown p ON p.page = s.page LEFT JOIN entities e ON e.page = s.page AND e.id = s.speaker;

CREATE VIEW named_rows AS
SELECT e.name, e.kind, p.reported, e.page, e.id AS entity FROM entities e JOIN shown p ON p.page = e.page;

CREATE VIEW about_rows AS
SELECT e.name, p.reported, c.page, c.statement, c.at
FROM contents c JOIN shown p ON p.page = c.page JOIN mentions m ON m.page = c.page AND m.start < c."end" AND m."end" > c.start
JOIN entities e ON e.page = m.page AND e.id = m.entity;

CREATE VIEW happened_rows AS
SELECT v.page, v.id AS event, v.type, v.modality, coalesce(e.name, v.place_exact, '') AS place, e.country, e.lat, e.lon,
       CASE length(v.date_value)
           WHEN 4 THEN date(v.date_value || '-01-01') WHEN 7 THEN date(v.date_value || '-01') ELSE date(substr(v.date_value, 1, 10))
       END AS since,
       CASE length(v.date_value)
           WHEN 4 THEN date(v.date_value || '-12-31') WHEN 7 THEN date(v.date_value || '-01', '+1 month', '-1 day')
           ELSE date(substr(v.date_value, 1, 10))
       END AS until,
       p.reported, p.outlet
FROM events v JOIN shown p ON p.page = v.page LEFT JOIN entities e ON e.page = v.page AND e.id = v.place_entity;

CREATE VIEW involved_rows AS
SELECT coalesce(e.name, a.exact) AS name, h.day, a.page, a.event, a.role, a.at
FROM participants a JOIN happened h ON h.page = a.page AND h.event = a.event
LEFT JOIN entities e ON e.page = a.page AND e.id = a.entity;

CREATE TRIGGER outlets_added AFTER INSERT ON shown BEGIN
    INSERT INTO outlets VALUES (new.outlet, 1) ON CONFLICT DO UPDATE SET pages = pages + 1;
    UPDATE totals SET "rows" = "rows" + 1 WHERE what = 'pages';
END;
CREATE TRIGGER outlets_gone AFTER DELETE ON shown BEGIN
    UPDATE outlets SET pages = pages - 1 WHERE outlet = old.outlet;
    DELETE FROM outlets WHERE outlet = old.outlet AND pages = 0;
    UPDATE totals SET "rows" = "rows" - 1 WHERE what = 'pages';
END;
CREATE TRIGGER speakers_added AFTER INSERT ON said BEGIN
    INSERT INTO speakers VALUES (new.speaker, new.kind, 1) ON CONFLICT DO UPDATE SET statements = statements + 1;
    UPDATE totals SET "rows" = "rows" + 1 WHERE what = 'statements';
END;
CREATE TRIGGER speakers_gone AFTER DELETE ON said BEGIN
    UPDATE speakers SET statements = statements - 1 WHERE speaker = old.speaker AND kind = old.kind;
    DELETE FROM speakers WHERE speaker = old.speaker AND kind = old.kind AND statements = 0;
    UPDATE totals SET "rows" = "rows" - 1 WHERE what = 'statements';
END;
CREATE TRIGGER names_added AFTER INSERT ON named WHEN NOT EXISTS (
    SELECT 1 FROM named WHERE name = new.name AND kind = new.kind AND reported = new.reported AND page = new.page AND entity <> new.entity
) BEGIN
    INSERT INTO names VALUES (new.name, new.kind, 1) ON CONFLICT DO UPDATE SET pages = pages + 1;
END;
CREATE TRIGGER names_gone AFTER DELETE ON named WHEN NOT EXISTS (
    SELECT 1 FROM named WHERE name = old.name AND kind = old.kind AND reported = old.reported AND page = old.page
) BEGIN
    UPDATE names SET pages = pages - 1 WHERE name = old.name AND kind = old.kind;
    DELETE FROM names WHERE name = old.name AND kind = old.kind AND pages = 0;
END;
CREATE TRIGGER events_added AFTER INSERT ON happened BEGIN
    UPDATE totals SET "rows" = "rows" + 1 WHERE what = 'events';
END;
CREATE TRIGGER events_gone AFTER DELETE ON happened BEGIN
    UPDATE totals SET "rows" = "rows" - 1 WHERE what = 'events';
END;
CREATE TRIGGER comments_added AFTER INSERT ON comments BEGIN
    UPDATE totals SET "rows" = "rows" + 1 WHERE what = 'comments';
END;
CREATE TRIGGER comments_gone AFTER DELETE ON comments BEGIN
    UPDATE totals SET "rows" = "rows" - 1 WHERE what = 'comments';
END;

CREATE TRIGGER shown_page AFTER INSERT ON pages BEGIN
    INSERT INTO shown SELECT page, reported, outlet FROM shown_rows WHERE page = new.id;
END;
CREATE TRIGGER named_entity AFTER INSERT ON entities BEGIN
    INSERT INTO named SELECT name, kind, reported, page, entity FROM named_rows WHERE page = new.page AND entity = new.id;
END;
CREATE TRIGGER said_statement AFTER INSERT ON statements BEGIN
    INSERT INTO said SELECT page, statement, speaker, kind, act, reported, outlet FROM said_rows
    WHERE page = new.page AND statement = new.id;
END;
CREATE TRIGGER about_content AFTER INSERT ON contents BEGIN
    INSERT OR IGNORE INTO about SELECT name, reported, page, statement FROM about_rows
    WHERE page = new.page AND statement = new.statement AND at = new.at;
END;
CREATE TRIGGER happened_event AFTER INSERT ON events BEGIN
    INSERT INTO happened
    SELECT page, event, type, modality, place, country, lat, lon, since, until, coalesce(since, substr(reported, 1, 10)), reported, outlet
    FROM happened_rows WHERE page = new.page AND event = new.id;
END;
CREATE TRIGGER involved_participant AFTER INSERT ON participants BEGIN
    INSERT OR IGNORE INTO involved SELECT name, day, page, event, role FROM involved_rows
    WHERE page = new.page AND event = new.event AND role = new.role AND at = new.at;
END;
CREATE TRIGGER disputed_tension AFTER INSERT ON tensions WHEN new.relation <> 'supports' BEGIN
    INSERT INTO disputed SELECT page, reported, 1 FROM shown WHERE page = new.page
    ON CONFLICT DO UPDATE SET tensions = tensions + 1;
END;

-- The pages of an older store.
INSERT INTO shown SELECT page, reported, outlet FROM shown_rows;
INSERT INTO named SELECT name, kind, reported, page, entity FROM named_rows;
INSERT INTO said SELECT page, statement, speaker, kind, act, reported, outlet FROM said_rows;
INSERT OR IGNORE INTO about SELECT name, reported, page, statement FROM about_rows;
INSERT INTO happened
SELECT page, event, type, modality, place, country, lat, lon, since, until, coalesce(since, substr(reported, 1, 10)), reported, outlet
FROM happened_rows;
INSERT OR IGNORE INTO involved SELECT name, day, page, event, role FROM involved_rows;
INSERT INTO disputed
SELECT t.page, s.reported, count(*) FROM tensions t JOIN shown s ON s.page = t.page WHERE t.relation <> 'supports' GROUP BY t.page;
