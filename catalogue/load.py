"""Reads the whole catalogue folder, or says all that is wrong with it."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from catalogue.boroughs import borough_faults
from catalogue.coherence import Surroundings, question_faults, repeated, service_faults
from catalogue.faults import CatalogueFaults, Fault
from catalogue.reading import Place, Unreadable, read, read_text
from catalogue.regime_schema import Regime
from catalogue.regimes import regimes_in
from catalogue.retention import FILE as RETENTION
from catalogue.retention import Schedule, schedule_faults, service_gaps
from catalogue.schema import Question, QuestionsFile, ReadyRequest, RemediesFile, RequestsFile, Service, Wordings
from catalogue.territory import Borough, BoroughsFile, OfficeFile
from catalogue.typed import asked_when_faults, expression_faults

T = TypeVar("T")

FOLDER: Final = Path(__file__).parent
_NAMED: Final = re.compile(r"[A-Z0-9]{3}/[a-z0-9-]{1,60}")


@dataclass(frozen=True)
class Catalogue:
    """What the city offers online. `services` by code, `boroughs` in the order of their file, `regimes` by id."""

    services: dict[str, Service]
    boroughs: tuple[Borough, ...]
    office: OfficeFile
    retention: Schedule = field(default_factory=Schedule)
    regimes: dict[str, Regime] = field(default_factory=dict[str, Regime])
    requests: tuple[ReadyRequest, ...] = ()

    def closed_days(self, borough: str) -> tuple[date, ...]:
        """Days when a borough's offices are closed beyond those that the law computes."""
        return self.office.closed_days(borough)


def load(folder: Path = FOLDER) -> Catalogue:
    """Read the folder. Raises CatalogueFaults, which lists every fault."""
    catalogue, faults = inspect(folder)
    if faults:
        raise CatalogueFaults(faults)
    return catalogue


def inspect(folder: Path = FOLDER) -> tuple[Catalogue, tuple[Fault, ...]]:
    """Read what can be read and list what is wrong; a service or a regime with a fault is left out."""
    loading = _Loading(folder)
    boroughs = loading.boroughs()
    office = loading.office({borough.code for borough in boroughs})
    services = loading.services({borough.code for borough in boroughs})
    retention = loading.retention(services)
    regimes, amiss = regimes_in(folder, services)
    requests = loading.requests()
    return Catalogue(services, boroughs, office, retention, regimes, requests), tuple(sorted([*loading.faults, *amiss]))


def inspect_service(text: str, boroughs: set[str], folder: Path = FOLDER) -> tuple[Service | None, tuple[Fault, ...]]:
    """The service that a file's text describes, or every fault of it; what it includes is read from the folder."""
    loading = _Loading(folder)
    service = loading.service_in(text, boroughs)
    return service, tuple(sorted(loading.faults))


def shared_files(folder: Path = FOLDER) -> "Shared":
    """What services' files may include, as a folder has it."""
    loading = _Loading(folder)
    loading.read_shared()
    return Shared(loading.questions, loading.remedies)


@dataclass(frozen=True)
class Shared:
    """The questions and the remedies that services' files include, by the name of their file."""

    questions: dict[str, tuple[Question, ...]]
    remedies: dict[str, tuple[Wordings, ...]]


@dataclass
class _Loading:
    folder: Path
    faults: list[Fault] = field(default_factory=list)
    questions: dict[str, tuple[Question, ...]] = field(default_factory=dict)
    remedies: dict[str, tuple[Wordings, ...]] = field(default_factory=dict)

    def boroughs(self) -> tuple[Borough, ...]:
        found = self._read(self.folder / "boroughs.toml", BoroughsFile, borough_faults)
        return found.boroughs if found else ()

    def office(self, boroughs: set[str]) -> OfficeFile:
        def check(office: OfficeFile, place: Place) -> Iterator[Fault]:
            for code in sorted(office.closures.keys() - boroughs if boroughs else ()):
                yield place.fault(("closures", code), f"`closures.{code}`: no such borough")

        found = self._read(self.folder / "calendars" / "office.toml", OfficeFile, check)
        return found or OfficeFile(proclaimed=(), closures={})

    def retention(self, services: dict[str, Service]) -> Schedule:
        """The schedule; a folder without one has a schedule that lets nothing be destroyed."""

        def check(schedule: Schedule, place: Place) -> Iterator[Fault]:
            yield from schedule_faults(schedule, place)
            yield from service_gaps(schedule, services, place)

        file = self.folder / RETENTION
        return (self._read(file, Schedule, check) if file.is_file() else None) or Schedule()

    def requests(self) -> tuple[ReadyRequest, ...]:
        """What clerks often ask for; a folder without the file offers nothing ready."""
        file = self.folder / "requests.toml"
        found = self._read(file, RequestsFile, _requests_file_faults) if file.is_file() else None
        return found.requests if found else ()

    def services(self, boroughs: set[str]) -> dict[str, Service]:
        self.read_shared()
        found: dict[str, Service] = {}
        for file in sorted(self.folder.glob("services/*/*.toml")):
            service = self._service(file, boroughs)
            if service and service.code in found:
                name = file.relative_to(self.folder).as_posix()
                self.faults.append(Fault(name, 1, f"`code`: {service.code} is the code of another file too"))
            elif service:
                found[service.code] = service
        return found

    def service_in(self, text: str, boroughs: set[str]) -> Service | None:
        """The service of a text that would stand in the folder under its own family and code."""
        self.read_shared()
        return self._service(self.folder / _path_in(text), boroughs, text)

    def read_shared(self) -> None:
        for file in sorted(self.folder.glob("questions/*.toml")):
            if questions := self._read(file, QuestionsFile, _questions_file_faults):
                self.questions[file.stem] = questions.questions
        for file in sorted(self.folder.glob("remedies/*.toml")):
            if remedies := self._read(file, RemediesFile, _remedies_file_faults):
                self.remedies[file.stem] = remedies.remedies

    def _service(self, file: Path, boroughs: set[str], text: str | None = None) -> Service | None:
        def check(service: Service, place: Place) -> Iterator[Fault]:
            yield from self._includes_faults(service, place)
            if not self._complete(service):
                return
            questions, remedies = self._included(service)
            around = Surroundings(boroughs, questions, [remedy.code for remedy in remedies])
            yield from service_faults(service, place, around)
            yield from expression_faults(service, place, questions)

        service = self._read(file, Service, check, text)
        if service is None or not self._complete(service):
            return None
        questions, remedies = self._included(service)
        return replace(service, questions=(*questions, *service.questions), remedies=(*remedies, *service.remedies))

    def _included(self, service: Service) -> tuple[tuple[Question, ...], tuple[Wordings, ...]]:
        questions = tuple(question for name in service.include for question in self.questions[name])
        remedies = tuple(remedy for name in service.remedies_from for remedy in self.remedies[name])
        return questions, remedies

    def _complete(self, service: Service) -> bool:
        return self.questions.keys() >= set(service.include) and self.remedies.keys() >= set(service.remedies_from)

    def _includes_faults(self, service: Service, place: Place) -> Iterator[Fault]:
        """Files that are not there; those that are there and at fault have said so themselves."""
        asked = {"include": ("questions", service.include), "remedies_from": ("remedies", service.remedies_from)}
        for key, (folder, names) in asked.items():
            for rank, name in enumerate(names):
                if not (self.folder / folder / f"{name}.toml").is_file():
                    yield place.fault((key, rank), f"`{key}`: there is no {folder}/{name}.toml")

    def _read(
        self, file: Path, shape: type[T], check: Callable[[T, Place], Iterator[Fault]], text: str | None = None
    ) -> T | None:
        """Read and check one file, or a text in its place; keep its faults and return None where it has any."""
        try:
            name = file.relative_to(self.folder).as_posix()
            content, place = read(self.folder, file, shape) if text is None else read_text(name, text, shape)
        except Unreadable as error:
            self.faults.extend(error.faults)
            return None
        faults = list(check(content, place))
        self.faults.extend(faults)
        return None if faults else content


def _path_in(text: str) -> str:
    """The path of a service's text: by its family and its code, where they are readable."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        table = dict[str, Any]()
    family, code = str(table.get("family")), str(table.get("code"))
    return f"services/{family.lower()}/{code}.toml" if _NAMED.fullmatch(f"{family}/{code}") else "services/service.toml"


def _questions_file_faults(file: QuestionsFile, place: Place) -> Iterator[Fault]:
    yield from question_faults(file.questions, place)
    yield from asked_when_faults(file.questions, place)


def _requests_file_faults(file: RequestsFile, place: Place) -> Iterator[Fault]:
    yield from repeated(place, ("requests",), "code", [one.code for one in file.requests])


def _remedies_file_faults(file: RemediesFile, place: Place) -> Iterator[Fault]:
    yield from repeated(place, ("remedies",), "code", [remedy.code for remedy in file.remedies])
