-- When a person's words were erased; the row stays, so that they are not taken in again.
ALTER TABLE posts ADD COLUMN erased_at BIGINT;
ALTER TABLE raw ADD COLUMN erased_at BIGINT;
