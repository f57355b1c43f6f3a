"""What the moderators' desk keeps: cases, opinions about them, and who must not see which."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.account import Account
from practitioners.models.credential import Credential
from practitioners.models.evidence import Evidence
from practitioners.models.practitioner import Practitioner
from practitioners.querysets.case import CaseQuerySet
from practitioners.vocabulary import CaseKind, CaseState, Decision, Level, Method, Outcome, Picture, Turn


class Case(models.Model):
    """One reason to look at one claim. Where it stands says nothing about the claim's own status."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="cases")
    kind = models.CharField(max_length=16, choices=CaseKind)
    state = models.CharField(max_length=12, choices=CaseState, default=CaseState.OPEN, editable=False)
    turn = models.PositiveSmallIntegerField(choices=Turn, default=Turn.FIRST, editable=False)
    harm = models.BooleanField(
        default=False, editable=False, help_text=_("Somebody may be harmed while it waits")
    )
    opened_at = models.DateTimeField(editable=False)
    due_at = models.DateTimeField(
        editable=False, help_text=_("The target; moves on while it waits for a reply")
    )
    paused_at = models.DateTimeField(null=True, editable=False)
    about_until = models.DateField(
        null=True, editable=False, help_text=_("The last day a re-check was opened for: each is opened once")
    )
    held_by = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    held_since = models.DateTimeField(null=True, editable=False)
    held_until = models.DateTimeField(null=True, editable=False)
    first_by = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    second_by = models.ForeignKey(
        Account, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    barred = models.ManyToManyField(
        Account, related_name="+", help_text=_("Whose decision an appeal is about: they decide it not again")
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=Q(state=CaseState.HELD, held_by__isnull=False, held_until__isnull=False)
                | (~Q(state=CaseState.HELD) & Q(held_by__isnull=True, held_until__isnull=True)),
                name="case_held_by_somebody_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.CLOSED, closed_at__isnull=False)
                | (~Q(state=CaseState.CLOSED) & Q(closed_at__isnull=True)),
                name="case_closed_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.WAITING, paused_at__isnull=False)
                | (~Q(state=CaseState.WAITING) & Q(paused_at__isnull=True)),
                name="case_waits_from_a_moment",
            ),
            models.UniqueConstraint(
                fields=["credential", "kind"], condition=Q(closed_at__isnull=True), name="case_one_open_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["credential", "about_until"], condition=Q(kind=CaseKind.RECHECK), name="case_one_recheck_a_day"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["-harm", "due_at", "id"], condition=Q(closed_at__isnull=True), name="case_queue"
            ),
            models.Index(
                fields=["state", "-harm", "due_at"], condition=Q(closed_at__isnull=True), name="case_queue_of_state"
            ),
            models.Index(fields=["closed_at"], condition=Q(closed_at__isnull=False), name="case_closed"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """The number people use."""
        return f"C-{self.pk:06d}"


class Opinion(models.Model):
    """What one person found in one case, for one decision. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveSmallIntegerField(choices=Turn)
    round = models.PositiveIntegerField(help_text=_("Which decision of the credential it serves"))
    decision = models.CharField(max_length=12, choices=Decision)
    level = models.PositiveSmallIntegerField(null=True, choices=Level)
    method = models.CharField(max_length=16, choices=Method, blank=True)
    answers = models.JSONField(default=dict, help_text=_("Question to answer"))
    checklist_version = models.CharField(max_length=16)
    readings = models.JSONField(
        default=dict,
        help_text=_("What was read, and for each field that said otherwise than claimed, its words"),
    )
    status_words = models.CharField(max_length=160, blank=True, help_text=_("As read at the source"))
    expires_on = models.DateField(null=True, help_text=_("As read at the source"))
    source_url = models.URLField(blank=True)
    looked_on = models.DateField(null=True)
    reasons = models.JSONField(default=list, help_text=_("Codes with their versions"))
    words = models.TextField(max_length=2000, blank=True)
    review_on = models.DateField(null=True, help_text=_("When a suspension is looked at again"))
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "by", "round"], name="opinion_one_each"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} ({self.turn})"


class Conflict(models.Model):
    """A moderator who knows a practitioner, and sees nothing of them at the desk."""

    moderator = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="conflicts")
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["moderator", "practitioner"], name="conflict_once"),
        ]

    def __str__(self) -> str:
        return f"{self.moderator_id} knows {self.practitioner_id}"


class Viewing(models.Model):
    """That somebody opened a file or picture of a case: one row for each and hold, so that the ledger says it once.

    It goes with the file, or where it is a picture with the case; the ledger keeps the numbers.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.CASCADE, related_name="+")
    picture = models.CharField(
        max_length=8, choices=Picture, blank=True, help_text=_("Which one, where it is no file")
    )
    by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(
        help_text=_("When the hold began, or the half hour of somebody who only reads")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "evidence", "by", "since"], name="viewing_once_a_hold"),
            models.UniqueConstraint(
                fields=["case", "picture", "by", "since"], condition=Q(evidence__isnull=True),
                name="viewing_of_a_picture_once_a_hold",
            ),
            models.CheckConstraint(
                condition=Q(evidence__isnull=True, picture__in=Picture.values)
                | Q(evidence__isnull=False, picture=""),
                name="viewing_of_a_file_or_a_picture",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.evidence_id or self.picture} by {self.by_id}"
