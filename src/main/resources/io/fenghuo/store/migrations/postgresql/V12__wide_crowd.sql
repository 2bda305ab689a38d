-- A crowd across products and threads: the hits of a brand and family within a time.
CREATE INDEX hits_matter ON hits (brand, family, published_at);
