-- The ledger as it was first released. Never edited after that: a change is a new file.
--
-- Numbers are for joins inside this file; `id` is what the program prints. Offsets are Unicode code points.
-- Start with the views at the end: `statement`, `claim_side`, `origin`.

-- Pages as they were read, Zstandard. One page stands under every address that gave the same bytes.
CREATE TABLE page (
    number INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,        -- of the bytes that were read
    size INTEGER NOT NULL,              -- of the bytes that were read
    bytes BLOB                          -- NULL: forgotten
);

-- One address with one content. A changed page under the same URL or address is a further article of the same series.
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- first 16 hex digits of sha256(address, 0x00, bytes)
    series INTEGER NOT NULL,            -- number of the first article of the series
    latest INTEGER NOT NULL,            -- 1: the newest revision of its series
    page INTEGER NOT NULL REFERENCES page (number),
    address TEXT NOT NULL,
    given TEXT NOT NULL,                -- JSON: what was said beside the page
    added TEXT NOT NULL,                -- RFC 3339, UTC
    reading INTEGER,                    -- the reading that counts
    url TEXT, outlet TEXT, title TEXT,
    published TEXT, modified TEXT,      -- RFC 3339 or a day
    language TEXT NOT NULL,
    origin_kind TEXT NOT NULL, origin_of TEXT
);
CREATE INDEX article_series ON article (series);
CREATE INDEX article_address ON article (address);
CREATE INDEX article_url ON article (url) WHERE url IS NOT NULL;
CREATE INDEX article_page ON article (page);

-- One reading of an article by one version of the program: the whole of it, as `saksi read` prints it.
CREATE TABLE reading (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number),
    version TEXT NOT NULL, model TEXT,
    at TEXT NOT NULL,
    sha256 TEXT NOT NULL,               -- of the JSON
    body BLOB                           -- JSON, Zstandard; NULL: the same as the reading before it, but for `made_by`
);
CREATE INDEX reading_article ON reading (article);

-- One statement of one reading. `id` sorts by day of publication, then article, then place in the text.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number),
    reading INTEGER NOT NULL REFERENCES reading (number),
    statement TEXT NOT NULL,            -- id of the statement in its article
    current INTEGER NOT NULL,           -- 1: of the newest revision, in the reading that counts
    kind TEXT NOT NULL,
    stance TEXT NOT NULL,               -- as it counts
    stance_read TEXT,                   -- as it was read, where a person corrected it
    confidence REAL NOT NULL,
    by TEXT NOT NULL,
    source TEXT, source_spans TEXT, role TEXT, resolved TEXT,
    cue TEXT NOT NULL, cue_spans TEXT NOT NULL, lemma TEXT NOT NULL,
    content TEXT NOT NULL, content_spans TEXT NOT NULL,
    addressee TEXT, via TEXT,
    said TEXT, said_from TEXT, said_to TEXT,
    evidence TEXT, evidence_kind TEXT,
    within TEXT, answers TEXT,
    context TEXT                        -- JSON: the earlier words of its article that joining needs to understand it
);
CREATE INDEX entry_article ON entry (article);
CREATE INDEX entry_statement ON entry (statement);

-- Who is behind the source of a statement.
CREATE TABLE actor (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- short hash of type and normalised name
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    same_as INTEGER NOT NULL            -- number of the actor it counts as; its own where it stands for itself
);
CREATE INDEX actor_same ON actor (same_as);
CREATE TABLE actor_link (                -- two actors that the rules take for one
    a INTEGER NOT NULL, b INTEGER NOT NULL,
    reasons TEXT NOT NULL,              -- JSON
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX actor_link_b ON actor_link (b);
CREATE TABLE entry_actor (
    entry INTEGER NOT NULL REFERENCES entry (id),
    position INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (number),
    PRIMARY KEY (entry, position)
) WITHOUT ROWID;
CREATE INDEX entry_actor_actor ON entry_actor (actor, entry);

-- Numbers in the content of a statement.
CREATE TABLE quantity (
    entry INTEGER NOT NULL REFERENCES entry (id),
    position INTEGER NOT NULL,
    value REAL, unit TEXT, approx TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (entry, position)
) WITHOUT ROWID;

-- The index of search: stems of source and content, and one mark each for stance, side, language, outlet and actor.
-- It holds no text of its own and can be rebuilt from the rest.
CREATE VIRTUAL TABLE search USING fts5 (
    words, marks, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- What a person corrected. Only grows: an undone correction is a further one of the kind `undo`.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,                 -- merge-actors, split-actors, merge-claims, split-claims, relabel, undo
    subject TEXT NOT NULL,              -- JSON
    reason TEXT NOT NULL
);

-- What was taken out, without its words.
CREATE TABLE tombstone (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,                 -- article, actor
    id TEXT NOT NULL,
    address_sha256 TEXT,                -- of the address or URL
    page_sha256 TEXT,
    statements INTEGER NOT NULL,        -- how many went with it
    reason TEXT NOT NULL
);
CREATE INDEX tombstone_page ON tombstone (page_sha256);
CREATE INDEX tombstone_address ON tombstone (address_sha256);
CREATE INDEX tombstone_id ON tombstone (id);

-- Inputs that could not be read.
CREATE TABLE unread (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    address TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE UNIQUE INDEX unread_once ON unread (address, reason);

-- Every change of the ledger in turn, each with a digest over it and the digest before: a changed past shows.
CREATE TABLE log (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    what TEXT NOT NULL,                 -- read, correct, forget
    subject TEXT NOT NULL,
    sha256 TEXT NOT NULL,               -- of what was written: the reading, the correction, the tombstone
    digest TEXT NOT NULL                -- sha256(digest before, at, what, subject, sha256), joined by line breaks
);

-- Joining, derived and rebuilt at will: entries that wait to be compared, what each can be found by, pairs that belong
-- together and why, claims.
CREATE TABLE unjoined (entry INTEGER PRIMARY KEY);
CREATE TABLE entry_key (                -- entries that count no more may still stand here; they are passed over
    key INTEGER NOT NULL,               -- hash of a blocking key
    entry INTEGER NOT NULL,
    PRIMARY KEY (key, entry)
) WITHOUT ROWID;
CREATE TABLE actor_key (
    key INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    PRIMARY KEY (key, actor)
) WITHOUT ROWID;
CREATE TABLE link (
    a INTEGER NOT NULL,                 -- the smaller entry id
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,              -- JSON: why the two belong together
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX link_b ON link (b);
-- Claims of several statements. A statement that nothing joins is a claim of its own and has no row here.
CREATE TABLE claim (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- that of its earliest statement
    label INTEGER NOT NULL,             -- the entry whose words stand for it
    first TEXT, last TEXT,
    statements INTEGER NOT NULL,
    independent_origins INTEGER NOT NULL
);
CREATE INDEX claim_last ON claim (last, number);
CREATE TABLE claim_entry (
    entry INTEGER PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claim (number),
    side TEXT NOT NULL
);
CREATE INDEX claim_entry_claim ON claim_entry (claim);
CREATE TABLE claim_origin (
    claim INTEGER NOT NULL REFERENCES claim (number),
    name TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (claim, name, entry)
) WITHOUT ROWID;
-- Views. Every statement that counts, with its article.
CREATE VIEW statement AS
SELECT
    article.id AS article, entry.statement AS id, entry.kind, entry.stance,
    CASE
        WHEN entry.stance IN ('asserts', 'accuses', 'confirms') THEN 'supports'
        WHEN entry.stance = 'denies' THEN 'disputes'
        WHEN entry.stance = 'no-evidence' THEN 'doubts'
        WHEN entry.stance IN ('assessing', 'asks') THEN 'open'
        ELSE 'none'
    END AS side,
    entry.stance_read, entry.confidence, entry.by,
    entry.source, entry.role, entry.resolved,
    (SELECT group_concat(meant.name, '; ')
        FROM entry_actor JOIN actor ON actor.number = entry_actor.actor JOIN actor AS meant ON meant.number = actor.same_as
        WHERE entry_actor.entry = entry.id) AS actors,
    entry.cue, entry.lemma, entry.content, entry.source_spans, entry.cue_spans, entry.content_spans,
    entry.addressee, entry.via, entry.said, entry.said_from, entry.said_to, entry.evidence, entry.evidence_kind,
    entry.within, entry.answers,
    article.address, article.url, article.outlet, article.title, article.published, article.language,
    article.origin_kind, article.origin_of, page.sha256 AS page_sha256,
    entry.id AS entry
FROM entry JOIN article ON article.number = entry.article JOIN page ON page.number = article.page
WHERE entry.current = 1;

-- Every side that an actor took on a claim, with the statement in which it did.
CREATE VIEW claim_side AS
SELECT
    claim.id AS claim, claim_entry.side, meant.id AS actor, meant.name AS actor_name,
    article.id AS article, entry.statement, article.published, entry.content
FROM claim_entry
JOIN claim ON claim.number = claim_entry.claim
JOIN entry ON entry.id = claim_entry.entry
JOIN article ON article.number = entry.article
LEFT JOIN entry_actor ON entry_actor.entry = entry.id
LEFT JOIN actor ON actor.number = entry_actor.actor
LEFT JOIN actor AS meant ON meant.number = actor.same_as;

-- Every independent origin of a claim, with the statements that rest on it.
CREATE VIEW origin AS
SELECT
    claim.id AS claim, claim_origin.name AS origin, claim.independent_origins,
    article.id AS article, entry.statement, article.outlet, article.published
FROM claim_origin
JOIN claim ON claim.number = claim_origin.claim
JOIN entry ON entry.id = claim_origin.entry
JOIN article ON article.number = entry.article;
