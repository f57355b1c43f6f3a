from django.db import migrations, models

NOTE = "read_on_document"


def notes_become_readings(apps, schema_editor):
    """What was noted of a document lay among the answers; it is a reading of that document."""
    opinions = apps.get_model("practitioners", "Opinion").objects.filter(answers__has_key=NOTE)
    for opinion in opinions.iterator():
        opinion.readings = {"document": {"else": opinion.answers.pop(NOTE)}}
        opinion.save(update_fields=["answers", "readings"])


def readings_become_notes(apps, schema_editor):
    """The way back: one note holds what fits of the document."""
    for opinion in apps.get_model("practitioners", "Opinion").objects.exclude(readings={}).iterator():
        if said := "; ".join(opinion.readings.get("document", {}).values()):
            opinion.answers[NOTE] = said[:160]
            opinion.save(update_fields=["answers"])


class Migration(migrations.Migration):
    dependencies = [
        ("practitioners", "0005_aftercare_sheet_for_clients"),
    ]

    operations = [
        migrations.AddField(
            model_name="opinion",
            name="readings",
            field=models.JSONField(
                default=dict,
                help_text="What was read, and for each field that said otherwise than claimed, its words",
            ),
        ),
        migrations.RunPython(notes_become_readings, readings_become_notes),
    ]
