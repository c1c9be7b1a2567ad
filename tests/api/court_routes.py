"""The routes of the court's calendar and of dates that move, for the table of routes and roles."""

COURT_ALONE = (401, *(403,) * 7)  # the court's own people: see tests/db/test_hearing_doors.py
HEARING = "/api/v1/hearings/{hearing_id}"
OF_A_CONTEST = (401, 403, 404, 403, 404, 403, 403, 403)  # the cases of this matrix are permits

EXPECTED: dict[tuple[str, str], tuple[int, ...]] = {
    ("POST", "/api/v1/sittings"): COURT_ALONE,
    ("GET", "/api/v1/sittings"): COURT_ALONE,
    ("GET", "/api/v1/hearings"): COURT_ALONE,
    ("GET", "/api/v1/hearings/proposals"): COURT_ALONE,
    ("POST", "/api/v1/hearings/publications"): COURT_ALONE,
    ("POST", "/api/v1/hearings/dockets"): COURT_ALONE,
    ("GET", "/api/v1/hearings/dockets/{docket_id}"): COURT_ALONE,
    ("POST", "/api/v1/hearings/dockets/{docket_id}/publish"): COURT_ALONE,
    ("GET", f"{HEARING}/people"): COURT_ALONE,
    ("POST", f"{HEARING}/people"): COURT_ALONE,
    ("DELETE", f"{HEARING}/people/{{participant}}"): COURT_ALONE,
    ("POST", f"{HEARING}/people/{{participant}}/link"): COURT_ALONE,
    ("DELETE", f"{HEARING}/people/{{participant}}/link"): COURT_ALONE,
    ("POST", f"{HEARING}/people/{{participant}}/presence"): COURT_ALONE,
    ("POST", f"{HEARING}/apart"): COURT_ALONE,
    ("DELETE", f"{HEARING}/apart"): COURT_ALONE,
    ("POST", f"{HEARING}/watch"): (404,) * 8,  # anybody may ask; this hearing is none
    ("GET", "/api/v1/slots"): COURT_ALONE,
    ("POST", "/api/v1/slots/{slot_id}/holds"): COURT_ALONE,
    ("DELETE", "/api/v1/holds/{hold_id}"): COURT_ALONE,
    ("GET", "/api/v1/cases/{case_id}/free-slots"): OF_A_CONTEST,
    ("POST", "/api/v1/cases/{case_id}/move-hearing"): OF_A_CONTEST,
    ("GET", "/api/v1/cases/{case_id}/earlier-date"): OF_A_CONTEST,
    ("POST", "/api/v1/cases/{case_id}/earlier-date"): OF_A_CONTEST,
    ("POST", "/api/v1/cases/{case_id}/earlier-date/end"): OF_A_CONTEST,
    ("POST", "/api/v1/cases/{case_id}/offers/{offer_id}/take"): OF_A_CONTEST,
    ("POST", "/api/v1/cases/{case_id}/offers/{offer_id}/decline"): OF_A_CONTEST,
}
