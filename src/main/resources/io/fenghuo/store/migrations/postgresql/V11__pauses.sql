-- Pauses of alerts, and the line by which each reader will hear of each incident that was held back from them.
CREATE TABLE pauses (
  id       TEXT    NOT NULL PRIMARY KEY,
  brand    TEXT    NOT NULL,
  rule     TEXT    NOT NULL,
  from_at  BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  reason   TEXT    NOT NULL,
  said_by  TEXT    NOT NULL,
  via      TEXT    NOT NULL,
  ended_at BIGINT,
  ended_by TEXT
);
CREATE INDEX pauses_open ON pauses (from_at) WHERE ended_at IS NULL;
CREATE TABLE held (
  pause    TEXT    NOT NULL,
  incident TEXT    NOT NULL,
  channel  TEXT    NOT NULL,
  person   TEXT    NOT NULL,
  delivery TEXT    NOT NULL,
  notices  BIGINT NOT NULL,
  PRIMARY KEY (pause, incident, channel, person)
);
CREATE INDEX held_delivery ON held (delivery);
CREATE INDEX held_incident ON held (incident);
