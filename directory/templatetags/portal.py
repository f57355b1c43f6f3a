"""What every page behind a practitioner's door says in its menu."""

from django import template

from directory.portal import menu

register = template.Library()
register.simple_tag(menu.entries, name="menu")
