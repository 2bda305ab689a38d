-- The vendors' names of messages, by which they can be changed and answered to.
CREATE TABLE delivery_cards (
  delivery TEXT NOT NULL PRIMARY KEY REFERENCES deliveries (id) ON DELETE CASCADE,
  card     TEXT NOT NULL
) STRICT;
