"""Every page against every role: what each person gets at each address, written down (RELIABILITY §3 A1-A3).

One line is one address; its words are in the order of WHO. `in` leads to signing in, `on` to another page. The names in
braces are those of `tests.web.place`: `permit` waits for its fee, `review` is studied, `noticed` is before the council;
`served` is unanswered and held by its pass, `pleaded` is under review, `heard` has its hearing set,
`excess` has money to go back; `disclosed` is under review and has exhibits.
"""

from collections.abc import Iterable
from typing import Final

from starlette.routing import BaseRoute

from tests.web.city_roles import CITY
from tests.web.court_roles import COURT
from tests.web.page_answers import (
    CITIZENS,
    CLERKS,
    COURT_READERS,
    DESKS,
    EVERY_DESK,
    EVERYBODY,
    NOT_THERE,
    ONWARD,
    OVER,
    OWNER_ALONE,
    PERMIT_DESK,
    PERMIT_READERS,
    SIGNED_IN,
)
from tests.web.page_list import addresses
from tests.web.people import ANYONE, HOLDER, PEOPLE

WHO: Final = (ANYONE, HOLDER, *PEOPLE)

# route: address: anyone holder owner other clerk elsewhere director inspector administrator office prosecutor judge
#                 collector
EXPECTED: Final[dict[str, dict[str, str]]] = {
    "/": {"/": EVERYBODY},
    "/services": {"/services": EVERYBODY},
    "/recherche": {"/recherche": EVERYBODY},
    "/services/{code}": {
        "/services/{code}": EVERYBODY,
        "/services/rien": NOT_THERE,
    },
    "/services/{code}/demande": {
        "/services/{code}/demande": " in  in 200 200 200 200 200 403 403 200 403 403 403",
        "/services/rien/demande": " in  in 404 404 404 404 404 403 403 404 403 403 403",
    },
    "/services/{code}/essai": {"/services/{code}/essai": EVERYBODY},
    "/connexion": {"/connexion": EVERYBODY},
    "/connexion/courriel": {"/connexion/courriel": EVERYBODY},
    "/connexion/cle": {"/connexion/cle": EVERYBODY},
    "/cles-acces": {"/cles-acces": SIGNED_IN},
    "/connexion/compte": {"/connexion/compte": NOT_THERE},
    "/connexion/retour": {"/connexion/retour": OVER},
    "/connexion/lien/{token}": {
        "/connexion/lien/{link}": "200 410 410 410 410 410 410 410 410 410 410 410 410",
        "/connexion/lien/rien": OVER,
    },
    "/accueil": {"/accueil": ONWARD},
    "/deconnexion": {"/deconnexion": " on  on 200 200 200 200 200 200 200 200 200 200 200"},
    "/demande/{draft_id}": {"/demande/{draft}": ONWARD},
    "/demande/{draft_id}/questions": {
        "/demande/{ready}/questions": OWNER_ALONE,
        "/demande/{draft}/questions": OWNER_ALONE,
    },
    "/demande/{draft_id}/precisions": {"/demande/{called}/precisions": OWNER_ALONE},
    "/demande/{draft_id}/plus-tard": {"/demande/{draft}/plus-tard": OWNER_ALONE},
    "/demande/{draft_id}/documents": {
        "/demande/{ready}/documents": OWNER_ALONE,
        "/demande/{called}/documents": OWNER_ALONE,
    },
    "/demande/{draft_id}/signature": {"/demande/{called}/signature": OWNER_ALONE},
    "/signature/{token}": {"/signature/{sign}": EVERYBODY, "/signature/rien": OVER},
    "/demande/{draft_id}/verification": {
        "/demande/{ready}/verification": OWNER_ALONE,
        "/demande/{draft}/verification": OWNER_ALONE,
    },
    "/dossiers": {"/dossiers": CITIZENS},
    "/dossiers/rattacher": {"/dossiers/rattacher": CITIZENS},
    "/fil": {"/fil": CITIZENS},
    "/mes-donnees": {"/mes-donnees": CITIZENS},
    "/mes-donnees.json": {"/mes-donnees.json": CITIZENS},
    "/mes-donnees.pdf": {"/mes-donnees.pdf": CITIZENS},
    "/mes-donnees/rectification": {"/mes-donnees/rectification": CITIZENS},
    "/bureau/rectifications": {
        "/bureau/rectifications": " in  in 403 403 403 403 403 403 200 403 403 403 403",
    },
    "/dossier/{case_id}": {
        "/dossier/{permit}": PERMIT_READERS,
        "/dossier/{review}": PERMIT_READERS,
        "/dossier/{noticed}": PERMIT_READERS,
        "/dossier/{served}": " in 200 404 404 404 404 404 404 200 200 200 200 200",
        "/dossier/{pleaded}": COURT_READERS,
        "/dossier/{heard}": COURT_READERS,
        "/dossier/{excess}": COURT_READERS,
        "/dossier/{nothing}": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/dossier/{case_id}/recu": {
        "/dossier/{permit}/recu": PERMIT_READERS,
        "/dossier/{review}/recu": PERMIT_READERS,
        "/dossier/{served}/recu": " in 404 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/dossier/{case_id}/lettres/{number:int}.pdf": {
        "/dossier/{permit}/lettres/1.pdf": PERMIT_READERS,
        "/dossier/{permit}/lettres/99.pdf": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/dossier/{case_id}/documents/{document_id}": {
        "/dossier/{permit}/documents/{document}": PERMIT_READERS,
        "/dossier/{review}/documents/{document}": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/dossier/{case_id}/actes/{act}": {
        "/dossier/{permit}/actes/withdraw": " in  in 200 404 403 404 403 403 403 404 404 404 404",
        "/dossier/{noticed}/actes/withdraw": " in  in 200 404 403 404 403 403 403 404 404 404 404",
        "/dossier/{permit}/actes/approve": " in  in 403 404 409 404 409 403 403 404 404 404 404",
        "/dossier/{review}/actes/ask_information": PERMIT_DESK,
        "/dossier/{permit}/actes/declare_complete": " in  in 403 404 409 404 409 403 403 404 404 404 404",
        "/dossier/{review}/actes/refuse": " in  in 403 404 403 404 200 403 403 404 404 404 404",
        "/dossier/{permit}/actes/refuse": " in  in 403 404 403 404 409 403 403 404 404 404 404",
        "/dossier/{permit}/actes/take_payment": PERMIT_DESK,
        "/dossier/{review}/actes/take_payment": PERMIT_DESK,
        "/dossier/{review}/actes/give_opinion": PERMIT_DESK,
        "/dossier/{noticed}/actes/record_resolution": PERMIT_DESK,
        "/dossier/{permit}/actes/inspect": " in  in 403 404 403 404 403 409 403 404 404 404 404",
        "/dossier/{permit}/actes/withdraw_letter": PERMIT_DESK,
        "/dossier/{permit}/actes/attach_document": " in  in 200 404 200 404 200 200 403 404 404 404 404",
        "/dossier/{served}/actes/plead": " in 200 404 404 404 404 404 404 403 200 403 403 403",
        "/dossier/{pleaded}/actes/plead": " in  in 200 404 404 404 404 404 403 200 403 403 403",
        "/dossier/{pleaded}/actes/continue_proceedings": " in  in 403 404 404 404 404 404 403 403 200 403 403",
        "/dossier/{heard}/actes/continue_proceedings": " in  in 403 404 404 404 404 404 403 403 409 403 403",
        "/dossier/{pleaded}/actes/schedule": " in  in 403 404 404 404 404 404 403 409 403 403 403",
        "/dossier/{heard}/actes/ask_postponement": " in  in 200 404 404 404 404 404 403 200 200 403 403",
        "/dossier/{heard}/actes/recuse": " in  in 403 404 404 404 404 404 403 403 403 200 403",
        "/dossier/{heard}/actes/judge": " in  in 403 404 404 404 404 404 403 403 403 409 403",
        "/dossier/{served}/actes/offer_payment": " in 200 404 404 404 404 404 404 403 200 403 403 403",
        "/dossier/{heard}/actes/file_exhibit": " in  in 200 404 404 404 404 404 403 200 403 403 403",
        "/dossier/{heard}/actes/agree": " in  in 403 404 404 404 404 404 403 403 403 403 409",
        "/dossier/{review}/actes/correct_entry": " in  in 403 404 200 404 409 409 403 404 404 404 404",
        "/dossier/{heard}/actes/correct_entry": " in  in 403 404 404 404 404 404 403 200 403 403 409",
        "/dossier/{excess}/actes/order_refund": " in  in 403 404 404 404 404 404 403 403 403 403 200",
        "/dossier/{heard}/actes/order_refund": " in  in 403 404 404 404 404 404 403 403 403 403 409",
        "/dossier/{heard}/actes/rien": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/dossier/{case_id}/audience.ics": {
        "/dossier/{heard}/audience.ics": COURT_READERS,
        "/dossier/{served}/audience.ics": " in 404 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/dossier/{case_id}/notes": {
        "/dossier/{review}/notes": " in  in 403 404 200 404 200 200 403 404 404 404 404",
        "/dossier/{heard}/notes": " in  in 403 404 404 404 404 404 403 200 200 200 200",
    },
    "/dossier/{case_id}/gels": {
        "/dossier/{review}/gels": " in  in 403 404 403 404 200 403 200 404 404 404 404",
        "/dossier/{served}/gels": " in 403 404 404 404 404 404 404 200 403 403 403 403",
    },
    "/dossier/{case_id}/avis-externe": {
        "/dossier/{review}/avis-externe": PERMIT_DESK,
        "/dossier/{permit}/avis-externe": " in  in 403 404 409 404 409 403 403 404 404 404 404",
        "/dossier/{heard}/avis-externe": " in  in 403 404 404 404 404 404 403 409 403 403 403",
    },
    "/avis/{token}": {
        "/avis/{opinion}": EVERYBODY,
        "/avis/rien": OVER,
    },
    "/avis/{token}/documents/{document_id}": {"/avis/{opinion}/documents/{attached}": EVERYBODY},
    "/avis-publics/{case_id}": {
        "/avis-publics/{noticed}": EVERYBODY,
        "/avis-publics/{permit}": NOT_THERE,
    },
    "/bureau": {"/bureau": EVERY_DESK},
    "/bureau/demandes": {"/bureau/demandes": CLERKS},
    "/bureau/tableau": {"/bureau/tableau": EVERY_DESK},
    "/bureau/absences": {"/bureau/absences": CLERKS},
    "/bureau/retards": {"/bureau/retards": " in  in 403 403 403 403 200 403 200 403 403 403 403"},
    "/bureau/ordre-du-jour": {"/bureau/ordre-du-jour": CLERKS},
    "/bureau/dossiers": {"/bureau/dossiers": EVERY_DESK},
    "/bureau/dossiers.csv": {"/bureau/dossiers.csv": DESKS},
    "/bureau/caisse": {"/bureau/caisse": DESKS},
    "/bureau/caisse/{borough}/{day}": {
        "/bureau/caisse/{borough}/{today}": " in  in 403 403 200 404 200 403 200 404 403 403 403",
        "/bureau/caisse/{borough}/hier": " in  in 403 403 404 404 404 403 404 404 403 403 403",
    },
    "/bureau/factures": {"/bureau/factures": DESKS},
    "/dossier/{case_id}/liens": {
        "/dossier/{permit}/liens": " in  in 200 404 403 404 403 403 403 404 404 404 404",
        "/dossier/{review}/liens": " in  in 200 404 403 404 403 403 403 404 404 404 404",
        "/dossier/{heard}/liens": " in  in 200 404 404 404 404 404 403 403 403 403 403",
    },
    "/lien/{token}": {
        "/lien/{pay}": EVERYBODY,
        "/lien/rien": OVER,
    },
    "/payer/{payment_id}/{seal}": {"/payer/rien/rien": NOT_THERE},
    "/bureau/poste": {"/bureau/poste": DESKS},
    "/bureau/poste/{batch}/{name}": {"/bureau/poste/rien/rien": " in  in 403 403 404 404 404 403 404 404 403 403 403"},
    "/constat": {"/constat": EVERYBODY},
    "/constat/photo": {"/constat/photo": EVERYBODY},
    "/constat/fin": {"/constat/fin": EVERYBODY},
    "/constat/reclamer": {"/constat/reclamer": CITIZENS},
    "/role": {"/role?jour={hearing}": EVERYBODY},
    "/roll": {"/roll?jour={hearing}": EVERYBODY},
    "/preferences": {"/preferences": CITIZENS},
    "/verifier": {"/verifier": EVERYBODY},
    "/verifier/{code}": {
        "/verifier/{verify}": EVERYBODY,
        "/verifier/RIEN": NOT_THERE,
    },
    "/verify/{code}": {
        "/verify/{verify}": EVERYBODY,
        "/verify/RIEN": NOT_THERE,
    },
    "/dev/outbox": {"/dev/outbox": EVERYBODY},
    "/dev/outbox/{name}": {
        "/dev/outbox/{mail}": EVERYBODY,
        "/dev/outbox/rien.eml": NOT_THERE,
    },
    **COURT,
    **CITY,
}  # fmt: skip
ROWS: Final = [(address, words) for rows in EXPECTED.values() for address, words in rows.items()]


def expected(words: str) -> dict[str, str]:
    """What each person gets, as a line says it."""
    return dict(zip(WHO, words.split(), strict=True))


def unjudged(routes: Iterable[BaseRoute], judged: Iterable[str] = EXPECTED) -> set[str]:
    """The pages of which the table says nothing."""
    return addresses(routes) - set(judged)
