-- An author's posts, four thousand posts at a time: new entries lie close together, so that a commit of many writes few pages.
DROP INDEX posts_author;
CREATE INDEX posts_author ON posts ((seq >> 12), author, published_at);
