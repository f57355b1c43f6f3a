"""The plain sentences of a profile: what each criterion does not tell, how we looked, what to ask."""

from django.utils.translation import gettext_lazy as _

from practitioners.vocabulary import Criterion, Method

LIMITS = {
    Criterion.LICENSE: _(
        "that the issuer has tested skill in scalp microneedling. Complaints still being looked into are not public."
    ),
    Criterion.TRAINING: _(
        "how well it was learned, or that the course is accredited. We read the certificate. We were not there."
    ),
    Criterion.INFECTION_CONTROL: _(
        "that the protocol is followed every day. You can ask to see the sealed needle packet."
    ),
    Criterion.CONSULTATION: _(
        "that your own consultation will go this way, or that the treatment suits you. Only the consultation can."
    ),
    Criterion.AFTERCARE: _(
        "that somebody answers when you call. Ask for the written sheet before you agree to anything."
    ),
    Criterion.TRACK_RECORD: _(
        "how your own treatment would turn out. The practitioner did the counting; a moderator saw a sample."
    ),
}
"""What stands after "Does not tell you:", always open."""

UNCHECKED = {
    Criterion.LICENSE: _("Ask for the license number and look it up on the register yourself."),
    Criterion.TRAINING: _("Ask to see the certificates."),
    Criterion.INFECTION_CONTROL: _("Ask to see the sealed needle packet before it is opened."),
    Criterion.CONSULTATION: _("Ask what the consultation covers before you book."),
    Criterion.AFTERCARE: _("Ask for the aftercare sheet before you agree to anything."),
    Criterion.TRACK_RECORD: _("Ask how many scalp treatments they have done, and how they count."),
}
"""What stands after "We have not checked this." on an own statement."""

NOT_PROVIDED = _("Not provided. You can ask about this at the consultation.")

METHODS = {
    Method.REGISTER: _("Read on the issuer’s own register and compared with the claim."),
    Method.ROSTER: _("Matched with the entry in the list we imported from the issuer."),
    Method.ISSUER_REPLY: _("The issuer answered our question."),
    Method.DOCUMENT: _("The document was read and compared with the claim. The issuer has not confirmed it."),
}

CANNOT_TELL = (
    _("How skilled this person is. We have not watched a treatment or inspected the premises."),
    _("Whether the treatment would be safe for you, or would work. That needs a consultation."),
    _(
        "Whether the law lets this license cover scalp microneedling everywhere. Rules differ by place and by"
        " needle depth: see License below."
    ),
)

QUESTIONS = (
    _("What is the likely cause of my hair loss, and who diagnosed it?"),
    _("What needle depth will you use, and why?"),
    _("May I see the sealed packet before you open it?"),
    _("Who do I call if it becomes infected?"),
)
MORE_QUESTIONS = (
    _("Which license covers you for this, here, at this depth?"),
    _("How many scalp treatments have you done in the last year?"),
    _("What went wrong, how often, and what did you do?"),
    _("Should I see a doctor first, with my history and medicines?"),
    _("What will you put on my scalp, and what is in it?"),
    _("How many treatments would I need before we can tell if it helps?"),
    _("What does it cost in all, and what if I stop?"),
    _("May I take the consent form and the aftercare sheet home to read?"),
)
