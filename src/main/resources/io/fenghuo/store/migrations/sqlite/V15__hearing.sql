-- What is learned of each source while listening, and the spans in which it was not heard.
CREATE TABLE source_pulse (
  source TEXT NOT NULL PRIMARY KEY,
  doc    TEXT NOT NULL
) STRICT;
CREATE TABLE source_gaps (
  source  TEXT    NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL,
  why     TEXT,
  covered INTEGER NOT NULL,
  PRIMARY KEY (source, to_at)
) STRICT;
