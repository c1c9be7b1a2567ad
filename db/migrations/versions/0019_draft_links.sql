-- When somebody asked to be sent the way back to their draft; empty again once the mail has left.
ALTER TABLE drafts ADD COLUMN link_asked_at timestamptz;
CREATE INDEX drafts_link_asked ON drafts (link_asked_at) WHERE link_asked_at IS NOT NULL;
