-- Which of several instances does the work; its fencing number rises at each change of hands. "until" is by the database's clock.
CREATE TABLE leases (
  name  TEXT   NOT NULL PRIMARY KEY,
  owner TEXT   NOT NULL,
  label TEXT   NOT NULL,
  until BIGINT NOT NULL,
  fence BIGINT NOT NULL
);
