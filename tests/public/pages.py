"""Reading our pages in tests as a visitor reads them: parsed, not searched for strings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

from practitioners.models import Practitioner


@dataclass(frozen=True)
class Page:
    """An answer and its parsed document."""

    status: int
    document: Element

    def all(self, path: str) -> list[Element]:
        """Every element of this path, anywhere in the document."""
        return self.document.findall(f".//{path}")

    def one(self, path: str) -> Element:
        """The only element of this path."""
        (found,) = self.all(path)
        return found

    @property
    def names(self) -> list[str]:
        """The people on the page, in order."""
        return [text(link) for link in self.all("article//h3/a")]

    @property
    def heading(self) -> str:
        """What the list says of itself."""
        return text(self.one("h2[@id='results-h']"))

    @property
    def total(self) -> int:
        """The number in the heading."""
        return int(self.heading.split()[0].replace(",", ""))

    @property
    def problems(self) -> list[str]:
        """The sentences of the box above the heading."""
        return [text(item) for item in self.all("div[@id='problems']//li")]

    @property
    def chips(self) -> dict[str, str]:
        """The chosen values, and the link that takes each away."""
        links = self.all("ul[@class='chips']/li/a")
        said = {text(link): link.attrib["href"] for link in links}
        return {
            words.removeprefix("Remove filter: "): href
            for words, href in said.items()
            if words != "Clear all"
        }

    def counts(self, name: str) -> dict[str, int]:
        """The counts beside the values of a filter."""
        rows = [
            row for row in self.all("label[@class='check']") if row.find(f"input[@name='{name}']") is not None
        ]
        return {
            row.find("input").attrib["value"]: int(text(row.findall("span")[-1]).replace(",", ""))  # type: ignore[union-attr]
            for row in rows
        }


def text(element: Element | None) -> str:
    """The words of an element and of all in it, without the layout of the source."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def read(client: Client, path: str, status: int = 200, **headers: Any) -> Page:
    """The page at an address, which must answer with this status."""
    response = client.get(path, **headers)
    assert response.status_code == status, (path, response.status_code)
    document = html5lib.parse(response.content.decode(), namespaceHTMLElements=False)
    return Page(response.status_code, document)


def find(client: Client, status: int = 200, **asked: Any) -> Page:
    """The results of a question; `as_` stands for `as`, lists for repeated values."""
    asked = {name.rstrip("_"): value for name, value in asked.items()}
    return read(client, f"/find/?{urlencode(asked, doseq=True)}", status)


def pages(client: Client, **asked: Any) -> Iterator[Page]:
    """Every page of a question, by following "Next"."""
    page = find(client, **asked)
    while True:
        yield page
        onward = page.all("nav[@class='pager']/a[@rel='next']")
        if not onward:
            return
        page = read(client, onward[0].attrib["href"])


def named(*people: Practitioner) -> list[str]:
    """Their public names."""
    return [person.public_name for person in people]
