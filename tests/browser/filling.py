"""What a newcomer answers, page by page, as they would on their phone."""

from tests.browser.record import Typist, paper


def _begin(typist: Typist, room: str, button: str) -> None:
    """From the list of everything into a room, and its first question."""
    typist.follow("Your record")
    typist.follow(room)
    typist.press(button)


def _on(typist: Typist) -> None:
    typist.press("Save and go on")


def identity(typist: Typist) -> None:
    """Who they are."""
    typist.follow("Identity")
    typist.press("Show who you are")
    typist.type("Your legal name", "Nora Jane Newcomb")
    _on(typist)
    typist.choose("Which document do you show?", "Passport")
    typist.select("Which country issued it?", "United States")
    _on(typist)
    typist.send("passport.png", paper("Passport of Nora", "PNG"))


def license(typist: Typist) -> None:
    """What the law lets them do."""
    _begin(typist, "License", "Add a license")
    typist.select("Where does this license come from?", "Texas")
    _on(typist)
    typist.choose("Which license is it?", "Us esthetician")
    _on(typist)
    typist.type("License number", "1234567")
    typist.type("Name as printed on the license", "Nora Newcomb")
    _on(typist)
    typist.day("Valid until", "14 11 2027")
    _on(typist)


def training(typist: Typist) -> None:
    """A course, from its certificate."""
    course(typist)
    typist.send("certificate.pdf", paper("Certificate of Nora"))


def course(typist: Typist) -> None:
    """All that is asked about a course, as far as its certificate."""
    _begin(typist, "Training", "Add a course")
    typist.type("Name of the course", "Scalp microneedling, level 2")
    typist.type("School or trainer", "Harrow Lane Academy")
    typist.day("Day you completed it", "3 3 2026")
    _on(typist)
    for topic in ("Microneedling technique", "Scalp anatomy", "Skin healing"):
        typist.choose("What did it cover?", topic)
    typist.type("Hours in all", "16")
    typist.type("Hours of hands-on practice", "6")
    _on(typist)
    typist.heading("Documents")


def infection_control(typist: Typist) -> None:
    """Certificate, needles, protocol and signature, with two documents."""
    _begin(typist, "Infection control", "Add your infection control")
    typist.type("Name of the certificate", "Bloodborne pathogens")
    typist.day("Date of the certificate", "1 9 2026")
    _on(typist)
    typist.choose("Do you use sterile single-use needles, and open the packet in front of the client?", "Yes")
    typist.choose("Do you write down the lot number of the needles for each client?", "Yes")
    _on(typist)
    typist.day("Date of your written protocol", "2 9 2026")
    _on(typist)
    typist.tick("I sign this statement")
    _on(typist)
    typist.send("pathogens.pdf", paper("Bloodborne pathogens"))
    typist.send("protocol.png", paper("My protocol", "PNG"))


def consultation(typist: Typist) -> None:
    """How they see somebody first."""
    _begin(typist, "Consultation", "Add your consultation")
    typist.type("How many minutes does a consultation take?", "45")
    typist.choose("How do you see the client?", "In person")
    typist.type("How many days lie at least between consultation and treatment?", "1")
    _on(typist)
    typist.type("What do you ask about?", "History, current health, medicines, allergies")
    typist.type("Who do you turn away or send to a doctor first?", "Infected scalp, bleeding disorder")
    _on(typist)
    typist.tick("I sign this statement")
    _on(typist)
    typist.send("form.pdf", paper("Blank consultation form"))


def aftercare(typist: Typist) -> None:
    """What clients take home."""
    _begin(typist, "Aftercare", "Add your aftercare")
    typist.type("What does your written sheet cover?", "Washing, sun, exercise, products")
    typist.type("Which warning signs does it name?", "Growing redness, pus, fever")
    _on(typist)
    typist.type("Who can clients reach when you are closed, and how?", "Me, by phone on 512 555 0199")
    _on(typist)
    typist.tick("I sign this statement")
    _on(typist)
    typist.send("sheet.pdf", paper("Aftercare sheet"))


def track_record(typist: Typist) -> None:
    """How often, and what went wrong."""
    _begin(typist, "Track record", "Add a track record")
    typist.day("First day of the period", "1 1 2025")
    typist.day("Last day of the period", "31 10 2026")
    typist.type("Scalp microneedling treatments in the period", "120")
    _on(typist)
    typist.type("How did you count?", "From the appointment book")
    _on(typist)
    for label in (
        "Infection", "Inflamed hair follicles (folliculitis)", "Redness longer than a week", "Allergic reaction",
        "Change of skin color", "Scar", "Anything else",
    ):  # fmt: skip
        typist.type(label, "0")
    _on(typist)
    typist.send("log.pdf", paper("Treatment log"))


def place(typist: Typist) -> None:
    """Where clients find them."""
    typist.follow("Your record")
    typist.follow("Add a place")
    typist.type("Name of the practice", "Newcomb Scalp Care")
    typist.type("Street and number (optional)", "40 Alder Street")
    typist.type("Postcode or ZIP code (optional)", "78701")
    typist.press("Save")
    typist.choose("Are you taking new clients here?", "Yes")
    typist.press("Save")


def declarations(typist: Typist) -> None:
    """What they sign."""
    typist.follow("Your record")
    typist.follow("Declarations")
    typist.tick("I declare all of this.")
    typist.press("Sign")


EVERYTHING = (
    identity, license, training, infection_control, consultation, aftercare, track_record, place, declarations,
)  # fmt: skip
