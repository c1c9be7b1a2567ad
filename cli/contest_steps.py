"""The steps of a told contest: what each of its people does, by the name that a path gives it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cli.contest_teller import CITIZEN, CLERK, COLLECTOR, COST, FINE, JUDGE, PROSECUTOR, SHARE, Telling, nine_on
from domain import collection_acts as money
from domain import contest_acts as acts
from domain import hearing_acts as hearings
from domain import judgment_acts as judgments
from domain.acts import Claim
from domain.contest_rules import PleaKind
from domain.entry_acts import CorrectEntry
from domain.money_acts import OrderRefund, TakePayment
from domain.people import SYSTEM
from domain.room_minutes import Minutes

COMMITTED = "Motifs au dossier."


@dataclass
class ContestTeller(Telling):
    """One contest told from its service to where its path leads."""

    offers: int = 0
    offered: tuple[str, int] = ("", 0)

    async def tell(self) -> None:
        """Serve, take every step of the path, and wait until nothing is under way, or until the case has ended."""
        await self.serve()
        for step in self.told.path.split():
            name, _, argument = step.partition(":")
            await getattr(self, f"step_{name.replace('-', '_')}")(*([argument] if argument else []))
        if self.told.ends:
            await self.case.result()
        else:
            await self.step_settled()

    async def step_plead(self, plea: PleaKind) -> None:
        """The defendant pleads the same to every count."""
        pleas = tuple(acts.CountPlea(number, plea) for number in range(1, self.told.counts + 1))
        await self.do(acts.Plead(**self.who(self.holder), pleas=pleas, name="Camille Essai", explanations="Voici."))

    async def step_decide_late(self, word: str) -> None:
        """The clerk takes the late plea, or not."""
        accepted = word == "yes"
        await self.do(acts.DecideLatePlea(**self.who(CLERK), accepted=accepted, reasons="" if accepted else COMMITTED))

    async def step_review(self) -> None:
        """The prosecutor goes on."""
        await self.do(acts.ContinueProceedings(**self.who(PROSECUTOR)))

    async def step_withdraw(self) -> None:
        """The prosecutor withdraws everything."""
        await self.do(acts.WithdrawCharges(**self.who(PROSECUTOR), reason_code="evidence"))

    async def step_withdraw_one(self) -> None:
        """The prosecutor withdraws the second count."""
        await self.do(acts.WithdrawCharges(**self.who(PROSECUTOR), reason_code="evidence", counts=(2,)))

    async def step_stay(self) -> None:
        """The prosecutor stays the proceedings."""
        await self.do(acts.StayProceedings(**self.who(PROSECUTOR), reasons=COMMITTED))

    async def step_claim(self) -> None:
        """An account claims the case."""
        await self.do(Claim(**self.who(CITIZEN)))

    async def step_close_day(self) -> None:
        """The doors were down today."""
        await self.do(acts.CloseDay(**self.who(SYSTEM), day=self.today, why="outage"))

    async def step_suspend(self) -> None:
        """Delays are suspended."""
        await self.do(acts.SuspendDelays(**self.who(CLERK), reasons=COMMITTED))

    async def step_mistake(self, entry: str) -> None:
        """The clerk says that an entry of theirs was a mistake."""
        await self.do(CorrectEntry(**self.who(CLERK), entry=int(entry), note=COMMITTED))

    async def step_resume(self) -> None:
        """Delays run again."""
        await self.do(acts.ResumeDelays(**self.who(CLERK)))

    async def step_offer(self, cents: str = "") -> None:
        """The defendant opens a payment: of the whole, unless told otherwise."""
        whole = FINE + COST + SHARE
        amount = int(cents) if cents else whole + self._extra()
        await self.do(money.OfferPayment(**self.who(self.holder), cents=amount, pleads_guilty=not cents))
        self.offers += 1
        part = "instalment" if "agree" in self.told.path else "part" if cents else "whole"
        self.offered = (f"{self.case_id}-{part}{self.offers}", amount)

    async def step_pay(self, cents: str = "") -> None:
        """The defendant pays, and the gateway says so."""
        await self.step_offer(cents)
        await self.pay_page(self.offered[0])
        await self.captured(*self.offered)

    async def step_till(self, cents: str = "") -> None:
        """The defendant pays at the court's counter."""
        await self.step_offer(cents)
        payment_id, amount = self.offered
        await self.do(TakePayment(**self.who(CLERK), payment_id=payment_id, cents=amount, method="cash"))

    async def step_give_back(self) -> None:
        """The collector gives back what was paid at the counter."""
        payment_id, amount = self.offered
        told: dict[str, Any] = {"reason_code": "overpayment", "note": COMMITTED}
        await self.do(OrderRefund(**self.who(COLLECTOR), payment_id=payment_id, cents=amount, **told))

    async def step_captured_unseen(self) -> None:
        """The defendant paid in time; the gateway's message never comes."""
        await self.pay_page(self.offered[0])

    def _extra(self) -> int:
        if "judge_on_record:convicted" in self.told.path:
            return 6_200
        return 2_800 if "plead:not_guilty" in self.told.path else 0

    def _hearing(self, days: str, name: str) -> hearings.Hearing:
        day = self.today + timedelta(days=int(days))
        self.hearing_at = nine_on(day)
        return hearings.Hearing(name, self.hearing_at, self.hearing_at + timedelta(minutes=30), "1.12", JUDGE.id)

    async def step_schedule(self, days: str) -> None:
        """The court office sets a date."""
        await self.do(hearings.Schedule(**self.who(CLERK), hearing=self._hearing(days, "h1")))

    async def step_ask_postponement(self) -> None:
        """The defendant asks for another date."""
        await self.do(hearings.AskPostponement(**self.who(self.holder), reasons=COMMITTED))

    async def step_postpone(self, days: str) -> None:
        """The clerk grants it."""
        hearing = self._hearing(days, "h2")
        await self.do(hearings.DecidePostponement(**self.who(CLERK), granted=True, reasons=COMMITTED, hearing=hearing))

    async def step_take_offer(self, days: str) -> None:
        """The defendant takes an earlier date that is offered."""
        await self.do(hearings.TakeOffer(**self.who(self.holder), hearing=self._hearing(days, "h2")))

    async def step_move_hearing(self, days: str) -> None:
        """The defendant moves the hearing, under a regime that leaves it free."""
        await self.do(hearings.MoveHearing(**self.who(self.holder), hearing=self._hearing(days, "h2")))

    async def step_ask_mode(self) -> None:
        """The defendant asks for a hearing by video."""
        await self.do(hearings.AskMode(**self.who(self.holder), mode="video", reasons=COMMITTED))

    async def step_decide_mode(self) -> None:
        """Granted."""
        await self.do(hearings.DecideMode(**self.who(JUDGE), outcome="granted", mode="video", reasons=COMMITTED))

    async def step_instruct(self) -> None:
        """How to join, a week before."""
        await self.do(hearings.SendInstructions(**self.who(SYSTEM), hearing_id="h1", days_before=7))

    async def step_disclose(self) -> None:
        """The prosecution discloses a document."""
        given = (acts.ExhibitGiven("Rapport", "d" * 32),)
        await self.do(acts.Disclose(**self.who(PROSECUTOR), exhibits=given))

    async def step_file_exhibit(self) -> None:
        """The defence files one."""
        given = (acts.ExhibitGiven("Photographie", "e" * 32),)
        await self.do(acts.FileExhibit(**self.who(self.holder), exhibits=given))

    async def step_open(self) -> None:
        """The hearing is opened at its hour."""
        assert self.hearing_at is not None
        self.at = self.hearing_at
        await self.do(hearings.OpenSession(**self.who(JUDGE), present=("defence", "prosecution"),
                                           identified_by="permis de conduire"))  # fmt: skip

    async def step_incident(self) -> None:
        """A technical failure."""
        await self.do(hearings.NoteIncident(**self.who(CLERK), technical=True, text=COMMITTED))

    async def step_minutes(self) -> None:
        """The room has ended: its minutes are kept."""
        kept = Minutes(self.hearing_at, self.at, ("ours",), events=2, head="0" * 64)
        await self.do(hearings.KeepMinutes(**self.who(SYSTEM), hearing_id="h1", minutes=kept))

    async def step_adjourn(self, days: str = "") -> None:
        """The judge adjourns, to a date where there is one."""
        hearing = self._hearing(days, f"h{self.count}") if days else None
        await self.do(hearings.Adjourn(**self.who(JUDGE), reasons=COMMITTED, charged_to="court", hearing=hearing))

    async def step_reserve(self) -> None:
        """Taken under advisement."""
        await self.do(hearings.Reserve(**self.who(JUDGE)))

    async def step_recuse(self) -> None:
        """The judge stands aside."""
        await self.do(hearings.Recuse(**self.who(JUDGE), reasons=COMMITTED))

    def _verdicts(self, verdict: Any) -> tuple[judgments.CountVerdict, ...]:
        return tuple(judgments.CountVerdict(number, verdict) for number in range(1, self.told.counts + 1))

    async def step_judge(self, verdict: str) -> None:
        """A judgment in session or reserved."""
        await self.do(judgments.Judge(**self.who(JUDGE), verdicts=self._verdicts(verdict), reasons=COMMITTED))

    async def step_oral(self, verdict: str) -> None:
        """The clerk's minutes of an oral judgment."""
        said: dict[str, Any] = {"verdicts": self._verdicts(verdict), "reasons": COMMITTED}
        await self.do(judgments.RecordOralJudgment(**self.who(CLERK), **said))

    async def step_confirm(self) -> None:
        """The judge confirms them."""
        await self.do(judgments.ConfirmJudgment(**self.who(JUDGE)))

    async def step_judge_on_record(self, verdict: str) -> None:
        """Nobody answered: judged on the record."""
        said: dict[str, Any] = {"verdicts": self._verdicts(verdict), "reasons": COMMITTED, "record_complete": True}
        await self.do(judgments.JudgeOnRecord(**self.who(JUDGE), **said))

    async def step_correct(self) -> None:
        """A clerical error is corrected."""
        await self.do(judgments.CorrectJudgment(**self.who(JUDGE), error="rue Esai", correction="rue Essai"))

    async def step_ask_revocation(self) -> None:
        """The defendant asks for revocation on the day."""
        said: dict[str, Any] = {"known_on": self.today, "grounds": COMMITTED, "merits": COMMITTED}
        await self.do(judgments.AskRevocation(**self.who(self.holder), **said))

    async def step_apply_revocation(self) -> None:
        """The prosecutor applies for it."""
        await self.do(judgments.ApplyForRevocation(**self.who(PROSECUTOR), grounds=COMMITTED))

    async def step_decide_revocation(self, word: str) -> None:
        """The judge decides."""
        await self.do(judgments.DecideRevocation(**self.who(JUDGE), granted=word == "yes", reasons=COMMITTED))

    async def step_appeal(self) -> None:
        """An appeal is filed."""
        said: dict[str, Any] = {"filed_on": self.today, "court_number": "500-36-000001-261"}
        await self.do(judgments.RecordAppeal(**self.who(CLERK), side="defence", **said))

    async def step_decide_appeal(self, outcome: Any) -> None:
        """The Superior Court decided."""
        await self.do(judgments.DecideAppeal(**self.who(CLERK), outcome=outcome, decided_on=self.today))

    async def step_agree(self) -> None:
        """An agreement: a deposit, then one instalment."""
        left = FINE + COST + SHARE + 6_200 - 2_500
        later = (money.Instalment(self.today + timedelta(days=30), left),)
        await self.do(money.Agree(**self.who(COLLECTOR), deposit=2_500, instalments=later))

    async def step_hand_back(self) -> None:
        """Enforcement is over for now."""
        until = self.today + timedelta(days=60)
        await self.do(money.HandBack(**self.who(COLLECTOR), until=until, reasons=COMMITTED))
