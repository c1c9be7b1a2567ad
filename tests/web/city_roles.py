"""The pages of the city's administration against every role."""

from typing import Final

from tests.web.page_answers import ADMINISTRATORS, DESKS, NO_LIST, SUPERVISORS

# route: address: see `tests.web.page_roles`
CITY: Final[dict[str, dict[str, str]]] = {
    "/bureau/ville/services": {"/bureau/ville/services": ADMINISTRATORS},
    "/bureau/ville/services/proposer": {"/bureau/ville/services/proposer": ADMINISTRATORS},
    "/bureau/ville/services/{code}.toml": {
        "/bureau/ville/services/{code}.toml": ADMINISTRATORS,
        "/bureau/ville/services/rien.toml": " in  in 403 403 403 403 403 403 404 403 403 403 403",
    },
    "/bureau/ville/services/{code}": {
        "/bureau/ville/services/{code}": ADMINISTRATORS,
        "/bureau/ville/services/rien": " in  in 403 403 403 403 403 403 404 403 403 403 403",
    },
    "/bureau/ville/arrondissements": {
        "/bureau/ville/arrondissements": ADMINISTRATORS,
        "/bureau/ville/arrondissements?service=rien": " in  in 403 403 403 403 403 403 404 403 403 403 403",
    },
    "/bureau/ville/personnes": {"/bureau/ville/personnes": ADMINISTRATORS},
    "/bureau/ville/personnes/responsables": {"/bureau/ville/personnes/responsables": ADMINISTRATORS},
    "/bureau/ville/personnes/{person}": {
        "/bureau/ville/personnes/agent-ls": ADMINISTRATORS,
        "/bureau/ville/personnes/citoyen-1": " in  in 403 403 403 403 403 403 404 403 403 403 403",
    },
    "/bureau/ville/calendriers": {"/bureau/ville/calendriers": ADMINISTRATORS},
    "/bureau/ville/incidents": {"/bureau/ville/incidents": SUPERVISORS},
    "/bureau/ville/incidents.csv": {"/bureau/ville/incidents.csv": SUPERVISORS},
    "/bureau/ville/incidents/declarer": {"/bureau/ville/incidents/declarer": SUPERVISORS},
    "/bureau/ville/incidents/imprimer": {"/bureau/ville/incidents/imprimer": SUPERVISORS},
    "/bureau/ville/incidents/{incident}": {
        "/bureau/ville/incidents/{incident}": SUPERVISORS,
        "/bureau/ville/incidents/rien": " in  in 403 403 403 403 404 403 404 403 403 403 403",
    },
    "/bureau/ville": {"/bureau/ville": ADMINISTRATORS},
    "/bureau/ville/exploitation": {"/bureau/ville/exploitation": ADMINISTRATORS},
    "/bureau/ville/conservation": {"/bureau/ville/conservation": SUPERVISORS},
    "/bureau/ville/conservation/{list_id}": {"/bureau/ville/conservation/rien": NO_LIST},
    "/bureau/ville/conservation/{list_id}/certificat.pdf": {"/bureau/ville/conservation/rien/certificat.pdf": NO_LIST},
    "/bureau/ville/lettres": {"/bureau/ville/lettres": DESKS},
    "/bureau/ville/lettres/{code}.pdf": {
        "/bureau/ville/lettres/P13.pdf": DESKS,
        "/bureau/ville/lettres/C08.pdf?langue=en": DESKS,
        "/bureau/ville/lettres/P99.pdf": " in  in 403 403 404 404 404 403 404 404 403 403 403",
    },
    "/bureau/ville/lettres/paragraphes": {
        "/bureau/ville/lettres/paragraphes": DESKS,
        "/bureau/ville/lettres/paragraphes?pour=LS": " in  in 403 403 200 404 200 403 200 404 403 403 403",
    },
    "/bureau/ville/lettres/paragraphes/{place}": {
        "/bureau/ville/lettres/paragraphes/contact": DESKS,
        "/bureau/ville/lettres/paragraphes/contact?pour=LS": " in  in 403 403 200 404 200 403 200 404 403 403 403",
        "/bureau/ville/lettres/paragraphes/court_contact?pour=COUR":
            " in  in 403 403 404 404 404 403 200 200 403 403 403",
        "/bureau/ville/lettres/paragraphes/rien": " in  in 403 403 404 404 404 403 404 404 403 403 403",
    },
}  # fmt: skip
