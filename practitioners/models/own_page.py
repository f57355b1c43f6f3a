"""What goes the way of a credential without being one of the six: identity, changes to the page, photos."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.credential import Credential
from practitioners.vocabulary import IdentityDocument


class Identity(models.Model):
    """Who somebody is. Private: the public reads "identity checked" and its month; the document is not kept."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="identity")
    legal_name = models.CharField(max_length=120)
    former_names = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=16, choices=IdentityDocument)
    country = models.CharField(max_length=2, help_text=_("Who issued the document: two letters"))

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(legal_name=""), name="identity_has_a_name")]

    def __str__(self) -> str:
        return f"identity {self.credential_id}"


class Amendment(models.Model):
    """New values for checked fields of a practitioner, or (where the credential names one) of a place.

    The page keeps what was checked before until the amendment is verified. `values` are plain: names of columns
    with what JSON can hold, keys of other rows by their number, `photo` by its name in the media store.
    """

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="amendment")
    values = models.JSONField(default=dict)
    before = models.JSONField(
        default=dict, help_text=_("The values it replaces, as they were when it was sent")
    )

    def __str__(self) -> str:
        return ", ".join(sorted(self.values))


class PhotoSet(models.Model):
    """A pair of pictures of one client's scalp at one size, with its captions and the client's consent."""

    credential = models.OneToOneField(Credential, on_delete=models.CASCADE, related_name="photos")
    before = models.ImageField(upload_to="photos/", blank=True)
    after = models.ImageField(upload_to="photos/", blank=True)
    weeks = models.PositiveSmallIntegerField(help_text=_("Between the two pictures"))
    sessions = models.PositiveSmallIntegerField()
    other_treatments = models.CharField(max_length=200, help_text=_("At the same time; “none” is an answer"))
    same_light = models.BooleanField(help_text=_("Same light and angle in both"))
    not_retouched = models.BooleanField()
    shows_face = models.BooleanField(default=False)
    consent_holder = models.CharField(max_length=160, help_text=_("Who keeps the signed consent"))
    consent_scope = models.CharField(max_length=200)
    consent_on = models.DateField()
    consent_until = models.DateField(null=True, blank=True)
    consent_withdrawal = models.CharField(max_length=200, help_text=_("How the client takes it back"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_until__isnull=True) | Q(consent_until__gte=F("consent_on")),
                name="photo_consent_ends_after_it_begins",
                violation_error_message=_("Consent must end after it begins."),
            ),
            models.CheckConstraint(condition=Q(weeks__gte=1, sessions__gte=1), name="photos_are_a_course"),
        ]

    def __str__(self) -> str:
        return f"photos {self.credential_id}"
