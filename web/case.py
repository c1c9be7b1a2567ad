"""One case as its reader sees it: where it stands, who holds it, what comes next, all that happened."""

from typing import Final

from starlette.responses import Response

from casework import drafts, reading, worklist
from casework.acting import Accepted, status_of
from casework.file_names import disposition
from casework.offers import editions
from casework.reading import CaseFile
from casework.worklist import Filter
from domain.case_ids import CONTEST
from domain.people import Role
from web import assisted, check, contest, next_steps, notes, timeline
from web.fields import summary
from web.visit import Visit

PAGES: Final = (
    "declare_complete", "ask_information", "give_opinion", "conclude_review", "refer", "record_committee_opinion",
    "publish_notice", "record_resolution", "approve", "second", "refuse", "answer_information", "accept_amendment",
    "refuse_amendment", "move_promise", "judge_document", "replace_document", "declare_start", "declare_completion",
    "extend", "inspect", "renew", "comment_on_revocation", "give_notice_of_revocation", "revoke", "keep",
    "take_payment", "order_refund", "withdraw_letter",
    "correct_letter", "correct_entry", "attach_document", "withdraw",
)  # fmt: skip
MOST: Final = 50


async def index(visit: Visit) -> Response:
    """A citizen's drafts, applications and what waits for them."""
    actor = visit.require("own_cases")
    page = await worklist.list_cases(visit.doors, actor, Filter(), visit.asked("suite"), MOST)
    return visit.page(
        "cases.html",
        drafts=await drafts.own(visit.doors, actor),
        cases=page.rows,
        next_cursor=page.next_cursor,
        tasks={task.case_id: task for task in await worklist.open_tasks(visit.doors, actor)},
        editions=await editions(visit.doors.offers, [(row.service, row.version) for row in page.rows]),
    )


async def show(visit: Visit) -> Response:
    """One case."""
    actor, case_id = visit.actor, visit.part("case_id")
    file = await reading.case_file(visit.doors, actor, case_id)
    if file.row.procedure == CONTEST:
        return await contest.show(visit, file)
    pending = await _pending(visit)
    money = await reading.money(visit.doors, actor, case_id)
    moments = await reading.timeline(visit.doors, actor, case_id)
    files = await reading.files(visit.doors, actor, case_id)
    service = file.service
    return visit.page(
        "case.html",
        file=file,
        service=service,
        rows=summary(service, file.answers, visit.lang),
        entries=timeline.entries(visit, service, moments, {one.row.id: one.name for one in files}),
        letters=await reading.letters(visit.doors, actor, case_id),
        ways=await reading.ways(visit.doors, actor, case_id),
        files=files,
        labels={one.name: one.label for one in service.documents_in(file.row.borough)} if service else {},
        money=money,
        due=check.to_pay(visit, case_id, money) if "pay" in file.acts else "",
        next_step=next_step(visit, file),
        acts=[act for act in PAGES if act in file.acts],
        mine=actor.role is Role.CITIZEN,
        code=assisted.code_to_give(visit, file),
        colleagues_notes=await notes.count(visit, case_id),
        done=visit.asked("fait"),
        pending=pending,
        paying=visit.asked("paiement") == "1" and "pay" in file.acts,
    )


async def letter(visit: Visit) -> Response:
    """A sealed letter, as stored."""
    number = int(visit.part("number"))
    pdf = await reading.letter_pdf(visit.doors, visit.actor, visit.part("case_id"), number)
    file = await reading.case_file(visit.doors, visit.actor, visit.part("case_id"))
    headers = {"content-disposition": disposition(f"{file.row.reference}-{number}.pdf")}
    return Response(pdf, media_type="application/pdf", headers=headers)


def next_step(visit: Visit, file: CaseFile) -> str:
    """What happens next, and who holds it, in one sentence for this reader."""
    table = next_steps.NEXT_FOR_THE_CITIZEN if visit.actor.role is Role.CITIZEN else next_steps.NEXT_FOR_THE_CLERK
    return visit.say.of(table, file.row.state)


async def _pending(visit: Visit) -> bool:
    act_id = visit.asked("attente")
    return bool(act_id) and isinstance(await status_of(visit.doors, visit.actor, act_id), Accepted)
