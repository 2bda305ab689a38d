-- The incidents of a crowd are found one after the other, without reading each of their hits.
CREATE INDEX hits_crowd_incidents ON hits (brand, family, crowd_key, incident, published_at);
