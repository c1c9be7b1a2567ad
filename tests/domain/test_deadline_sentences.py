"""The sentences that explain a deadline."""

import re
from datetime import date, timedelta

import pytest

from domain.calendars import Calendar, calendar
from domain.clock import due, latest_act
from domain.deadlines import Due, Stopped, Suspension
from domain.letter import Language
from domain.long_dates import long_date

COURT = calendar("qc-judicial")
OFFICE = calendar("office", closed=[date(2026, 12, 28)], proclaimed=[date(2026, 12, 29)])
LANGUAGES: tuple[Language, ...] = ("fr", "en")
WINTER = [date(2026, 11, 20) + timedelta(days=n) for n in range(40)]
ARTICLES = {"I-16, art. 61(23)": "art. 61(23)", "C-25.01, art. 82": "art. 82", "city": "calend"}


def winter_deadlines(closed: Calendar) -> list[Due]:
    found = [due(day, delay, closed) for day in WINTER for delay in ("P30D", "B5", "B30", "P1M", "B1")]
    return found + [latest_act(day + timedelta(days=10), 5, closed) for day in WINTER]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("closed", [COURT, OFFICE], ids=["court", "office"])
def test_every_skipped_day_is_named_with_its_article(closed: Calendar, lang: Language) -> None:
    articles: set[str] = set()
    for found in winter_deadlines(closed):
        text = found.explain(lang)
        for skipped in found.skipped:
            articles.add(skipped.closed.article)
            name = skipped.closed.fr if lang == "fr" else skipped.closed.en
            assert long_date(skipped.day, lang) in text
            assert f"({name})" in text or name in ("samedi", "dimanche", "Saturday", "Sunday")
            assert ARTICLES[skipped.closed.article] in text
    assert articles == ({"I-16, art. 61(23)", "C-25.01, art. 82"} | ({"city"} if closed is OFFICE else set()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_start_and_the_last_day_are_named_and_no_other_day_is(lang: Language) -> None:
    years = re.compile(r"\b20\d\d\b")
    for found in winter_deadlines(COURT):
        text = found.explain(lang)
        assert long_date(found.start, lang) in text
        assert long_date(found.on, lang) in text
        moved = bool(found.skipped) and found.kind != "business"
        assert len(years.findall(text)) == 2 + len(found.skipped) + moved


@pytest.mark.parametrize(
    ("delay", "law"), [("P30D", "C-25.1, art. 17"), ("P18M", "C-25.01, art. 83"), ("P1Y", "C-25.01, art. 83")]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rule_of_the_count_is_cited(delay: str, law: str, lang: Language) -> None:
    assert law in due(date(2026, 11, 2), delay, COURT).explain(lang)


def test_a_christmas_deadline_reads_well_in_french() -> None:
    assert due(date(2026, 11, 25), "P30D", COURT).explain("fr") == (
        "Le délai de 30 jours part du mercredi 25 novembre 2026. Ce premier jour n’est pas compté, le dernier l’est. "
        "Les samedis, les dimanches et les jours fériés sont comptés (Code de procédure pénale, RLRQ, c. C-25.1, "
        "art. 17). Le délai finirait le vendredi 25 décembre 2026. Il est prolongé jusqu’au premier jour juridique "
        "suivant, car les jours que voici ne le sont pas\u00a0: vendredi 25 décembre 2026 (Noël) et "
        "dimanche 27 décembre 2026, selon la Loi d’interprétation, RLRQ, c. I-16, art. 61(23)\u00a0; "
        "samedi 26 décembre 2026 (lendemain de Noël), selon le Code de procédure civile, RLRQ, c. C-25.01, art. 82. "
        "Le dernier jour est le lundi 28 décembre 2026, jusqu’à 24\u00a0h (heure de l’Est)."
    )


def test_clear_days_read_well_in_english() -> None:
    assert latest_act(date(2027, 4, 1), 5, COURT).explain("en") == (
        "5 clear days must lie between the act and Thursday, April 1, 2027: neither the day of the act nor that last "
        "day is counted (Code of Penal Procedure, CQLR, c. C-25.1, art. 17). The count leads to Friday, March 26, "
        "2027. The act is moved to the preceding juridical day, because the following are not: Friday, March 26, 2027 "
        "(Good Friday), under the Interpretation Act, CQLR, c. I-16, art. 61(23). The act may be done no later than "
        "Thursday, March 25, 2027, until 24:00 (Eastern Time)."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_suspension_and_the_shift_are_told(lang: Language) -> None:
    stops = [Suspension(date(2026, 11, 5), date(2026, 11, 7)), Suspension(date(2026, 11, 20), date(2026, 11, 23))]
    text = due(date(2026, 11, 2), "P30D", COURT, stops).explain(lang)
    assert all(long_date(day, lang) in text for stop in stops for day in (stop.stopped_on, stop.resumed_on) if day)
    assert {"fr": "reporté de 5 jours", "en": "put off by 5 days"}[lang] in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stopped_clock_says_since_when_and_what_remains(lang: Language) -> None:
    stopped = due(date(2026, 11, 2), "B15", COURT, [Suspension(date(2026, 11, 10))])
    assert isinstance(stopped, Stopped)
    text = stopped.explain(lang)
    assert long_date(date(2026, 11, 10), lang) in text
    assert {"fr": "il restait 9 jours ouvrables", "en": "9 business days remained"}[lang] in text
    assert {"fr": "aucune échéance", "en": "no deadline"}[lang] in text


def test_french_typography_is_kept() -> None:
    for closed in (COURT, OFFICE):
        for found in winter_deadlines(closed):
            text = found.explain("fr")
            assert not re.search(r"(?<!\u00a0)[:;?!]|'|\d [hH]\b|  ", text)


@pytest.mark.parametrize(
    ("day", "fr", "en"),
    [
        ("2027-01-01", "vendredi 1er janvier 2027", "Friday, January 1, 2027"),
        ("2028-02-29", "mardi 29 février 2028", "Tuesday, February 29, 2028"),
        ("2026-08-11", "mardi 11 août 2026", "Tuesday, August 11, 2026"),
    ],
)
def test_long_dates(day: str, fr: str, en: str) -> None:
    assert (long_date(date.fromisoformat(day), "fr"), long_date(date.fromisoformat(day), "en")) == (fr, en)


def test_one_is_singular() -> None:
    assert "Le délai de 1 jour ouvrable part" in due(date(2026, 11, 2), "B1", COURT).explain("fr")
    assert "1 clear day must lie" in latest_act(date(2026, 11, 20), 1, COURT).explain("en")
