-- Times are UTC epoch milliseconds, ids are text, flags are 0 or 1; "doc" is the domain object as JSON, the other columns are what it is found by.

CREATE TABLE posts (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  source       TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  brand        TEXT,
  thread       TEXT    NOT NULL,
  author       TEXT,
  published_at INTEGER NOT NULL,
  received_at  INTEGER NOT NULL,
  version      INTEGER NOT NULL DEFAULT 1,
  deleted_at   INTEGER,
  hit          INTEGER NOT NULL DEFAULT 0,
  raw          TEXT,
  doc          TEXT    NOT NULL,
  UNIQUE (source, id)
) STRICT;
CREATE INDEX posts_newest ON posts (source, published_at);
CREATE INDEX posts_age ON posts (hit, received_at);

CREATE TABLE post_versions (
  source      TEXT    NOT NULL,
  post        TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  replaced_at INTEGER NOT NULL,
  raw         TEXT,
  doc         TEXT    NOT NULL,
  PRIMARY KEY (source, post, version),
  FOREIGN KEY (source, post) REFERENCES posts (source, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE raw (
  sha256  TEXT    NOT NULL PRIMARY KEY,
  source  TEXT    NOT NULL,
  url     TEXT    NOT NULL,
  headers TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  bytes   BLOB    NOT NULL
) STRICT;
CREATE INDEX raw_age ON raw (at);

CREATE TABLE hits (
  source       TEXT    NOT NULL,
  post         TEXT    NOT NULL,
  watchlist    TEXT    NOT NULL,
  rule         TEXT    NOT NULL,
  brand        TEXT    NOT NULL,
  family       TEXT    NOT NULL,
  incident     TEXT    NOT NULL,
  crowd_key    TEXT    NOT NULL,
  author       TEXT    NOT NULL,
  fingerprint  INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  doc          TEXT    NOT NULL,
  PRIMARY KEY (source, post, watchlist, rule),
  FOREIGN KEY (source, post) REFERENCES posts (source, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX hits_incident ON hits (incident, at);
CREATE INDEX hits_crowd ON hits (brand, family, crowd_key, published_at, author);

-- One row for each distinct text of an incident; two fingerprints that differ in at most 3 bits share at least one of the four bands.
CREATE TABLE fingerprints (
  incident    TEXT    NOT NULL,
  fingerprint INTEGER NOT NULL,
  brand       TEXT    NOT NULL,
  family      TEXT    NOT NULL,
  band0       INTEGER NOT NULL,
  band1       INTEGER NOT NULL,
  band2       INTEGER NOT NULL,
  band3       INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  PRIMARY KEY (incident, fingerprint)
) STRICT;
CREATE INDEX fingerprints_0 ON fingerprints (brand, family, band0);
CREATE INDEX fingerprints_1 ON fingerprints (brand, family, band1);
CREATE INDEX fingerprints_2 ON fingerprints (brand, family, band2);
CREATE INDEX fingerprints_3 ON fingerprints (brand, family, band3);

CREATE TABLE incidents (
  id          TEXT    NOT NULL PRIMARY KEY,
  brand       TEXT    NOT NULL,
  family      TEXT    NOT NULL,
  category    TEXT    NOT NULL,
  key         TEXT    NOT NULL,
  level       TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  ended       INTEGER NOT NULL,
  demo        INTEGER NOT NULL,
  waiting     INTEGER NOT NULL,
  owner       TEXT,
  plan        TEXT    NOT NULL,
  exposure    INTEGER NOT NULL,
  opened_at   INTEGER NOT NULL,
  ended_at    INTEGER,
  next_due    INTEGER,
  version     INTEGER NOT NULL,
  head_seq    INTEGER NOT NULL DEFAULT 0,
  head_hash   TEXT    NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER,
  fence       INTEGER NOT NULL DEFAULT 0,
  doc         TEXT    NOT NULL
) STRICT;
CREATE INDEX incidents_key ON incidents (brand, family, key, opened_at);
CREATE INDEX incidents_board ON incidents (ended, next_due, opened_at);

CREATE TABLE incident_posts (
  incident TEXT NOT NULL,
  source   TEXT NOT NULL,
  post     TEXT NOT NULL,
  brand    TEXT,
  author   TEXT NOT NULL,
  PRIMARY KEY (incident, source, post),
  FOREIGN KEY (source, post) REFERENCES posts (source, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX incident_posts_post ON incident_posts (source, post);
CREATE INDEX incident_posts_author ON incident_posts (author, incident);

CREATE TABLE incident_counts (
  incident TEXT    NOT NULL PRIMARY KEY,
  posts    INTEGER NOT NULL,
  authors  INTEGER NOT NULL
) STRICT;

CREATE TABLE incident_raw (
  incident TEXT NOT NULL,
  sha256   TEXT NOT NULL,
  PRIMARY KEY (incident, sha256)
) STRICT;
CREATE INDEX incident_raw_sha256 ON incident_raw (sha256);

CREATE TABLE deadlines (
  incident    TEXT    NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  name        TEXT    NOT NULL,
  brand       TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  clock       TEXT,
  customer    TEXT,
  step        INTEGER NOT NULL,
  lease_owner TEXT,
  lease_until INTEGER,
  fence       INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (incident, name)
) STRICT;
CREATE INDEX deadlines_due ON deadlines (at);

CREATE TABLE timeline (
  incident    TEXT    NOT NULL REFERENCES incidents (id),
  seq         INTEGER NOT NULL,
  brand       TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  event       TEXT    NOT NULL,
  actor       TEXT    NOT NULL,
  via         TEXT    NOT NULL,
  facts       TEXT    NOT NULL,
  commitments TEXT    NOT NULL,
  hash        TEXT    NOT NULL,
  PRIMARY KEY (incident, seq)
) STRICT;
CREATE TRIGGER timeline_is_append_only BEFORE UPDATE ON timeline
BEGIN
  SELECT RAISE(ABORT, 'the timeline is append-only');
END;

-- What the commitments of a timeline line were made of; a row without salt and value is a tombstone.
CREATE TABLE personal (
  incident  TEXT    NOT NULL,
  seq       INTEGER NOT NULL,
  name      TEXT    NOT NULL,
  salt      TEXT,
  value     TEXT,
  erased_at INTEGER,
  PRIMARY KEY (incident, seq, name),
  FOREIGN KEY (incident, seq) REFERENCES timeline (incident, seq)
) STRICT;
CREATE INDEX personal_value ON personal (value);

CREATE TABLE plans (
  id  TEXT NOT NULL PRIMARY KEY,
  doc TEXT NOT NULL
) STRICT;

CREATE TABLE notices (
  id       TEXT    NOT NULL PRIMARY KEY,
  incident TEXT,
  brand    TEXT    NOT NULL,
  level    TEXT    NOT NULL,
  reason   TEXT    NOT NULL,
  code     TEXT    NOT NULL,
  args     TEXT    NOT NULL,
  target   TEXT    NOT NULL,
  manner   TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  doc      TEXT    NOT NULL
) STRICT;
CREATE INDEX notices_incident ON notices (incident);

CREATE TABLE deliveries (
  seq          INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT    NOT NULL UNIQUE,
  notice       TEXT    NOT NULL REFERENCES notices (id),
  incident     TEXT,
  brand        TEXT    NOT NULL,
  channel      TEXT    NOT NULL,
  person       TEXT,
  digest       INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  attempts     INTEGER NOT NULL,
  not_before   INTEGER NOT NULL,
  delivered_at INTEGER,
  fallback_of  TEXT,
  outcome      TEXT,
  created_at   INTEGER NOT NULL,
  lease_owner  TEXT,
  lease_until  INTEGER,
  fence        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX deliveries_due ON deliveries (not_before) WHERE state = 'PENDING';
CREATE INDEX deliveries_incident ON deliveries (incident, channel, person);
CREATE INDEX deliveries_person ON deliveries (person, created_at);
CREATE INDEX deliveries_failed ON deliveries (seq) WHERE state = 'FAILED';

CREATE TABLE delivery_bytes (
  delivery TEXT NOT NULL PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  bytes    BLOB NOT NULL
) STRICT;

CREATE TABLE channel_state (
  channel      TEXT NOT NULL PRIMARY KEY,
  paused_until INTEGER,
  paused_why   TEXT,
  dead_reason  TEXT
) STRICT;

CREATE TABLE cursors (
  source      TEXT    NOT NULL PRIMARY KEY,
  cursor      TEXT,
  lease_owner TEXT,
  lease_until INTEGER,
  fence       INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE source_status (
  source TEXT NOT NULL PRIMARY KEY,
  doc    TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  seq  INTEGER PRIMARY KEY AUTOINCREMENT,
  at   INTEGER NOT NULL,
  type TEXT    NOT NULL,
  doc  TEXT    NOT NULL
) STRICT;
CREATE INDEX events_age ON events (at);

CREATE TABLE receipts (
  key    TEXT    NOT NULL PRIMARY KEY,
  at     INTEGER NOT NULL,
  answer TEXT    NOT NULL
) STRICT;
CREATE INDEX receipts_age ON receipts (at);

CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
