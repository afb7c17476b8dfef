-- What is read of comments: cues for moderators, how two comments of one account at odds read, copies within a page.

CREATE TABLE cues (                      -- what a moderator may want to look at, with the words that cause it
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    comment TEXT NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    exact TEXT NOT NULL,
    confidence REAL,
    PRIMARY KEY (page, comment, at),
    FOREIGN KEY (page, comment) REFERENCES comments (page, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX cues_kind ON cues (kind);

ALTER TABLE at_odds ADD COLUMN reads_as TEXT NOT NULL DEFAULT 'unclear';
ALTER TABLE at_odds ADD COLUMN evidence_a_start INTEGER;
ALTER TABLE at_odds ADD COLUMN evidence_a_end INTEGER;
ALTER TABLE at_odds ADD COLUMN evidence_a_exact TEXT;
ALTER TABLE at_odds ADD COLUMN evidence_b_start INTEGER;
ALTER TABLE at_odds ADD COLUMN evidence_b_end INTEGER;
ALTER TABLE at_odds ADD COLUMN evidence_b_exact TEXT;
ALTER TABLE at_odds ADD COLUMN seconds REAL;
ALTER TABLE at_odds ADD COLUMN confidence REAL;

CREATE TABLE copies (                    -- comments of different accounts under one page that are nearly the same text
    page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    comments TEXT NOT NULL DEFAULT '[]', -- JSON list of comment ids
    kind TEXT NOT NULL,
    similarity REAL,
    PRIMARY KEY (page, at)
) STRICT;

-- Where comments stand, by name of what they stand toward; people and comments are counted apart.
CREATE VIEW stances_by_target AS
SELECT s.page, p.title, coalesce(e.name, s.toward) AS toward, s.label,
       count(*) AS comments, count(DISTINCT c.account) AS accounts
FROM stances s
JOIN pages p ON p.id = s.page
JOIN comments c ON c.page = s.page AND c.id = s.comment
LEFT JOIN entities e ON e.page = s.page AND e.id = s.toward
GROUP BY s.page, s.toward, s.label;
