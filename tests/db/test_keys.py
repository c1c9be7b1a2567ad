"""The keys of cases: several at once, without those that were destroyed."""

import secrets

from adapters.keys import KeyRing
from tests.db.conftest import Base


async def test_the_keys_of_some_cases_come_together_and_a_destroyed_one_is_left_out(base: Base) -> None:
    ours = [secrets.token_hex(16) for _ in range(3)]
    maker = KeyRing(base.app, base.env["GUICHET_MASTER_KEY"])
    made = {one: await maker.create(one) for one in ours}
    await base.rows("UPDATE case_keys SET wrapped = NULL, destroyed_at = now() WHERE case_id = %s", ours[0])
    reader = KeyRing(base.app, base.env["GUICHET_MASTER_KEY"])
    await reader.of_case(ours[1])
    found = await reader.of_cases([*ours, "never-made"])
    assert found == {one: made[one] for one in ours[1:]}
    assert await reader.of_cases(ours[1:]) == found  # kept in memory from then on
    await base.rows("DELETE FROM case_keys WHERE case_id = ANY(%s)", ours)
