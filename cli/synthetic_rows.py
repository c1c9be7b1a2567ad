"""Made-up applications for the services that no row of the open data reaches: seeded, marked synthetic, nobody's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any, ClassVar, Final

from catalogue.answers import missing
from catalogue.limits import length
from catalogue.load import Catalogue
from catalogue.rules import RuleEngine
from catalogue.schema import OPEN, Question, Service
from cli.permit_mapping import FRENCH, Application, Choice
from cli.synthetic_words import NUMBERS, PHRASES, STREETS, Words
from domain.errors import NotEligible
from domain.letter import Language

YES: Final = {"owner": 0.85, "vehicle_owner": 0.9, "heritage": 0.12, "constrained_zone": 0.05}  # shares, else a third
FIRST_DAY: Final = date(2027, 5, 1)  # of the dates that a form asks for; the city's calendar moves them
TRIES: Final = 50  # before a form that excludes everything is a fault
OPTIONAL: Final = 0.6  # share of the optional questions that are answered


class Synthesizer:
    """Fills any service's form. Equal ranks and seeds give equal applications."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self._catalogue = catalogue
        self._engine = RuleEngine(catalogue)
        self._seed = seed

    def applications(self, services: Iterable[str], count: int) -> list[Application]:
        """`count` applications: each service in turn, each in the boroughs that offer it in turn, from a seeded one."""
        turns = [self._of_service(code) for code in services]
        return [next(turn) for turn in islice(cycle(turns), count)] if turns else []

    def _of_service(self, code: str) -> Iterator[Application]:
        service = self._catalogue.services[code]
        chance = self._chance(code, 0)
        offered = [one.code for one in self._catalogue.boroughs if service.status(one.code) in OPEN]
        for rank, borough in enumerate(cycle(chance.sample(offered, len(offered))), start=1):
            yield self.application(service, borough, rank)

    def application(self, service: Service, borough: str, rank: int) -> Application:
        """The application of a rank, from 1. Raises ValueError where the by-law excludes all that is tried."""
        chance = self._chance(service.code, rank)
        language: Language = "fr" if chance.random() < FRENCH else "en"
        for _ in range(TRIES):
            answers = self._engine.validate_answers(service, self._answers(service, Person(rank, language, chance)))
            try:
                self._engine.refuse_ineligible(service, answers)
            except NotEligible:
                continue
            documents = self._engine.required_documents(service, answers, borough)
            return Application(
                service.code, borough, answers, documents, language, rank, tuple(answers), synthetic=True
            )
        raise ValueError(f"{service.code} excludes every application that was tried")

    def _answers(self, service: Service, person: "Person") -> Mapping[str, object]:
        """Every question that these answers leave to ask, some of the optional ones left out."""
        answers: dict[str, object] = {}
        for question in service.questions:
            if question not in self._engine.asked(service, answers):
                continue
            if question.required or person.chance.random() < OPTIONAL:
                answers[question.name] = person.answer(question)
        return {name: value for name, value in answers.items() if not missing(value)}

    def _chance(self, code: str, rank: int) -> Random:
        return Random(f"{self._seed}:{code}:{rank}")  # noqa: S311


class Person:
    """A made-up applicant, by rank: no person's name, an address that no mail reaches."""

    def __init__(self, rank: int, language: Language, chance: Random) -> None:
        self.chance = chance
        self._rank = rank
        self._language: Language = language
        self._home = f"{chance.randint(100, 9900)}, {chance.choice(STREETS)}"

    def answer(self, question: Question) -> object:
        """An answer of the question's kind, within its bounds."""
        return self._of_kind[question.kind](self, question)

    def _integer(self, question: Question) -> int:
        low, high = NUMBERS.get(question.name, (1, 40))
        lowest = low if question.min is None else max(low, question.min)
        return self.chance.randint(lowest, high if question.max is None else min(high, question.max))

    def _money(self, question: Question) -> int:
        """Whole hundreds of dollars, in cents."""
        return self._integer(question) * 100 * 100

    def _boolean(self, question: Question) -> bool:
        return self.chance.random() < YES.get(question.name, 0.33)

    def _choice(self, question: Question) -> str:
        return self.chance.choice(question.choices).value

    def _date(self, _: Question) -> str:
        return (FIRST_DAY + timedelta(days=self.chance.randrange(180))).isoformat()

    def _address(self, question: Question) -> str:
        return f"{self._home}\nMontréal (Québec)" if question.name == "mailing_address" else self._home

    def _email(self, _: Question) -> str:
        return f"requerant-{self._rank}@guichet.invalid"

    def _phone(self, _: Question) -> str:
        return f"514 555-{100 + self._rank % 100:04d}"

    def _point(self, _: Question) -> None:
        """No point: nothing says where an address that does not exist stands."""

    def _text(self, question: Question) -> str:
        words: Words = PHRASES.get(question.name) or PHRASES["description"]
        said = self.chance.choice(words[self._language])
        return said.format(rank=self._rank, number=self.chance.randint(100, 999))[: length(question)].strip()

    _of_kind: ClassVar[Mapping[str, Callable[[Any, Any], object]]] = {
        "integer": _integer,
        "money": _money,
        "boolean": _boolean,
        "choice": _choice,
        "date": _date,
        "address": _address,
        "email": _email,
        "phone": _phone,
        "point": _point,
        "text": _text,
        "longtext": _text,
    }


def unreached(catalogue: Catalogue, chosen: Choice) -> list[str]:
    """The services of the catalogue that none of the rows became an application to."""
    return sorted(catalogue.services.keys() - chosen.mapped.keys())


def synthetic_applications(catalogue: Catalogue, chosen: Choice, each: int, seed: int) -> list[Application]:
    """`each` applications to every service that no row reaches, spread over boroughs."""
    services = unreached(catalogue, chosen)
    return Synthesizer(catalogue, seed).applications(services, each * len(services))
