-- Whether a judge said that they are away at some time of a slot: it is offered to nobody, and nobody moves to it.
CREATE FUNCTION judge_away(person text, starts_at timestamptz, ends_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT 1 FROM availability_exceptions e WHERE e.judge = $1 AND e.kind = 'away' AND e.removed_at IS NULL
        AND CAST(timezone('America/Toronto', $2) AS date) BETWEEN e.first_day AND e.last_day
        AND (e.starts IS NULL OR (CAST(timezone('America/Toronto', $2) AS time) < e.ends
                                  AND CAST(timezone('America/Toronto', $3) AS time) > e.starts)))
$$;
REVOKE ALL ON FUNCTION judge_away(text, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION judge_away(text, timestamptz, timestamptz) TO guichet_app, guichet_worker;
CREATE OR REPLACE FUNCTION slots_to_move_to(since timestamptz, until timestamptz, language text, mode text,
                                            avoid text[], now timestamptz, most bigint)
RETURNS TABLE (id text, room text, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT s.id, t.room, s.starts_at, s.ends_at FROM slots s JOIN sittings t ON t.id = s.sitting_id
    WHERE s.starts_at >= $1 AND s.starts_at < $2 AND t.language IN ($3, 'both') AND t.mode = $4
      AND t.judge <> ALL ($5)
      AND NOT EXISTS (SELECT 1 FROM bookings b WHERE b.during && tstzrange(s.starts_at, s.ends_at)
                      AND (b.slot_id = s.id OR b.judge = t.judge OR b.room = t.room)
                      AND (b.status = 'booked' OR (b.status = 'held' AND b.held_until > $6)))
      AND NOT judge_away(t.judge, s.starts_at, s.ends_at)
    ORDER BY s.starts_at, t.room, s.id LIMIT $7
$$;
