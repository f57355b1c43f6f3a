"""The database itself refuses to change the ledger."""

from django.db import migrations

from practitioners import ledger


def guard(apps, schema_editor):
    ledger.install_triggers(schema_editor.connection)


def unguard(apps, schema_editor):
    ledger.drop_triggers(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("practitioners", "0001_nouns")]
    operations = [migrations.RunPython(guard, unguard)]
