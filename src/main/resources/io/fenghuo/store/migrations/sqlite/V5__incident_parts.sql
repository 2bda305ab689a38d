-- Customers, clocks and deadlines of an incident that has many, a row each; such an incident bears the mark of the save that wrote it.
ALTER TABLE incidents ADD COLUMN mark TEXT NOT NULL DEFAULT '';
CREATE TABLE incident_parts (
  incident    TEXT    NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  part        TEXT    NOT NULL,
  ord         INTEGER NOT NULL,
  doc         TEXT    NOT NULL,
  PRIMARY KEY (incident, part, ord)
) STRICT, WITHOUT ROWID;
