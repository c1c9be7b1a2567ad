"""Steps of a file under study: opinions one by one, committee, notice, council, second person, changes."""

from datetime import timedelta
from typing import Final

from cli.case_telling import CITIZEN, CLERK, COLLEAGUE, REASONS, REVIEWER, Telling
from cli.recorded_rules import rules_of
from domain.change_acts import AcceptAmendment, Amend, JudgeDocument, MovePromise, RefuseAmendment, ReplaceDocument
from domain.review_acts import GiveOpinion, PublishNotice, RecordCommitteeOpinion, RecordResolution, Refer, Second

A_MONTH: Final = timedelta(days=30)
NOTICE_DAYS: Final = timedelta(days=20)
CONDITIONS: Final = ("Conserver le parement de brique.",)


class StudySteps(Telling):
    """What the desk, the committee, the council and the applicant do before a decision."""

    async def step_opinion(self, discipline: str) -> None:
        """One discipline gives its opinion; a body outside the city does so by its link."""
        outside = discipline in rules_of(self.told, self.today).outside
        who = self.who(REVIEWER if outside else CLERK)
        await self.do(GiveOpinion(**who, discipline=discipline, outcome="favourable", note="Conforme."))

    async def step_refer(self) -> None:
        """The file goes to the committee that meets in a month."""
        await self.do(Refer(meeting_on=self.today + A_MONTH, **self.who(CLERK)))

    async def step_postpone(self) -> None:
        """The committee puts the file off by a month."""
        await self.do(RecordCommitteeOpinion(outcome="postponed", given_on=self.today, motives="Plans à revoir.",
                                             next_meeting_on=self.today + A_MONTH, **self.who(CLERK)))  # fmt: skip

    async def step_recommend(self) -> None:
        """The committee recommends the project, with a condition."""
        await self.do(RecordCommitteeOpinion(outcome="favourable_with_conditions", given_on=self.today,
                                             motives="Intégration réussie.", conditions=CONDITIONS,
                                             **self.who(CLERK)))  # fmt: skip

    async def step_publish(self) -> None:
        """The public notice of a minor exemption, twenty days before the sitting."""
        await self.do(
            PublishNotice(
                published_on=self.today,
                council_on=self.today + NOTICE_DAYS,
                council_time="19:00",
                place="Mairie d’arrondissement",
                nature="Marge latérale de 2 m au lieu de 3 m",
                effects="Un mètre de moins entre deux bâtiments",
                **self.who(CLERK),
            )
        )

    async def step_resolve(self) -> None:
        """The council grants, on the committee's condition, after it was given two comments."""
        await self.do(RecordResolution(outcome="granted", resolution="CA26 12 0345", resolved_on=self.today,
                                       comments=2, conditions=CONDITIONS, **self.who(CLERK)))  # fmt: skip

    async def step_resolve_against(self) -> None:
        """The council refuses."""
        await self.do(RecordResolution(outcome="refused", resolution="CA26 12 0346", resolved_on=self.today,
                                       **REASONS, **self.who(CLERK)))  # fmt: skip

    async def step_second(self) -> None:
        """A second person confirms the approval."""
        await self.do(Second(**self.who(COLLEAGUE)))

    async def step_amend(self) -> None:
        """The applicant asks for another floor."""
        await self.do(Amend(answers={"floors": 3}, note="Un étage de plus.", **self.who(CITIZEN)))

    async def step_accept_amendment(self) -> None:
        """The clerk accepts the amendment."""
        await self.do(AcceptAmendment(**self.who(CLERK)))

    async def step_refuse_amendment(self) -> None:
        """The clerk refuses the amendment."""
        await self.do(RefuseAmendment(reasons="La hauteur dépasse le maximum.", **self.who(CLERK)))

    async def step_move_promise(self) -> None:
        """The promised date moves to a month from now."""
        await self.do(MovePromise(promised_on=self.today + A_MONTH, reason="Une agente est malade.",
                                  **self.who(CLERK)))  # fmt: skip

    async def step_reject_document(self) -> None:
        """The clerk asks for another plan."""
        await self.do(JudgeDocument(document="document-1", outcome="to_replace", reason="Le plan est illisible.",
                                    **self.who(CLERK)))  # fmt: skip

    async def step_accept_document(self) -> None:
        """The clerk accepts the plan after all."""
        await self.do(JudgeDocument(document="document-1", outcome="accepted", **self.who(CLERK)))

    async def step_replace_document(self) -> None:
        """The applicant gives another plan."""
        await self.do(ReplaceDocument(document="document-1", replacement="document-2", **self.who(CITIZEN)))
