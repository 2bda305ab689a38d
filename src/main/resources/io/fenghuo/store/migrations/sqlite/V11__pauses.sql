-- Pauses of alerts, and the line by which each reader will hear of each incident that was held back from them.
CREATE TABLE pauses (
  id       TEXT    NOT NULL PRIMARY KEY,
  brand    TEXT    NOT NULL,
  rule     TEXT    NOT NULL,
  from_at  INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  reason   TEXT    NOT NULL,
  said_by  TEXT    NOT NULL,
  via      TEXT    NOT NULL,
  ended_at INTEGER,
  ended_by TEXT
) STRICT;
CREATE INDEX pauses_open ON pauses (from_at) WHERE ended_at IS NULL;
CREATE TABLE held (
  pause    TEXT    NOT NULL,
  incident TEXT    NOT NULL,
  channel  TEXT    NOT NULL,
  person   TEXT    NOT NULL,
  delivery TEXT    NOT NULL,
  notices  INTEGER NOT NULL,
  PRIMARY KEY (pause, incident, channel, person)
) STRICT;
CREATE INDEX held_delivery ON held (delivery);
CREATE INDEX held_incident ON held (incident);
