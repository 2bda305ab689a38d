-- What is learned from closed incidents: cases (masked when they are made), corrective actions that outlive them, and authors that are one customer.
CREATE TABLE cases (
  incident  TEXT    NOT NULL PRIMARY KEY,
  brand     TEXT    NOT NULL,
  category  TEXT    NOT NULL,
  cause     TEXT    NOT NULL,
  place     TEXT,
  level     TEXT    NOT NULL,
  demo      INTEGER NOT NULL,
  closed_at INTEGER NOT NULL,
  words     TEXT    NOT NULL,
  doc       TEXT    NOT NULL
) STRICT;
CREATE INDEX cases_newest ON cases (closed_at, incident);
CREATE TABLE measures (
  id       TEXT    NOT NULL PRIMARY KEY,
  incident TEXT    NOT NULL,
  brand    TEXT    NOT NULL,
  owner    TEXT    NOT NULL,
  due_at   INTEGER NOT NULL,
  next_at  INTEGER,
  done_at  INTEGER,
  demo     INTEGER NOT NULL,
  doc      TEXT    NOT NULL
) STRICT;
CREATE INDEX measures_next ON measures (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX measures_incident ON measures (incident);
CREATE TABLE same_persons (
  source    TEXT    NOT NULL,
  author    TEXT    NOT NULL,
  as_source TEXT    NOT NULL,
  as_author TEXT    NOT NULL,
  said_by   TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  PRIMARY KEY (source, author)
) STRICT;
ALTER TABLE hits ADD COLUMN order_id TEXT;
CREATE INDEX hits_order ON hits (brand, order_id) WHERE order_id IS NOT NULL;
