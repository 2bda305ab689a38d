-- What is learned from closed incidents: cases (masked when they are made), corrective actions that outlive them, and authors that are one customer.
CREATE TABLE cases (
  incident  TEXT    NOT NULL PRIMARY KEY,
  brand     TEXT    NOT NULL,
  category  TEXT    NOT NULL,
  cause     TEXT    NOT NULL,
  place     TEXT,
  level     TEXT    NOT NULL,
  demo      BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  words     TEXT    NOT NULL,
  doc       TEXT    NOT NULL
);
CREATE INDEX cases_newest ON cases (closed_at, incident);
CREATE TABLE measures (
  id       TEXT    NOT NULL PRIMARY KEY,
  incident TEXT    NOT NULL,
  brand    TEXT    NOT NULL,
  owner    TEXT    NOT NULL,
  due_at   BIGINT NOT NULL,
  next_at  BIGINT,
  done_at  BIGINT,
  demo     BIGINT NOT NULL,
  doc      TEXT    NOT NULL
);
CREATE INDEX measures_next ON measures (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX measures_incident ON measures (incident);
CREATE TABLE same_persons (
  source    TEXT    NOT NULL,
  author    TEXT    NOT NULL,
  as_source TEXT    NOT NULL,
  as_author TEXT    NOT NULL,
  said_by   TEXT    NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (source, author)
);
ALTER TABLE hits ADD COLUMN order_id TEXT;
CREATE INDEX hits_order ON hits (brand, order_id) WHERE order_id IS NOT NULL;
