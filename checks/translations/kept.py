"""What the gate lets pass, each with its reason. An entry that nothing needs any more must go: a test says so."""

from typing import Final

_ONE_WORD: Final = "the same word, with the same meaning, in both languages"

# Texts that are the same in both languages.
SAME: Final[dict[str, str]] = {
    "Code": _ONE_WORD,
    "Conditions": _ONE_WORD,
    "Contribution": _ONE_WORD,
    "contribution": _ONE_WORD,
    "Contribution (art. 8.1)": _ONE_WORD,
    "Correction": _ONE_WORD,
    "Date": _ONE_WORD,
    "Discipline": _ONE_WORD,
    "Document": _ONE_WORD,
    "(document)": _ONE_WORD,
    "Documents": _ONE_WORD,
    "Exclusions": _ONE_WORD,
    "Mode": _ONE_WORD,
    "minutes": _ONE_WORD,
    "Nature": _ONE_WORD,
    "Notes": _ONE_WORD,
    "Pages": _ONE_WORD,
    "Payable": _ONE_WORD,
    "Publication": _ONE_WORD,
    "Publications": _ONE_WORD,
    "Questions": _ONE_WORD,
    "Restaurant": _ONE_WORD,
    "Service": _ONE_WORD,
    "Services": _ONE_WORD,
    "Signature": _ONE_WORD,
    "Terminal": _ONE_WORD,
    "Total": _ONE_WORD,
    "Version": _ONE_WORD,
    "version": _ONE_WORD,
    "Versions": _ONE_WORD,
    "775, rue Gosford, Montréal": "an address is written in French, as the post wants it",
    "notice": "not read: a class of the letters’ style sheet",
    "permit": "not read: a class of the letters’ style sheet",
    "QC-CPP": "not read: the id of a regime",
}

# Names that stay French in an English text; they say nothing about the language that they stand in.
NAMES: Final[dict[str, str]] = {
    "Accès Montréal": "the name of the City’s offices",
    "Ville de Montréal": "the City’s name",
    "Cour municipale de Montréal": "the court’s name at the head of its letters, marked as French",
    "Conseil du patrimoine de Montréal": "the body’s official name, explained in English",
    "Régie du bâtiment du Québec": "the body’s official name",
    "Société de l’assurance automobile du Québec": "the body’s official name",
    "Société de transport de Montréal": "the body’s official name, explained in English",
    "Montréal": "the City",
    "Québec": "the province",
    "café-terrasse": "what Montréalers call it in English too",
    "en-CA": "not read: the code of a language",
}

# Files whose texts are names, the same in both languages.
FILES_OF_NAMES: Final[dict[str, str]] = {
    "catalogue/boroughs.toml": "a borough’s official name has one form (DOMAIN §1.1)",
}

# A rule, and the French text that it lets pass.
PASSED: Final[dict[tuple[str, str], str]] = {
    ("links", "Il faut une adresse de courriel complète, par exemple nom@exemple.ca."): "made-up addresses",
}

# French that needs no English beside it, by the file that it stands in.
ALONE: Final[dict[str, str]] = {
    "adapters/geojson.py": "reads the City’s files, which are in French",
    "adapters/letter_press.py": "a page that warms the printer up; nobody reads it",
    "adapters/letter_structure.py": "the seal’s own name, the same on every letter",
    "adapters/seal_authority.py": "names in the seal’s certificates, the same on every letter",
    "adapters/sandbox/gateway.py": "a page of the trial gateway that shows both languages at once",
    "casework/specimens/contest_words.py": "lists that a made-up letter gives, with the English ones beside them",
    "casework/specimens/later_permits.py": "lists that a made-up letter gives, with the English ones beside them",
    "casework/specimens/permits.py": "lists that a made-up letter gives, with the English ones beside them",
    "casework/statement_files.py": "a made-up row of the file to begin with",
}
