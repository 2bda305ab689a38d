-- What is to become evidence: a row for each post of an incident, or near one, that has not been sealed as it now stands.
CREATE TABLE evidence_wanted (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT    NOT NULL,
  source   TEXT    NOT NULL,
  post     TEXT    NOT NULL,
  hit      INTEGER NOT NULL,
  UNIQUE (incident, source, post)
) STRICT;
INSERT INTO evidence_wanted (incident, source, post, hit)
  SELECT ip.incident, ip.source, ip.post, 1 FROM incident_posts ip JOIN incidents i ON i.id = ip.incident WHERE i.ended = 0;

-- Conversations that are listened to after a hit, and for how many posts more.
CREATE TABLE evidence_threads (
  source    TEXT    NOT NULL,
  thread    TEXT    NOT NULL,
  incident  TEXT    NOT NULL,
  remaining INTEGER NOT NULL,
  PRIMARY KEY (source, thread, incident)
) STRICT;
CREATE INDEX evidence_threads_incident ON evidence_threads (incident);

-- One for each incident with evidence: how much there is, and the timeline line (and its hash) that sealed the last of it.
CREATE TABLE evidence_volumes (
  incident   TEXT    NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,
  records    INTEGER NOT NULL,
  bytes      INTEGER NOT NULL,
  line       INTEGER NOT NULL,
  hash       TEXT    NOT NULL,
  stamped    INTEGER NOT NULL,
  attempts   INTEGER NOT NULL,
  stamp_at   INTEGER NOT NULL
) STRICT;

-- Sealed records: "content" is the whole record of the web archive file, to stand there at "position"; erased, its digest and place remain.
CREATE TABLE evidence (
  incident   TEXT    NOT NULL,
  seq        INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  post       TEXT    NOT NULL,
  author     TEXT,
  raw        TEXT,
  at         INTEGER NOT NULL,
  digest     TEXT    NOT NULL,
  position   INTEGER NOT NULL,
  length     INTEGER NOT NULL,
  content    BLOB,
  written    INTEGER NOT NULL,
  erased_at  INTEGER,
  PRIMARY KEY (incident, seq),
  UNIQUE (incident, name)
) STRICT;
CREATE INDEX evidence_post ON evidence (source, post, incident);
CREATE INDEX evidence_author ON evidence (source, author);
CREATE INDEX evidence_raw ON evidence (raw);
CREATE INDEX evidence_unwritten ON evidence (incident, seq) WHERE written = 0;

-- Time stamps (RFC 3161) over the hash of a timeline line.
CREATE TABLE evidence_stamps (
  incident  TEXT    NOT NULL,
  line      INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  authority TEXT    NOT NULL,
  token     BLOB    NOT NULL,
  PRIMARY KEY (incident, line)
) STRICT;

-- Files that are no longer needed and still to be deleted.
CREATE TABLE evidence_gone (
  file TEXT NOT NULL PRIMARY KEY
) STRICT;

CREATE INDEX posts_thread_time ON posts (source, thread, published_at);
