"""The pages of the court's days, of its judges and of the prosecution against every role."""

from typing import Final

from tests.web.page_answers import (
    COURT_DAYS,
    COURT_DOCKETS,
    COURT_READERS,
    EVERYBODY,
    LISTENERS,
    NOT_THERE,
    OVER,
    PROSECUTION,
)

# route: address: see `tests.web.page_roles`
COURT: Final[dict[str, dict[str, str]]] = {
    "/dossier/{case_id}/audience": {
        "/dossier/{heard}/audience": " in  in 422 404 404 404 404 404 403 422 422 422 403",
    },
    "/audience/{hearing_id}": {"/audience/{nothing}": EVERYBODY, "/audience/rien": NOT_THERE},
    "/audience/{hearing_id}/essai": {"/audience/{nothing}/essai": EVERYBODY, "/audience/rien/essai": NOT_THERE},
    "/dossier/{case_id}/preuve.zip": {
        "/dossier/{disclosed}/preuve.zip": COURT_READERS,
        "/dossier/{heard}/preuve.zip": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/bureau/audiences": {
        "/bureau/audiences": COURT_DAYS,
        "/bureau/audiences?jour={hearing}": COURT_DAYS,
        "/bureau/audiences?jour={remote_day}": COURT_DAYS,
    },
    "/bureau/audiences/{hearing_id}/participants": {
        "/bureau/audiences/{remote_hearing}/participants": " in  in 403 403 403 403 403 403 403 200 403 403 403",
        "/bureau/audiences/{nothing}/participants": " in  in 403 403 403 403 403 403 403 404 403 403 403",
    },
    "/role/{hearing_id}/assister": {
        "/role/{remote_hearing}/assister": EVERYBODY,
        "/role/{remote_hearing}/assister?fait=1": EVERYBODY,
        "/role/{nothing}/assister": NOT_THERE,
    },
    "/dossier/{case_id}/proces-verbal/{hearing_id}": {
        "/dossier/{remote}/proces-verbal/{remote_hearing}": COURT_READERS,
        "/dossier/{heard}/proces-verbal/{remote_hearing}": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/bureau/feuille": {
        "/bureau/feuille": COURT_DAYS,
        "/bureau/feuille?jour={hearing}": COURT_DAYS,
    },
    "/bureau/audiences/offres": {"/bureau/audiences/offres": COURT_DAYS},
    "/bureau/audiences/{hearing_id}/enregistrement": {
        "/bureau/audiences/{recorded}/enregistrement": LISTENERS,
        "/bureau/audiences/rien/enregistrement": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/bureau/audiences/{hearing_id}/enregistrement/{recording_id}": {
        "/bureau/audiences/{recorded}/enregistrement/{recording}": LISTENERS,
        "/bureau/audiences/{recorded}/enregistrement/rien": " in  in 404 404 404 404 404 404 403 404 403 404 403",
        "/bureau/audiences/rien/enregistrement/{recording}": " in  in 404 404 404 404 404 404 404 404 404 404 404",
    },
    "/dossier/{case_id}/plus-tot": {
        "/dossier/{heard}/plus-tot": " in  in 200 404 404 404 404 404 403 403 403 403 403",
        "/dossier/{permit}/plus-tot": " in  in 403 404 403 404 403 403 403 404 404 404 404",
    },
    "/dossier/{case_id}/deplacer": {
        "/dossier/{heard}/deplacer": " in  in 403 404 404 404 404 404 403 403 403 403 403",
    },
    "/bureau/juge": {"/bureau/juge": " in  in 403 403 403 403 403 403 403 403 403 200 403"},
    "/bureau/audiences/a-fixer": {"/bureau/audiences/a-fixer": COURT_DAYS},
    "/bureau/audiences/mois": {"/bureau/audiences/mois": COURT_DAYS},
    "/bureau/audiences/mois/{proposal_id}": {
        "/bureau/audiences/mois/{docket}": COURT_DAYS,
        "/bureau/audiences/mois/rien": COURT_DOCKETS,
    },
    "/bureau/audiences/mois/{proposal_id}.json": {"/bureau/audiences/mois/{docket}.json": COURT_DAYS},
    "/bureau/audiences/mois/{proposal_id}/comparaison": {"/bureau/audiences/mois/{docket}/comparaison": COURT_DAYS},
    "/bureau/seances": {"/bureau/seances": COURT_DAYS},
    "/bureau/poursuite": {"/bureau/poursuite": PROSECUTION},
    "/bureau/poursuite/preuve": {"/bureau/poursuite/preuve": PROSECUTION},
    "/bureau/poursuite/retractations": {"/bureau/poursuite/retractations": PROSECUTION},
    "/bureau/poursuite/{case_id}": {
        "/bureau/poursuite/{pleaded}": PROSECUTION,
        "/bureau/poursuite/{heard}": " in  in 403 403 403 403 403 403 403 403 409 403 403",
        "/bureau/poursuite/{nothing}": " in  in 403 403 403 403 403 403 403 403 404 403 403",
    },
    "/bureau/seances/ouvrir": {
        "/bureau/seances/ouvrir": " in  in 403 403 403 403 403 403 403 200 403 403 403",
    },
    "/bureau/disponibilites": {"/bureau/disponibilites": COURT_DAYS},
    "/calendrier/{token}.ics": {"/calendrier/{calendar}.ics": EVERYBODY, "/calendrier/rien.ics": OVER},
}  # fmt: skip
