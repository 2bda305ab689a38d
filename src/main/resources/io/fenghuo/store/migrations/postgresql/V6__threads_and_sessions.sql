-- What we promise in a thread or a session is watched with the incidents that stand there.
ALTER TABLE posts ADD COLUMN session TEXT;
CREATE INDEX posts_thread ON posts (source, thread) WHERE hit = 1;
CREATE INDEX posts_session ON posts (source, session) WHERE hit = 1 AND session IS NOT NULL;
