"""The gazetteer: where postcodes and towns are. © GeoNames (CC BY 4.0), US Census Bureau."""

from django.db import models


class Postcode(models.Model):
    """One postcode area and its middle."""

    country = models.CharField(max_length=2)
    code = models.CharField(max_length=10)
    code_key = models.CharField(max_length=10, help_text="The code without spaces, in capitals")
    places = models.CharField(max_length=255)
    region = models.CharField(max_length=40, blank=True)
    lat = models.IntegerField(help_text="Micro-degrees")
    lon = models.IntegerField(help_text="Micro-degrees")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code_key", "country"], name="postcode_once_a_country")
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.country}"


class Town(models.Model):
    """One populated place and its middle."""

    country = models.CharField(max_length=2)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=80, blank=True)
    lat = models.IntegerField(help_text="Micro-degrees")
    lon = models.IntegerField(help_text="Micro-degrees")
    population = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}, {self.region or self.country}"


class TownName(models.Model):
    """One folded name a town answers to, its own or an alternative one."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=120, db_index=True)
    is_main = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "town"], name="town_name_once")]

    def __str__(self) -> str:
        return self.key
