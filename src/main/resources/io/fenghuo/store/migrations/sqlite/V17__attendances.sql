-- Service sessions in which rules wait for something: due_at is null when nothing is waited for.
CREATE TABLE attendances (
  source  TEXT    NOT NULL,
  session TEXT    NOT NULL,
  due_at  INTEGER,
  last_at INTEGER NOT NULL,
  doc     TEXT    NOT NULL,
  PRIMARY KEY (source, session)
) STRICT;
CREATE INDEX attendances_due ON attendances (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX attendances_last ON attendances (last_at) WHERE due_at IS NULL;
