-- Which of several instances does the work. A SQLite file has one by its directory's lock; the table keeps the schemas alike.
CREATE TABLE leases (
  name  TEXT    NOT NULL PRIMARY KEY,
  owner TEXT    NOT NULL,
  label TEXT    NOT NULL,
  until INTEGER NOT NULL,
  fence INTEGER NOT NULL
) STRICT;
