-- The event of a post names the post and which of its versions; what it says is read from there, so that it is kept once, and forgotten once.
ALTER TABLE events ADD COLUMN source TEXT;
ALTER TABLE events ADD COLUMN post TEXT;
ALTER TABLE events ADD COLUMN version INTEGER;
