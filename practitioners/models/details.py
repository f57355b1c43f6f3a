"""The details of each kind of credential: a table each, one-to-one with its Credential."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.credential import Credential
from practitioners.models.issuer import Issuer, LicenseType
from practitioners.models.term import Term
from practitioners.vocabulary import Topic


class License(models.Model):
    """A license as its issuer's register shows it."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="license")
    issuer = models.ForeignKey(Issuer, on_delete=models.PROTECT, related_name="+")
    license_type = models.ForeignKey(LicenseType, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    name_on_license = models.CharField(max_length=120)
    expires_on = models.DateField(
        null=True, blank=True, help_text=_("Empty only where the license has no end")
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(number=""), name="license_has_a_number")]

    def __str__(self) -> str:
        return f"…{self.number[-4:]}"


class Training(models.Model):
    """One course certificate."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="training")
    course = models.CharField(max_length=160)
    provider = models.CharField(max_length=160)
    completed_on = models.DateField()
    covers_technique = models.BooleanField(default=False)
    covers_scalp_anatomy = models.BooleanField(default=False)
    covers_skin_healing = models.BooleanField(default=False)
    hours = models.PositiveSmallIntegerField()
    hands_on_hours = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hands_on_hours__lte=F("hours")),
                name="training_hands_on_within_hours",
                violation_error_message=_("Hands-on hours cannot be more than all hours."),
            )
        ]

    def __str__(self) -> str:
        return self.course

    @property
    def covers(self) -> frozenset[Topic]:
        """The topics this certificate covers."""
        return frozenset(topic for topic in Topic if getattr(self, f"covers_{topic.value}"))


class InfectionControl(models.Model):
    """A certificate and the written protocol that goes with it."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="infection_control")
    certificate = models.CharField(max_length=160)
    certified_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    protocol_dated = models.DateField()
    single_use_opened_before_client = models.BooleanField()
    lot_recorded = models.BooleanField(default=False)
    sharps_contract_until = models.DateField(null=True, blank=True)
    surfaces = models.CharField(max_length=300, blank=True)
    hand_hygiene = models.CharField(max_length=300, blank=True)
    after_needlestick = models.CharField(max_length=300, blank=True)
    devices = models.ManyToManyField(Term, related_name="+", blank=True)

    def __str__(self) -> str:
        return self.certificate


class Consultation(models.Model):
    """How people are seen before any treatment."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="consultation")
    minutes = models.PositiveSmallIntegerField()
    in_person = models.BooleanField(default=True)
    days_before_treatment = models.PositiveSmallIntegerField(default=0)
    asks_about = models.CharField(max_length=400)
    turns_away = models.CharField(max_length=400)

    def __str__(self) -> str:
        return f"{self.minutes} min"


class Aftercare(models.Model):
    """What clients are given in writing, and who they can call."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="aftercare")
    covers = models.CharField(max_length=400)
    warning_signs = models.CharField(max_length=400)
    contact = models.CharField(max_length=200)
    follow_up = models.CharField(max_length=200, blank=True)
    sheet_public = models.BooleanField(
        default=False, help_text=_("Clients may read the sheet on the page once it was checked")
    )

    def __str__(self) -> str:
        return self.contact


class TrackRecord(models.Model):
    """A treatment-log summary over a period, as counted by the practitioner."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="track_record")
    period_from = models.DateField()
    period_to = models.DateField()
    treatments = models.PositiveIntegerField(help_text=_("Scalp microneedling treatments in the period"))
    clients = models.PositiveIntegerField(null=True, blank=True)
    how_counted = models.CharField(max_length=300)
    complications = models.JSONField(default=dict, help_text=_("Type to count"))
    follow_up = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="track_record_period_rises",
                violation_error_message=_("The period must end after it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.treatments} treatments"

    @property
    def months(self) -> int:
        """Whole months from the first to the last day of the period."""
        months = (
            (self.period_to.year - self.period_from.year) * 12 + self.period_to.month - self.period_from.month
        )
        return months - (self.period_to.day < self.period_from.day)


class Insurance(models.Model):
    """A policy; its number is private."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="insurance")
    insurer = models.CharField(max_length=160)
    policy_number = models.CharField(max_length=60, blank=True)
    covers_scalp_microneedling = models.BooleanField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="insurance_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.insurer


class Membership(models.Model):
    """A place on a voluntary register. It is not a license."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="membership")
    body = models.CharField(max_length=160)
    number = models.CharField(max_length=40, blank=True)
    list_url = models.URLField(blank=True)
    ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.body
