"""Answers typed so far, kept as they are: saved at every step, and made into details when the claim is sent."""

from collections.abc import Mapping
from copy import copy
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from practitioners import clock, standard
from practitioners.errors import Invalid, MoveRefused, NotAllowed, Overtaken
from practitioners.models import (
    Account,
    Aftercare,
    Amendment,
    Consultation,
    Credential,
    Identity,
    InfectionControl,
    Insurance,
    License,
    Membership,
    PhotoSet,
    Place,
    Practitioner,
    TrackRecord,
    Training,
)  # fmt: skip
from practitioners.vocabulary import Kind, Status

DETAILS: dict[Kind, type[models.Model]] = {
    Kind.LICENSE: License, Kind.TRAINING: Training, Kind.INFECTION_CONTROL: InfectionControl,
    Kind.CONSULTATION: Consultation, Kind.AFTERCARE: Aftercare, Kind.TRACK_RECORD: TrackRecord,
    Kind.INSURANCE: Insurance, Kind.MEMBERSHIP: Membership, Kind.IDENTITY: Identity, Kind.AMENDMENT: Amendment,
    Kind.PHOTOS: PhotoSet,
}  # fmt: skip
EDITABLE = (Status.DRAFT, Status.RETURNED)
OPEN = (*EDITABLE, Status.SUBMITTED)
ATTESTED = "attested"
"""The answer that signs the statement of the kinds that have one; the day of a signature given before."""
NO_END = "no_end"
"""The answer that a license has no last day, which is not the same as none having been typed."""
ONLY_AT = "only_at"
"""The key of the one place the claim holds for, where it does not hold for all; becomes its `place`."""
PLACED = frozenset({Kind.INFECTION_CONTROL, Kind.INSURANCE})
RENEWABLE = frozenset(Kind) - {Kind.AMENDMENT, Kind.PHOTOS}
_DATES = {
    Kind.LICENSE: ("expires_on",), Kind.TRAINING: ("completed_on",),
    Kind.INFECTION_CONTROL: ("certified_on", "expires_on"), Kind.INSURANCE: ("starts_on", "ends_on"),
    Kind.MEMBERSHIP: ("ends_on",),
    Kind.TRACK_RECORD: ("period_from", "period_to", "treatments", "clients", "complications"),
}  # fmt: skip
"""What a renewal asks anew; everything else is copied."""


@transaction.atomic
def start(owner: Practitioner, kind: Kind, *, by: Account, place: Place | None = None) -> Credential:
    """An empty claim of this kind, to be filled in; the one that is there untouched, if there is one."""
    if owner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if place is not None and place.practitioner_id != owner.pk:
        raise Invalid(_("Choose one of your own places."))
    # The second half of a double click waits here, and then finds what the first half made.
    Practitioner.objects.select_for_update(no_key=True).get(pk=owner.pk)
    untouched: Credential | None = Credential.objects.filter(
        practitioner=owner, kind=kind, place=place, status=Status.DRAFT, edits=0, answers={}, renews=None,
        evidence=None, **{kind.value: None},
    ).first()  # fmt: skip
    return untouched or Credential.objects.create(practitioner=owner, kind=kind, place=place)


@transaction.atomic
def renew(credential: Credential, *, by: Account) -> Credential:
    """A copy of a shown claim that will replace it, without what changes; the open one, if there is one already."""
    if credential.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if credential.status != Status.VERIFIED or credential.kind not in RENEWABLE:
        raise MoveRefused(_("Only what is shown can be renewed."))
    Credential.objects.select_for_update(no_key=True).get(pk=credential.pk)  # one renewal of two clicks
    open_one: Credential | None = credential.renewals.filter(status__in=OPEN).first()
    if open_one is not None:
        return open_one
    kept = {
        name: value
        for name, value in answers(credential).items()
        if name not in (*_DATES.get(Kind(credential.kind), ()), ATTESTED, NO_END)
    }
    return Credential.objects.create(
        practitioner=credential.practitioner, kind=credential.kind, place=credential.place, renews=credential,
        answers=kept,
    )  # fmt: skip


def save(credential: Credential, given: Mapping[str, Any], *, by: Account, seen: int) -> Credential:
    """Keep these answers beside the others; `seen` is the `edits` the writer's page was made from.

    Raises Overtaken when somebody saved meanwhile: the credential then holds what they wrote.
    """
    if credential.practitioner.account_id != by.pk:
        raise NotAllowed(_("Only the practitioner can do this."))
    if credential.status not in EDITABLE:
        raise MoveRefused(
            _("This was sent already. Take it back or wait for the moderators' answer to change it.")
        )
    kept = {**answers(credential), **plain(given)}
    unmoved = Credential.objects.filter(pk=credential.pk, edits=seen, status=credential.status)
    if not unmoved.update(answers=kept, edits=seen + 1):
        credential.refresh_from_db()
        raise Overtaken(
            _("This was changed in another window meanwhile. Both versions are below: choose what stays.")
        )
    credential.answers, credential.edits = kept, seen + 1
    return credential


def answers(credential: Credential) -> dict[str, Any]:
    """What stands there now: typed answers, or else the details as they were sent."""
    if credential.answers or not hasattr(credential, credential.kind):
        return dict(credential.answers)
    detail = getattr(credential, credential.kind)
    if isinstance(detail, Amendment):
        return dict(detail.values)
    found = {
        field.attname: getattr(detail, field.attname)
        for field in detail._meta.concrete_fields
        if not field.primary_key and field.name != "credential" and not isinstance(field, models.FileField)
    }
    found |= {
        field.name: [row.pk for row in getattr(detail, field.name).all()]
        for field in detail._meta.many_to_many
    }
    return plain(found) | _beside(credential, detail)


def _beside(credential: Credential, detail: Any) -> dict[str, Any]:
    """The answers that stand in no column of the details."""
    found: dict[str, Any] = {}
    if isinstance(detail, License) and detail.expires_on is None:
        found[NO_END] = True
    if credential.kind in PLACED:
        found[ONLY_AT] = credential.place_id
    if credential.kind in standard.ATTESTED_KINDS and credential.attested_on:
        found[ATTESTED] = credential.attested_on.isoformat()
    return found


def problems(credential: Credential) -> dict[str, list[str]]:
    """What is wrong or missing in the answers, sentences by field; nothing when they can be sent."""
    # A copy: details made of answers would stand in for the stored ones, and have no pictures.
    detail, _lists = _built(copy(credential))
    if isinstance(detail, Amendment):
        return {} if detail.values else {NON_FIELD_ERRORS: [_("Nothing was changed.")]}
    found: dict[str, list[str]] = {}
    pictures = [field.name for field in detail._meta.concrete_fields if isinstance(field, models.FileField)]
    try:
        detail.full_clean(exclude=["credential", *pictures], validate_unique=False)
    except ValidationError as wrong:
        found = {name: _sentences(detail, name, said) for name, said in wrong.message_dict.items()}
    if isinstance(detail, License) and not detail.expires_on and not answers(credential).get(NO_END):
        found["expires_on"] = [_("Enter until when the license is valid, or say that it has no end date.")]
    return found


def _sentences(detail: Any, name: str, said: list[str]) -> list[str]:
    """What the database's own complaint means for a person: that something was left out, or what is wrong."""
    if name == NON_FIELD_ERRORS:
        return said
    field = detail._meta.get_field(name)
    if getattr(detail, field.attname) in field.empty_values:
        return [_("This is missing: %(name)s.") % {"name": field.verbose_name}]
    return said


def as_sent(credential: Credential) -> Credential:
    """A copy as it would be sent now, unsaved: for asking the guards before anything is written."""
    found = copy(credential)
    if credential.answers:
        detail, _lists = _built(found)
        _keep_files(detail, getattr(credential, credential.kind, None))
        setattr(found, credential.kind, detail)
        if _signs(credential):
            found.attested_on = clock.today()
    return found


@transaction.atomic
def settle(credential: Credential) -> None:
    """Write the answers into the details of the claim, and sign its statement if they say so.

    Does nothing for a claim without answers. Raises Invalid with what is missing; the answers stay.
    """
    if not credential.answers:
        return
    if wrong := problems(credential):
        raise Invalid(
            " ".join(dict.fromkeys(sentence for sentences in wrong.values() for sentence in sentences))
        )
    detail, lists = _built(credential)
    there = DETAILS[Kind(credential.kind)].objects.filter(credential=credential).first()  # type: ignore[attr-defined]
    detail.pk = there.pk if there else None
    _keep_files(detail, there)
    detail.save()
    for name, keys in lists.items():
        getattr(detail, name).set(keys)
    setattr(credential, credential.kind, detail)
    if _signs(credential):
        credential.attested_on, credential.attestation_version = clock.today(), standard.VERSION
    if credential.kind in PLACED:
        credential.place = _own_place(credential)
    unmoved = Credential.objects.filter(pk=credential.pk, edits=credential.edits)
    if not unmoved.update(
        answers={}, edits=credential.edits + 1, attested_on=credential.attested_on,
        attestation_version=credential.attestation_version, place=credential.place,
    ):  # fmt: skip
        raise Overtaken(
            _("This was changed in another window meanwhile. Look at it again before you send it.")
        )
    credential.answers, credential.edits = {}, credential.edits + 1


def _signs(credential: Credential) -> bool:
    """Whether the statement is signed anew; a day stands for a signature given before."""
    return credential.kind in standard.ATTESTED_KINDS and credential.answers.get(ATTESTED) is True


def _own_place(credential: Credential) -> Place | None:
    """The one place these answers hold for; None for all of them."""
    chosen = credential.answers.get(ONLY_AT)
    if ONLY_AT not in credential.answers:
        return credential.place
    if not chosen:
        return None
    found = Place.objects.filter(pk=chosen, practitioner=credential.practitioner_id).first()
    if found is None:
        raise Invalid(_("Choose one of your own places."))
    return found


def _keep_files(detail: Any, there: Any) -> None:
    """Pictures are no answers: they stay as they were stored."""
    for field in detail._meta.concrete_fields:
        if there is not None and isinstance(field, models.FileField):
            setattr(detail, field.name, getattr(there, field.name))


def _built(credential: Credential) -> tuple[Any, dict[str, list[int]]]:
    """The details these answers make, unsaved, and the lists that go with them."""
    model: Any = DETAILS[Kind(credential.kind)]
    given = answers(credential)
    if model is Amendment:
        return Amendment(credential=credential, values=given), {}
    lists = {field.name: given.get(field.name, []) for field in model._meta.many_to_many}
    columns: dict[str, Any] = {}
    for name, value in given.items():
        field = _column(model, name)
        if field is not None:
            columns[field.attname] = _typed(field, value)
    return model(credential=credential, **columns), lists


def _typed(field: Any, value: Any) -> Any:
    target = field.target_field if field.is_relation else field
    try:
        return target.to_python(value)
    except ValidationError:
        return value  # full_clean says what is wrong with it


def _column(model: Any, name: str) -> Any:
    """The model's own column of this name, also as `issuer_id`; None for answers that are no column."""
    try:
        field = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return field if field.concrete and not field.many_to_many and field.name != "credential" else None


def plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON has it: days as text, rows by their key."""
    return {_key(name, value): _value(value) for name, value in given.items()}


def _key(name: str, value: Any) -> str:
    return f"{name}_id" if isinstance(value, models.Model) else name


def _value(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (models.QuerySet, list, tuple, set)):
        return [_value(each) for each in value]
    return value
