-- What is to become evidence: a row for each post of an incident, or near one, that has not been sealed as it now stands.
CREATE TABLE evidence_wanted (
  seq      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident TEXT    NOT NULL,
  source   TEXT    NOT NULL,
  post     TEXT    NOT NULL,
  hit      BIGINT NOT NULL,
  UNIQUE (incident, source, post)
);
INSERT INTO evidence_wanted (incident, source, post, hit)
  SELECT ip.incident, ip.source, ip.post, 1 FROM incident_posts ip JOIN incidents i ON i.id = ip.incident WHERE i.ended = 0;

-- Conversations that are listened to after a hit, and for how many posts more.
CREATE TABLE evidence_threads (
  source    TEXT    NOT NULL,
  thread    TEXT    NOT NULL,
  incident  TEXT    NOT NULL,
  remaining BIGINT NOT NULL,
  PRIMARY KEY (source, thread, incident)
);
CREATE INDEX evidence_threads_incident ON evidence_threads (incident);

-- One for each incident with evidence: how much there is, and the timeline line (and its hash) that sealed the last of it.
CREATE TABLE evidence_volumes (
  incident   TEXT    NOT NULL PRIMARY KEY,
  generation BIGINT NOT NULL,
  records    BIGINT NOT NULL,
  bytes      BIGINT NOT NULL,
  line       BIGINT NOT NULL,
  hash       TEXT    NOT NULL,
  stamped    BIGINT NOT NULL,
  attempts   BIGINT NOT NULL,
  stamp_at   BIGINT NOT NULL
);

-- Sealed records: "content" is the whole record of the web archive file, to stand there at "position"; erased, its digest and place remain.
CREATE TABLE evidence (
  incident   TEXT    NOT NULL,
  seq        BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  name       TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  post       TEXT    NOT NULL,
  author     TEXT,
  raw        TEXT,
  at         BIGINT NOT NULL,
  digest     TEXT    NOT NULL,
  position   BIGINT NOT NULL,
  length     BIGINT NOT NULL,
  content    BYTEA,
  written    BIGINT NOT NULL,
  erased_at  BIGINT,
  PRIMARY KEY (incident, seq),
  UNIQUE (incident, name)
);
CREATE INDEX evidence_post ON evidence (source, post, incident);
CREATE INDEX evidence_author ON evidence (source, author);
CREATE INDEX evidence_raw ON evidence (raw);
CREATE INDEX evidence_unwritten ON evidence (incident, seq) WHERE written = 0;

-- Time stamps (RFC 3161) over the hash of a timeline line.
CREATE TABLE evidence_stamps (
  incident  TEXT    NOT NULL,
  line      BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  authority TEXT    NOT NULL,
  token     BYTEA    NOT NULL,
  PRIMARY KEY (incident, line)
);

-- Files that are no longer needed and still to be deleted.
CREATE TABLE evidence_gone (
  file TEXT NOT NULL PRIMARY KEY
);

CREATE INDEX posts_thread_time ON posts (source, thread, published_at);
