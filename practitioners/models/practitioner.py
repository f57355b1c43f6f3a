"""The person who is listed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from practitioners.models.account import Account
from practitioners.models.term import Term
from practitioners.querysets.practitioner import PractitionerQuerySet
from practitioners.vocabulary import Depth, Visibility


class Practitioner(models.Model):
    """A person who offers scalp microneedling; what they claim stands in credentials."""

    account = models.OneToOneField(Account, null=True, on_delete=models.SET_NULL, related_name="practitioner")
    legal_name = models.CharField(max_length=120, blank=True, help_text=_("Never public"))
    public_name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    profession = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    profession_line = models.CharField(max_length=160, blank=True)
    about = models.TextField(max_length=2000, blank=True)
    photo = models.ImageField(upload_to="portraits/", blank=True)
    terms = models.ManyToManyField(Term, related_name="practitioners", blank=True)
    depth = models.PositiveSmallIntegerField(
        choices=Depth, help_text=_("The deepest band this person works in")
    )
    visibility = models.CharField(max_length=12, choices=Visibility, default=Visibility.DRAFT, editable=False)
    declared_on = models.DateField(null=True, blank=True, editable=False)
    declaration_version = models.CharField(max_length=16, blank=True, editable=False)
    suspended_on = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PractitionerQuerySet.as_manager()

    class Meta:
        ordering = ["public_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(public_name=""), name="practitioner_has_a_name"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="practitioner_visibility_known"
            ),
            models.CheckConstraint(condition=Q(depth__in=Depth.values), name="practitioner_depth_known"),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.SUSPENDED, suspended_on__isnull=False)
                | (~Q(visibility=Visibility.SUSPENDED) & Q(suspended_on__isnull=True)),
                name="practitioner_suspension_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.public_name


class FormerSlug(models.Model):
    """An address this practitioner's page once had; it leads to the present one."""

    slug = models.SlugField(max_length=140, unique=True)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug
