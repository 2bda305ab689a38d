-- Every sending that began: what a destination has had in the last minute, and which sendings were never answered.
CREATE TABLE attempts (
  delivery TEXT    NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  channel  TEXT    NOT NULL,
  at       BIGINT  NOT NULL,
  outcome  TEXT,
  PRIMARY KEY (delivery, number)
);
CREATE INDEX attempts_channel ON attempts (channel, at);
CREATE INDEX deliveries_tried ON deliveries (not_before) WHERE state = 'PENDING' AND attempts > 0;
CREATE INDEX deliveries_instead ON deliveries (channel) WHERE state = 'PENDING' AND fallback_of IS NOT NULL;
CREATE INDEX deliveries_channel ON deliveries (channel, seq);
