-- The record in tables: the columns bear the record's own names, spans as *_start, *_end, *_exact.
-- Ids are unique within a page, so keys are (page, id); `at` keeps the order of lists.

CREATE TABLE pages (
    id TEXT PRIMARY KEY,
    url TEXT,
    title TEXT,
    byline TEXT NOT NULL DEFAULT '[]',   -- JSON list of names
    outlet TEXT,
    published TEXT,
    captured TEXT,
    language TEXT,
    text TEXT NOT NULL,
    text_sha256 TEXT,
    stated_comment_count INTEGER,
    source TEXT,
    evidence TEXT NOT NULL DEFAULT '{}', -- JSON object: field -> where it was read
    reader_name TEXT,
    reader_version TEXT,
    reader_model_sha256 TEXT
) STRICT;
CREATE INDEX pages_published ON pages (published);
CREATE INDEX pages_outlet ON pages (outlet);
CREATE INDEX pages_url ON pages (url);
CREATE INDEX pages_source ON pages (source, id); -- with the id, so that a search for a file name reads no texts
CREATE INDEX pages_title ON pages (title);

CREATE TABLE entities (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    of TEXT,
    country TEXT,
    geonameid INTEGER,
    lat REAL,
    lon REAL,
    place_confidence REAL,
    PRIMARY KEY (page, id)
) STRICT;
CREATE INDEX entities_name ON entities (name);

CREATE TABLE mentions (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    entity TEXT NOT NULL,
    at INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    exact TEXT NOT NULL,
    PRIMARY KEY (page, entity, at),
    FOREIGN KEY (page, entity) REFERENCES entities (page, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE statements (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    source_start INTEGER, source_end INTEGER, source_exact TEXT,
    speaker TEXT,
    cue_start INTEGER, cue_end INTEGER, cue_exact TEXT,
    addressee_start INTEGER, addressee_end INTEGER, addressee_exact TEXT,
    venue_start INTEGER, venue_end INTEGER, venue_exact TEXT,
    form TEXT NOT NULL,
    act TEXT NOT NULL,
    confidence REAL,
    PRIMARY KEY (page, id)
) STRICT;
CREATE INDEX statements_speaker ON statements (page, speaker);
CREATE INDEX statements_act ON statements (act);

CREATE TABLE contents (                  -- the content spans of a statement
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    statement TEXT NOT NULL,
    at INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    exact TEXT NOT NULL,
    PRIMARY KEY (page, statement, at),
    FOREIGN KEY (page, statement) REFERENCES statements (page, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE events (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_exact TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    place_start INTEGER, place_end INTEGER, place_exact TEXT,
    place_entity TEXT,
    date_start INTEGER, date_end INTEGER, date_exact TEXT,
    date_value TEXT,
    modality TEXT NOT NULL,
    said_in TEXT,
    confidence REAL,
    PRIMARY KEY (page, id)
) STRICT;
CREATE INDEX events_type ON events (type, modality);
CREATE INDEX events_modality ON events (modality);
CREATE INDEX events_date ON events (date_value);

CREATE TABLE participants (              -- the actors and recipients of an event
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
    at INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    exact TEXT NOT NULL,
    entity TEXT,
    PRIMARY KEY (page, event, role, at),
    FOREIGN KEY (page, event) REFERENCES events (page, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX participants_entity ON participants (page, entity);

CREATE TABLE counts (                    -- the figures of an event
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    at INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    exact TEXT NOT NULL,
    what TEXT NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    unit TEXT,
    PRIMARY KEY (page, event, at),
    FOREIGN KEY (page, event) REFERENCES events (page, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE tensions (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    relation TEXT NOT NULL,
    confidence REAL,
    PRIMARY KEY (page, at)
) STRICT;

CREATE TABLE accounts (                  -- one account under one page; the name is a pseudonym
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    comments TEXT NOT NULL DEFAULT '[]', -- JSON list of comment ids
    PRIMARY KEY (page, at)
) STRICT;
CREATE INDEX accounts_name ON accounts (name);

CREATE TABLE at_odds (                   -- two comments of one account on opposite sides of a target
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    account INTEGER NOT NULL,
    at INTEGER NOT NULL,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    toward TEXT NOT NULL,
    PRIMARY KEY (page, account, at),
    FOREIGN KEY (page, account) REFERENCES accounts (page, at) ON DELETE CASCADE
) STRICT;

CREATE TABLE comments (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    account TEXT,
    text TEXT NOT NULL,
    posted TEXT,
    posted_shown TEXT,
    parent TEXT,
    likes INTEGER,
    flags TEXT NOT NULL DEFAULT '[]',    -- JSON list
    PRIMARY KEY (page, id)
) STRICT;
CREATE INDEX comments_account ON comments (account);

CREATE TABLE stances (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    comment TEXT NOT NULL,
    at INTEGER NOT NULL,
    toward TEXT NOT NULL,
    label TEXT NOT NULL,
    evidence_start INTEGER, evidence_end INTEGER, evidence_exact TEXT,
    confidence REAL,
    PRIMARY KEY (page, comment, at),
    FOREIGN KEY (page, comment) REFERENCES comments (page, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE gaps (
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    provider TEXT,
    PRIMARY KEY (page, at)
) STRICT;
CREATE INDEX gaps_what ON gaps (what);

-- Full text over pages, statements and comments. The index holds no text of its own: it reads what it needs through
-- `search_texts`, so that a text stands in the file once. `searched` says which row of the index is what.
CREATE TABLE searched (
    "row" INTEGER PRIMARY KEY,
    page TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('page', 'statement', 'comment')),
    id TEXT NOT NULL                     -- of the statement or comment; empty for a page
) STRICT;
CREATE INDEX searched_page ON searched (page, kind, id);

CREATE VIEW search_texts AS
SELECT f."row", f.page, f.kind, f.id,
       CASE f.kind WHEN 'page' THEN p.title END AS title,
       CASE f.kind
           WHEN 'page' THEN p.text
           WHEN 'comment' THEN c.text
           ELSE (SELECT group_concat(exact, ' … ') FROM (SELECT t.exact FROM contents t WHERE t.page = f.page AND t.statement = f.id ORDER BY t.at))
       END AS body
FROM searched f
LEFT JOIN pages p ON p.id = f.page
LEFT JOIN comments c ON f.kind = 'comment' AND c.page = f.page AND c.id = f.id;

CREATE VIRTUAL TABLE search USING fts5 (
    title, body, content = 'search_texts', content_rowid = 'row', tokenize = "unicode61 remove_diacritics 2"
);

-- Who said what, with the speaker's name where it is known, else the words that name the source.
CREATE VIEW statements_by_speaker AS
SELECT s.page, p.title, p.published, s.id, coalesce(e.name, s.source_exact) AS speaker_name, e.role, e.of, s.cue_exact AS cue,
       s.act, s.form,
       (SELECT group_concat(exact, ' … ') FROM (SELECT c.exact FROM contents c WHERE c.page = s.page AND c.statement = s.id ORDER BY c.at)) AS content
FROM statements s
JOIN pages p ON p.id = s.page
LEFT JOIN entities e ON e.page = s.page AND e.id = s.speaker;

-- What happened, or may: each event with its actors, recipients and place by name.
CREATE VIEW events_with_actors AS
SELECT v.page, p.title, p.published, v.id, v.type, v.modality, v.trigger_exact AS event,
       (SELECT group_concat(coalesce(e.name, a.exact), '; ') FROM participants a
        LEFT JOIN entities e ON e.page = a.page AND e.id = a.entity
        WHERE a.page = v.page AND a.event = v.id AND a.role = 'actor') AS actors,
       (SELECT group_concat(coalesce(e.name, a.exact), '; ') FROM participants a
        LEFT JOIN entities e ON e.page = a.page AND e.id = a.entity
        WHERE a.page = v.page AND a.event = v.id AND a.role = 'recipient') AS recipients,
       coalesce(pl.name, v.place_exact) AS place, pl.country, pl.lat AS latitude, pl.lon AS longitude,
       v.date_value AS date, v.said_in
FROM events v
JOIN pages p ON p.id = v.page
LEFT JOIN entities pl ON pl.page = v.page AND pl.id = v.place_entity;

-- Comments in the order of their pages, each with the account of the comment that it answers.
CREATE VIEW comments_in_threads AS
SELECT c.page, p.title, c.id, c.account, c.posted, c.likes, c.text, c.parent, a.account AS answers_account
FROM comments c
JOIN pages p ON p.id = c.page
LEFT JOIN comments a ON a.page = c.page AND a.id = c.parent;

-- What could not be read, and why.
CREATE VIEW gaps_by_page AS
SELECT g.page, p.title, p.source, g.what, g.why, g.provider FROM gaps g JOIN pages p ON p.id = g.page;
