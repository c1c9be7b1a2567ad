"""The HTML door: French at the root, the same pages in English under `/en`."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from casework import access
from casework.doors import Doors
from domain.errors import CaseError
from web import (
    acts,
    agenda,
    apply,
    assigning,
    assisted,
    attach,
    availability,
    bench,
    bundles,
    bureau,
    calendar_feed,
    calendars,
    case,
    check,
    city_home,
    city_services,
    claiming,
    court_days,
    dashboard,
    decisions,
    destructions,
    dockets,
    earlier_dates,
    hearing_room,
    holds,
    ics,
    incidents,
    keeping,
    later,
    letters,
    links,
    moving,
    my_data,
    my_data_paper,
    notes,
    opening,
    operations,
    outbox,
    outside,
    passkeys,
    paying,
    post,
    preferences,
    proposals,
    prosecution,
    questions,
    recordings,
    rectifying,
    refusals,
    revocations,
    rollout,
    search,
    services,
    sign_in,
    sign_in_elsewhere,
    sign_in_link,
    signing,
    staff,
    staff_person,
    statement_photo,
    statements,
    thread,
    tills,
    trial,
    uploads,
    verification,
)
from web.assets import asset_route
from web.forgery import Forged
from web.pages import environment
from web.visit import Handler, Site, enter


def create_web(doors: Doors, assets: Path, *, mail_folder: Path | None = None) -> Starlette:
    """The portal. `assets` is the folder of npm packages; a `mail_folder` makes it a demo: accounts, an outbox."""
    site = Site(doors, environment(), mail_folder, demo_accounts=mail_folder is not None)
    app = Starlette(
        routes=[asset_route(assets), Mount("/en", routes=pages()), *pages()],
        exception_handlers={
            CaseError: refusals.refused,
            Forged: refusals.forged,
            HTTPException: refusals.not_served,
            Exception: refusals.failed,
        },
    )
    app.state.site = site
    return app


def pages() -> Sequence[BaseRoute]:
    """Every page; a form is sent to the address of its own page."""
    return [
        page("/", services.home),
        page("/services", services.index),
        page("/recherche", search.show),
        page("/services/{code}", services.show),
        page("/services/{code}/essai", trial.ask, trial.answer),
        page("/services/{code}/demande", apply.choose, apply.start),
        page("/connexion", sign_in.show, sign_in.come_in),
        page("/connexion/courriel", sign_in.show, sign_in_link.ask),
        page("/connexion/compte", sign_in_elsewhere.leave),
        page("/connexion/retour", sign_in_elsewhere.back),
        page("/connexion/lien/{token}", sign_in_link.look, sign_in_link.use),
        page("/connexion/cle", passkeys.show, passkeys.come_in),
        page("/cles-acces", passkeys.index, passkeys.change),
        page("/accueil", sign_in.desk),
        page("/deconnexion", sign_in.leave, sign_in.gone),
        page("/demande/{draft_id}", apply.resume),
        page("/demande/{draft_id}/questions", questions.ask("questions"), questions.answer("questions")),
        page("/demande/{draft_id}/precisions", questions.ask("precisions"), questions.answer("precisions")),
        page("/demande/{draft_id}/documents", attach.show, attach.keep),
        page("/demande/{draft_id}/signature", signing.offer, signing.make),
        page("/demande/{draft_id}/verification", check.show, check.submit),
        page("/demande/{draft_id}/plus-tard", later.show, later.send),
        page("/dossiers", case.index),
        page("/dossiers/rattacher", claiming.ask, claiming.claim),
        page("/fil", thread.show),
        page("/mes-donnees", my_data.show),
        page("/mes-donnees.json", my_data.export),
        page("/mes-donnees.pdf", my_data_paper.download),
        page("/mes-donnees/rectification", rectifying.show, rectifying.ask),
        page("/bureau/rectifications", rectifying.waiting, rectifying.answer),
        page("/dossier/{case_id}", case.show),
        page("/dossier/{case_id}/recu", check.receipt),
        page("/dossier/{case_id}/audience.ics", ics.hearing),
        page("/dossier/{case_id}/audience", hearing_room.join, hearing_room.join),
        page("/audience/{hearing_id}", hearing_room.room),
        page("/audience/{hearing_id}/essai", hearing_room.self_test),
        page("/dossier/{case_id}/plus-tot", earlier_dates.show, earlier_dates.do),
        page("/dossier/{case_id}/deplacer", moving.show, moving.do),
        page("/dossier/{case_id}/preuve.zip", bundles.download),
        page("/dossier/{case_id}/notes", notes.show, notes.add),
        page("/dossier/{case_id}/gels", holds.show, holds.do),
        page("/dossier/{case_id}/lettres/{number:int}.pdf", case.letter),
        page("/dossier/{case_id}/documents/{document_id}", uploads.download),
        page("/dossier/{case_id}/actes/{act}", acts.show, acts.do),
        page("/dossier/{case_id}/avis-externe", outside.ask, outside.make),
        page("/signature/{token}", signing.look, signing.sign),
        page("/avis/{token}", outside.opinion, outside.give),
        page("/avis/{token}/documents/{document_id}", outside.attached),
        page("/avis-publics/{case_id}", outside.notice, outside.comment),
        page("/bureau", bureau.tasks, bureau.assign),
        page("/bureau/ville/services", city_services.index),
        page("/bureau/ville/services/proposer", proposals.ask, proposals.answer),
        page("/bureau/ville/services/{code}.toml", city_services.file),
        page("/bureau/ville/services/{code}", city_services.show, city_services.change),
        page("/bureau/ville/arrondissements", rollout.show, rollout.change),
        page("/bureau/demandes", assisted.index),
        page("/bureau/tableau", dashboard.show),
        page("/bureau/absences", assigning.cover, assigning.say_away),
        page("/bureau/retards", bureau.overdue),
        page("/bureau/ville", city_home.show),
        page("/bureau/ville/exploitation", operations.show),
        page("/bureau/ville/conservation", keeping.show, keeping.propose),
        page("/bureau/ville/conservation/{list_id}", destructions.show, destructions.do),
        page("/bureau/ville/conservation/{list_id}/certificat.pdf", destructions.certificate),
        page("/bureau/ordre-du-jour", agenda.show),
        page("/bureau/dossiers", bureau.files),
        page("/bureau/dossiers.csv", bureau.export),
        page("/bureau/caisse", tills.index, tills.open_today),
        page("/bureau/caisse/{borough}/{day}", tills.show, tills.close),
        page("/bureau/factures", tills.owed),
        page("/dossier/{case_id}/liens", links.offer, links.make),
        page("/lien/{token}", links.look),
        page("/payer/{payment_id}/{seal}", paying.show, paying.try_card),
        page("/bureau/audiences", court_days.hearings_of_the_day),
        page("/bureau/feuille", bench.show, bench.minute),
        page("/bureau/juge", decisions.show),
        page("/bureau/audiences/offres", earlier_dates.log),
        page("/bureau/audiences/{hearing_id}/enregistrement", recordings.show),
        page("/bureau/audiences/{hearing_id}/enregistrement/{recording_id}", recordings.listen),
        page("/bureau/audiences/a-fixer", court_days.to_place, court_days.publish),
        page("/bureau/audiences/mois", dockets.index, dockets.ask),
        page("/bureau/audiences/mois/{proposal_id}.json", dockets.export),
        page("/bureau/audiences/mois/{proposal_id}", dockets.show, dockets.publish),
        page("/bureau/audiences/mois/{proposal_id}/comparaison", dockets.compare),
        page("/bureau/seances", court_days.sittings, court_days.open_sitting),
        page("/bureau/ville/lettres", letters.index),
        page("/bureau/ville/lettres/{code}.pdf", letters.pdf),
        page("/bureau/ville/lettres/paragraphes", letters.index_of_places),
        page("/bureau/ville/lettres/paragraphes/{place}", letters.show, letters.change),
        page("/bureau/poursuite", prosecution.queue),
        page("/bureau/poursuite/preuve", prosecution.to_disclose),
        page("/bureau/poursuite/retractations", revocations.show, revocations.apply),
        page("/bureau/poursuite/{case_id}", prosecution.review, prosecution.decide),
        page("/bureau/ville/personnes", staff.index, staff.open_account),
        page("/bureau/ville/personnes/responsables", staff.supervisors, staff.name_supervisors),
        page("/bureau/ville/personnes/{person}", staff_person.show, staff_person.do),
        page("/bureau/ville/calendriers", calendars.show, calendars.close),
        page("/bureau/ville/incidents", incidents.index),
        page("/bureau/ville/incidents.csv", incidents.export),
        page("/bureau/ville/incidents/declarer", incidents.ask, incidents.declare),
        page("/bureau/ville/incidents/imprimer", incidents.paper),
        page("/bureau/ville/incidents/{incident}", incidents.show, incidents.amend),
        page("/bureau/seances/ouvrir", opening.show, opening.open_all),
        page("/bureau/disponibilites", availability.show, availability.keep),
        page("/calendrier/{token}.ics", calendar_feed.feed),
        page("/bureau/poste", post.show, post.do),
        page("/bureau/poste/{batch}/{name}", post.download),
        page("/constat", statements.ask, statements.find),
        page("/constat/photo", statement_photo.ask, statement_photo.read),
        page("/constat/fin", statements.ask, statements.leave),
        page("/constat/reclamer", statements.about_claiming, statements.claim),
        page("/role", statements.roll),
        page("/roll", statements.roll),
        page("/preferences", preferences.show, preferences.keep),
        page("/verifier", verification.ask),
        page("/verifier/{code}", verification.show),
        page("/verify/{code}", verification.show),
        page("/dev/outbox", outbox.index),
        page("/dev/outbox/{name}", outbox.show),
    ]


def page(path: str, get: Handler, post: Handler | None = None) -> Route:
    """One page, and what becomes of its form."""

    async def endpoint(request: Request) -> Response:
        visit = await enter(request)
        with access.opening(f"{request.method} {path}"):
            return await (post if post is not None and request.method == "POST" else get)(visit)

    return Route(path, endpoint, methods=["GET", "POST"] if post else ["GET"], name=path)
