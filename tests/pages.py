"""Every public page in every state worth looking at, with the people of `tests.browser.world`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """One state of one page: its address, the status it answers with, and words that prove it is that state."""

    name: str
    path: str
    says: str
    status: int = 200


HOME = Shown("home", "/", "Find a scalp microneedling practitioner and see what has been checked")
NEAR = "/find/?q=78701&within=25&qualified=on"
RESULTS = Shown("results", NEAR, "near 78701")

FIND = (
    RESULTS,
    Shown("results, page 2", f"{NEAR}&page=2", "page 2"),
    Shown("everyone", "/find/", "Scalp microneedling practitioners"),
    Shown(
        "many filters",
        "/find/?q=Austin&within=50&meets=license&meets=training&profession=esthetician&language=english"
        "&language=spanish&sort=checked",
        "Remove filter:",
    ),
    Shown("a state", "/find/?q=Texas", "in Texas"),
    Shown("kilometers", "/find/?q=30.2672,-97.7431&unit=km", "km"),
    Shown(
        "none found",
        "/find/?q=78701&within=5&qualified=on&access=quiet-room&depth=from_15",
        "0 practitioners",
    ),
    Shown("several places", "/find/?q=Springfield", "There are several places of this name"),
    Shown("unknown place", "/find/?q=Ausitn&as=place", "A place spelled nearly like this"),
    Shown("nobody of this name", "/find/?q=Zzyzx", "0 practitioners"),
    Shown("people", "/find/?q=Will&as=people", "named “Will”"),
    Shown("suspended, by name", "/find/?q=Sue+Spender", "suspended"),
    Shown("unknown parameter", "/find/?q=78701&colour=red", "colour"),
    Shown("wrong values", "/find/?q=78701&within=7&sort=best", "There is a problem", 422),
    Shown("no such page of results", "/find/?q=78701&page=99", "There is no page 99", 404),
)
PROFILES = (
    Shown("profile, two places", "/p/ada-stone/", "Ada Stone"),
    Shown("profile, qualified", "/p/ines-lead/", "Ines Lead"),
    Shown("profile, expiring", "/p/edda-ending/", "Edda Ending"),
    Shown("profile, lapsed", "/p/lara-lapsed/", "Expired"),
    Shown("profile, suspended", "/p/sue-spender/", "suspended"),
    Shown("profile, restricted", "/p/rex-limited/", "Agreed order"),
    Shown("profile, supervised", "/p/tom-junior/", "Ines Lead"),
    Shown("profile, own words", "/p/will-hanks/", "Not provided"),
    Shown("history", "/p/ada-stone/history/", "Ada Stone"),
    Shown("history, page 2", "/p/ada-stone/history/?page=2", "Ada Stone"),
)
TEXTS = (
    Shown("how we check", "/how-we-check/", "Standard"),
    Shown("levels", "/how-we-check/levels/", "Document seen"),
    Shown("limits", "/how-we-check/limits/", "<h1"),
    Shown("money", "/how-we-check/money/", "<h1"),
    Shown("numbers", "/numbers/", "<h1"),
    Shown("for practitioners", "/for-practitioners/", "<h1"),
    Shown("display", "/settings/display/", "<h1"),
    Shown("privacy", "/privacy/", "<h1"),
    Shown("accessibility", "/accessibility/", "<h1"),
    Shown("terms", "/terms/", "<h1"),
    Shown("contact", "/contact/", "<h1"),
    Shown("source code", "/open-source/", "<h1"),
)
REFUSED = (
    Shown("no such page", "/nothing/here/", "There is no such page", 404),
    Shown("no such practitioner", "/p/nobody/", "There is no such page", 404),
    Shown("bad request", "/goes-wrong/400/", "<h1", 400),
    Shown("forbidden", "/goes-wrong/403/", "<h1", 403),
    Shown("refused by the domain", "/goes-wrong/409/", "That move is not open.", 409),
    Shown("refused values", "/goes-wrong/422/", "Give a date.", 422),
    Shown("too much", "/goes-wrong/413/", "<h1", 413),
    Shown("too many tries", "/goes-wrong/429/", "<h1", 429),
    Shown("broken", "/goes-wrong/500/", "<h1", 500),
    Shown("closed for a while", "/goes-wrong/503/", "<h1", 503),
)
PAGES = (HOME, *FIND, *PROFILES, *TEXTS, *REFUSED)
