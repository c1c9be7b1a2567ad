"""Every page of the portal: one line each, with the addresses at which it is looked at, by whom, and in which state.

A page that is added to `web.app.pages()` gets a line here, in `court_pages` or in `city_pages`; the names in braces are
those of `tests.web.place`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from starlette.routing import BaseRoute, Route

from tests.web.city_pages import CITY
from tests.web.court_pages import COURT
from tests.web.looks import Kind, Look, Page, empty, file, full, leads, onward, page, unfilled, wrong
from tests.web.people import HOLDER, NEWCOMER


def _act(name: str, case: str, by: str) -> tuple[Look, Look]:
    """The form of an act, and the same form unfilled."""
    path = f"/dossier/{{{case}}}/actes/{name}"
    return full(path, by), unfilled(path, by)


ACTS: Final = (
    full("/dossier/{permit}/actes/withdraw", "owner"),
    full("/dossier/{permit}/actes/take_payment", "clerk"),
    *_act("attach_document", "permit", "owner"),
    *_act("ask_information", "review", "clerk"),
    *_act("conclude_review", "review", "clerk"),
    *_act("give_opinion", "review", "clerk"),
    *_act("refuse", "review", "director"),
    *_act("judge_document", "review", "clerk"),
    *_act("move_promise", "review", "clerk"),
    *_act("record_resolution", "noticed", "clerk"),
    *_act("withdraw_letter", "permit", "clerk"),
    *_act("correct_letter", "permit", "clerk"),
    *_act("plead", "served", HOLDER),
    *_act("offer_payment", "served", HOLDER),
    *_act("attach_document", "served", HOLDER),
    *_act("change_address", "served", HOLDER),
    full("/dossier/{served}/actes/represent", HOLDER),
    *_act("apply_to_court", "served", HOLDER),
    *_act("ask_postponement", "heard", "owner"),
    *_act("ask_mode", "heard", "owner"),
    *_act("file_exhibit", "heard", "owner"),
    *_act("order_refund", "excess", "collector"),
    *_act("correct_entry", "review", "clerk"),
    *_act("correct_entry", "heard", "office"),
    full("/dossier/{pleaded}/actes/continue_proceedings", "prosecutor"),
    *_act("withdraw_charges", "pleaded", "prosecutor"),
    *_act("stay_proceedings", "heard", "prosecutor"),
    *_act("disclose", "heard", "prosecutor"),
    *_act("suspend_delays", "heard", "office"),
    *_act("decide_mode", "heard", "office"),
    *_act("open_session", "heard", "judge"),
    *_act("recuse", "heard", "judge"),
    wrong("/dossier/{permit}/actes/approve", "clerk", status=409),
    wrong("/dossier/{permit}/actes/refuse", "clerk", status=403),
    wrong("/dossier/{permit}/actes/rien", "clerk", status=404),
)

PAGES: Final = (
    page("/", full("/"), full("/", "owner"), full("/", "clerk")),
    page("/services", full("/services"), full("/services?borough=IS")),
    page("/recherche", full("/recherche?q=arbre"), empty("/recherche"), empty("/recherche?q=xyzzy")),
    page("/services/{code}", full("/services/{code}?borough={borough}"), full("/services/demolition?borough=IS"),
         wrong("/services/rien", status=404)),
    page("/services/{code}/essai", full("/services/{code}/essai?borough={borough}"),
         unfilled("/services/{code}/essai")),
    page("/services/{code}/demande", full("/services/{code}/demande", "owner"),
         wrong("/services/rien/demande", "owner", status=404)),
    page("/connexion", full("/connexion"), unfilled("/connexion", form=0)),
    page("/connexion/courriel", full("/connexion/courriel")),
    # With a provider of identities these lead to it and back: see tests/web/test_sign_in_elsewhere.py.
    page("/connexion/compte", wrong("/connexion/compte", status=404)),
    page("/connexion/retour", wrong("/connexion/retour", status=410)),
    page("/connexion/lien/{token}", full("/connexion/lien/{link}"), wrong("/connexion/lien/rien", status=410)),
    # Keys are for an address that has a name: tests/web/test_passkeys.py looks at these pages there.
    page("/connexion/cle", empty("/connexion/cle")),
    page("/cles-acces", empty("/cles-acces", "owner"), empty("/cles-acces", "clerk")),
    onward("/accueil", leads("/accueil", "owner"), leads("/accueil", "clerk")),
    page("/deconnexion", full("/deconnexion", "owner")),
    onward("/demande/{draft_id}", leads("/demande/{draft}", "owner")),
    page("/demande/{draft_id}/questions", full("/demande/{ready}/questions", "owner"),
         empty("/demande/{draft}/questions", "owner"), unfilled("/demande/{draft}/questions", "owner")),
    page("/demande/{draft_id}/precisions", full("/demande/{called}/precisions", "owner"),
         unfilled("/demande/{called}/precisions", "owner")),
    page("/demande/{draft_id}/plus-tard", full("/demande/{draft}/plus-tard", "owner")),
    page("/demande/{draft_id}/documents", full("/demande/{ready}/documents", "owner"),
         empty("/demande/{called}/documents", "owner"), unfilled("/demande/{called}/documents", "owner")),
    page("/demande/{draft_id}/signature", full("/demande/{called}/signature", "owner")),
    page("/demande/{draft_id}/verification", full("/demande/{ready}/verification", "owner"),
         empty("/demande/{draft}/verification", "owner"), unfilled("/demande/{ready}/verification", "owner")),
    page("/dossiers", full("/dossiers", "owner"), empty("/dossiers", NEWCOMER)),
    page("/dossiers/rattacher", full("/dossiers/rattacher", "owner"), unfilled("/dossiers/rattacher", "owner")),
    page("/fil", full("/fil", "owner"), empty("/fil", NEWCOMER)),
    page("/mes-donnees", full("/mes-donnees", "owner"), empty("/mes-donnees", NEWCOMER)),
    file("/mes-donnees.json", full("/mes-donnees.json", "owner")),
    file("/mes-donnees.pdf", full("/mes-donnees.pdf", "owner")),
    page("/mes-donnees/rectification", full("/mes-donnees/rectification", "owner"),
         empty("/mes-donnees/rectification", NEWCOMER), unfilled("/mes-donnees/rectification", "owner")),
    page("/dossier/{case_id}", full("/dossier/{permit}", "owner"), full("/dossier/{review}", "clerk"),
         full("/dossier/{noticed}", "director"), full("/dossier/{served}", HOLDER), full("/dossier/{pleaded}", "owner"),
         full("/dossier/{heard}", "owner"), full("/dossier/{heard}", "office"), full("/dossier/{heard}", "judge"),
         full("/dossier/{excess}", "owner"), full("/dossier/{excess}", "collector"),
         full("/dossier/{disclosed}", "owner"), full("/dossier/{permit}?fait=withdraw", "owner"),
         wrong("/dossier/{nothing}", "owner", status=404)),
    page("/dossier/{case_id}/recu", full("/dossier/{permit}/recu", "owner")),
    file("/dossier/{case_id}/lettres/{number:int}.pdf", full("/dossier/{permit}/lettres/1.pdf", "owner")),
    file("/dossier/{case_id}/documents/{document_id}", full("/dossier/{permit}/documents/{document}", "owner")),
    page("/dossier/{case_id}/actes/{act}", *ACTS),
    file("/dossier/{case_id}/audience.ics", full("/dossier/{heard}/audience.ics", "owner"),
         wrong("/dossier/{served}/audience.ics", HOLDER, status=404)),
    page("/dossier/{case_id}/notes", full("/dossier/{review}/notes", "clerk"), empty("/dossier/{heard}/notes", "judge"),
         unfilled("/dossier/{review}/notes", "clerk")),
    page("/dossier/{case_id}/gels", empty("/dossier/{review}/gels", "director"),
         empty("/dossier/{heard}/gels", "administrator"), unfilled("/dossier/{review}/gels", "director"),
         wrong("/dossier/{nothing}/gels", "director", status=404)),
    page("/dossier/{case_id}/avis-externe", full("/dossier/{review}/avis-externe", "clerk"),
         wrong("/dossier/{permit}/avis-externe", "clerk", status=409),
         unfilled("/dossier/{review}/avis-externe", "clerk")),
    page("/signature/{token}", full("/signature/{sign}"), unfilled("/signature/{sign}"),
         wrong("/signature/rien", status=410)),
    page("/avis/{token}", full("/avis/{opinion}"), unfilled("/avis/{opinion}"), wrong("/avis/rien", status=410)),
    file("/avis/{token}/documents/{document_id}", full("/avis/{opinion}/documents/{attached}")),
    page("/avis-publics/{case_id}", full("/avis-publics/{noticed}"), unfilled("/avis-publics/{noticed}"),
         wrong("/avis-publics/{permit}", status=404)),
    page("/bureau", full("/bureau", "clerk"), full("/bureau", "office"), full("/bureau", "prosecutor"),
         empty("/bureau?reference=rien", "clerk"), wrong("/bureau?due_before=2026-02-30", "clerk")),
    page("/bureau/demandes", empty("/bureau/demandes", "clerk")),
    page("/bureau/tableau", full("/bureau/tableau", "clerk"), full("/bureau/tableau", "office")),
    page("/bureau/absences", empty("/bureau/absences", "clerk"), unfilled("/bureau/absences", "clerk")),
    page("/bureau/rectifications", full("/bureau/rectifications", "administrator"),
         unfilled("/bureau/rectifications", "administrator")),
    page("/bureau/retards", empty("/bureau/retards", "director")),
    page("/bureau/ordre-du-jour", full("/bureau/ordre-du-jour", "clerk"),
         full("/bureau/ordre-du-jour?pour=conseil", "director"), empty("/bureau/ordre-du-jour", "office"),
         empty("/bureau/ordre-du-jour?jour=2001-01-01", "clerk")),
    page("/bureau/dossiers", full("/bureau/dossiers", "clerk"), full("/bureau/dossiers", "prosecutor"),
         empty("/bureau/dossiers?reference=rien", "clerk"), wrong("/bureau/dossiers?suite=rien", "clerk")),
    file("/bureau/dossiers.csv", full("/bureau/dossiers.csv", "clerk")),
    page("/bureau/caisse", full("/bureau/caisse", "clerk"), empty("/bureau/caisse", "office"),
         unfilled("/bureau/caisse", "clerk")),
    page("/bureau/caisse/{borough}/{day}", full("/bureau/caisse/{borough}/{today}", "clerk"),
         unfilled("/bureau/caisse/{borough}/{today}", "clerk"),
         wrong("/bureau/caisse/{borough}/hier", "clerk", status=404)),
    page("/bureau/factures", empty("/bureau/factures", "clerk")),
    page("/dossier/{case_id}/liens", full("/dossier/{permit}/liens", "owner")),
    page("/lien/{token}", full("/lien/{pay}"), full("/lien/{pay}?paiement=1"), wrong("/lien/rien", status=410)),
    # The sandbox's payments have a page of the gateway's own; tests/web/test_money_pages.py looks at Stripe's.
    page("/payer/{payment_id}/{seal}", wrong("/payer/rien/rien", status=404)),
    page("/bureau/poste", empty("/bureau/poste", "clerk"), unfilled("/bureau/poste", "clerk", form=0, status=404)),
    file("/bureau/poste/{batch}/{name}", wrong("/bureau/poste/rien/rien", "clerk", status=404)),
    page("/constat", full("/constat"), full("/constat?fini=1"), unfilled("/constat")),
    page("/constat/photo", full("/constat/photo"), unfilled("/constat/photo")),
    page("/constat/fin", full("/constat/fin")),
    page("/constat/reclamer", full("/constat/reclamer", "owner"), unfilled("/constat/reclamer", "owner")),
    page("/role", full("/role?jour={hearing}"), empty("/role?jour=2001-01-01")),
    page("/roll", full("/roll?jour={hearing}"), empty("/roll?jour=2001-01-01")),
    page("/preferences", full("/preferences", "owner"), unfilled("/preferences", NEWCOMER)),
    page("/verifier", full("/verifier")),
    page("/verifier/{code}", full("/verifier/{verify}"), wrong("/verifier/RIEN", status=404)),
    page("/verify/{code}", full("/verify/{verify}"), wrong("/verify/RIEN", status=404)),
    page("/dev/outbox", full("/dev/outbox")),
    page("/dev/outbox/{name}", full("/dev/outbox/{mail}"), wrong("/dev/outbox/rien.eml", status=404)),
    *COURT,
    *CITY,
)  # fmt: skip


def unlisted(routes: Iterable[BaseRoute], listed: Iterable[Page] = PAGES) -> set[str]:
    """The pages that have no line."""
    return addresses(routes) - {one.route for one in listed}


def gone(routes: Iterable[BaseRoute], listed: Iterable[Page] = PAGES) -> set[str]:
    """The lines whose page is no longer there."""
    return {one.route for one in listed} - addresses(routes)


def looks(*kinds: Kind) -> Iterator[Look]:
    """Every look at pages of these kinds."""
    for one in PAGES:
        if one.kind in kinds:
            yield from one.looks


def addresses(routes: Iterable[BaseRoute]) -> set[str]:
    """The addresses that answer a GET."""
    return {one.path for one in routes if isinstance(one, Route) and "GET" in (one.methods or ())}
