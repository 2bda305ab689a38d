-- Ticked steps of playbooks, and every version of an incident's statement; an author's posts and the last closed cases are found by an index.
CREATE TABLE ticks (
  incident TEXT    NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  playbook TEXT    NOT NULL,
  step     TEXT    NOT NULL,
  person   TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (incident, playbook, step)
) STRICT;
CREATE TABLE statements (
  incident TEXT    NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  version  INTEGER NOT NULL,
  doc      TEXT    NOT NULL,
  PRIMARY KEY (incident, version)
) STRICT;
CREATE INDEX posts_author ON posts (author, published_at);
CREATE INDEX incidents_closed ON incidents (brand, state, ended_at);
