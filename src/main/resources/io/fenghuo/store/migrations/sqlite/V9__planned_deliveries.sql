-- How many deliveries a notice was given, so that a lost one shows. Notices of before have none.
ALTER TABLE notices ADD COLUMN planned INTEGER;
CREATE INDEX notices_at ON notices (at);
CREATE INDEX deliveries_notice ON deliveries (notice);
