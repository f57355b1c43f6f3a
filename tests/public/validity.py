"""What makes a page valid HTML: the standard's parser, and the rules of the standard that a parser does not see."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MEANINGS

Parents = tuple[Element, ...]
DRAWING = "{http://www.w3.org/2000/svg}svg"

FLOW_ONLY = frozenset(
    "address article aside blockquote details dialog div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "main menu nav ol p pre search section table ul".split()
)
PHRASING = frozenset(
    "a abbr b bdi bdo br button canvas cite code data dfn em i iframe img input kbd label mark meter noscript object "
    "output picture progress q s samp script select small span strong sub sup svg template textarea time "
    "u var wbr".split()
)
OTHERS = frozenset(
    "html head body title base link meta style li dt dd caption col colgroup tbody thead tfoot tr td th legend summary "
    "figcaption option optgroup source track".split()
)
# Elements that may hold words and inline elements, but no blocks.
INLINE_PARENTS = frozenset(
    "p h1 h2 h3 h4 h5 h6 span strong em small time b i code cite q abbr label button data mark sub sup output".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INTERACTIVE = frozenset("a button details iframe label select textarea input".split())
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "tr": {"td", "th", "script", "template"},
    "tbody": {"tr", "script", "template"},
    "thead": {"tr", "script", "template"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr", "script", "template"},
    "select": {"option", "optgroup", "hr", "script", "template"},
}
PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "summary": {"details"},
    "legend": {"fieldset"},
    "figcaption": {"figure"},
    "option": {"select", "optgroup", "datalist"},
}
GLOBAL = frozenset("id class lang dir title hidden tabindex role spellcheck translate inert".split())
OWN = {
    "a": "href rel hreflang target download type",
    "blockquote": "cite",
    "button": "type name value form formaction formmethod disabled",
    "data": "value",
    "details": "open name",
    "fieldset": "disabled name form",
    "form": "action method enctype novalidate autocomplete name accept-charset",
    "img": "src alt width height srcset sizes loading decoding",
    "input": "type name value checked form maxlength minlength autocomplete inputmode disabled readonly required "
    "size min max step pattern placeholder accept multiple list",
    "label": "for",
    "li": "value",
    "link": "rel href type sizes media hreflang color",
    "meta": "charset name content http-equiv property",
    "ol": "start reversed type",
    "optgroup": "label disabled",
    "option": "value selected label disabled",
    "output": "for form name",
    "progress": "value max",
    "script": "src type defer async",
    "select": "name form multiple size disabled required autocomplete",
    "td": "colspan rowspan headers",
    "textarea": "name rows cols form maxlength minlength autocomplete readonly required disabled",
    "th": "scope colspan rowspan headers abbr",
    "time": "datetime",
}
REFERENCES = (
    "for",
    "form",
    "list",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "headers",
)
ARIA = frozenset(
    "aria-label aria-labelledby aria-describedby aria-hidden aria-current aria-live aria-atomic aria-busy "
    "aria-expanded aria-controls aria-invalid aria-required aria-checked aria-disabled aria-owns aria-details "
    "aria-level aria-modal "
    "aria-roledescription aria-sort aria-pressed aria-selected aria-valuenow "
    "aria-valuemin aria-valuemax".split()
)
DATETIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")


def faults(source: str) -> list[str]:
    """Everything wrong with a whole page, a sentence each."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(source)
    found = [f"line {place[0]}: {MEANINGS[code] % data}" for place, code, data in parser.errors]
    nodes = list(_walk(document, ()))
    for check in (_once, _references, _order, _names):
        found += check(nodes)
    for element, above in nodes:
        found += [f"{_said(element)}: {fault}" for fault in (*_place(element, above), *_attributes(element))]
    return found


def _walk(element: Element, above: Parents) -> Iterator[tuple[Element, Parents]]:
    """Every HTML element with those around it, outermost first; a drawing is one element."""
    if isinstance(element.tag, str):  # a comment has a function for a tag
        yield element, above
        for child in [] if element.tag == DRAWING else element:
            yield from _walk(child, (*above, element))


def _said(element: Element) -> str:
    marks = "".join(
        f" {name}={element.attrib[name]!r}" for name in ("id", "class", "name") if name in element.attrib
    )
    return f"<{element.tag}{marks}>"


def _words(element: Element) -> str:
    """What a screen reader would say: the text, a label, the words of a picture."""
    told = [node.attrib.get("aria-label", "") + node.attrib.get("alt", "") for node in element.iter()]
    return " ".join(["".join(element.itertext()), *told]).strip()


def _once(nodes: list[tuple[Element, Parents]]) -> Iterator[str]:
    """What a page has once: each id, one title, one main, one h1, one language."""
    ids = [element.attrib["id"] for element, _ in nodes if "id" in element.attrib]
    yield from (
        f"the id {name!r} is there {ids.count(name)} times"
        for name in sorted(set(ids))
        if ids.count(name) > 1
    )
    yield from (f"the id {name!r} is not one word" for name in ids if not name or re.search(r"\s", name))
    for tag in ("title", "main", "h1"):
        count = sum(element.tag == tag for element, _ in nodes)
        if count != 1:
            yield f"there are {count} <{tag}>"
    if not nodes[0][0].attrib.get("lang"):
        yield "the page has no language"
    forms = [element.attrib.get("name") for element, _ in nodes if element.tag == "meta"]
    if len(set(forms) - {None}) != len([name for name in forms if name]):
        yield "a <meta> name is there twice"


def _references(nodes: list[tuple[Element, Parents]]) -> Iterator[str]:
    """What points at an id that is not there."""
    ids = {element.attrib["id"] for top, _ in nodes[:1] for element in top.iter() if "id" in element.attrib}
    for element, _ in nodes:
        for name in REFERENCES:
            for target in element.attrib.get(name, "").split():
                if target not in ids:
                    yield f"{_said(element)}: {name} points at {target!r}, which is not there"
    for element in nodes[0][0].iter():
        href = element.attrib.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            yield f"a link points at {href!r}, which is not there"


def _order(nodes: list[tuple[Element, Parents]]) -> Iterator[str]:
    """Headings that are empty or skip a level."""
    before = 1  # the box of problems stands above h1
    for element, _ in nodes:
        if element.tag in HEADINGS:
            level = int(element.tag[1])
            if level > before + 1:
                yield f"<{element.tag}> “{_words(element)[:30]}” follows a heading of level {before}"
            if not _words(element):
                yield f"an empty <{element.tag}>"
            before = level


def _names(nodes: list[tuple[Element, Parents]]) -> Iterator[str]:
    """Links, buttons and fields that have no words of their own."""
    labeled = {
        element.attrib["for"] for element, _ in nodes if element.tag == "label" and "for" in element.attrib
    }
    for element, above in nodes:
        told = element.attrib
        if element.tag in ("a", "button", "summary", "legend", "label", "th", "dt") and not _words(element):
            yield f"{_said(element)} has no words"
        if element.tag in ("select", "textarea", "input") and told.get("type") not in ("hidden", "submit"):
            known = told.get("id") in labeled or any(parent.tag == "label" for parent in above)
            if not known and not {"aria-label", "aria-labelledby"} & set(told):
                yield f"{_said(element)} has no label"
        if element.tag == "img" and "alt" not in told:
            yield f"{_said(element)} has no alternative text"


def _place(element: Element, above: Parents) -> Iterator[str]:
    """Why it may not stand where it stands."""
    around = [outer.tag for outer in above]
    yield from _parent(element.tag, around)
    yield from _within(element, around)
    tag = element.tag
    if tag in ("details", "fieldset"):
        wanted = {"details": "summary", "fieldset": "legend"}[tag]
        if wanted in [child.tag for child in element][1:]:
            yield f"<{wanted}> is not its first element, or not its only one"
    if tag == "dl":
        yield from _pairs(element)


def _parent(tag: str, around: list[str]) -> Iterator[str]:
    """What is wrong between an element and the one it stands in."""
    parent, group = (["", "", *around])[-1], (["", "", *around])[-2]
    if tag not in FLOW_ONLY | PHRASING | OTHERS | {DRAWING}:
        yield "there is no such element"
    if parent in CHILDREN and tag not in CHILDREN[parent]:
        yield f"may not stand in <{parent}>"
    if tag in PARENTS and parent not in PARENTS[tag]:
        yield f"may not stand in <{parent}>"
    if (group, parent) == ("dl", "div") and tag not in ("dt", "dd", "script", "template"):
        yield "may not stand in a group of <dl>"
    if parent in ("summary", "legend") and tag in FLOW_ONLY and tag not in HEADINGS:
        yield f"is a block within <{parent}>"


def _within(element: Element, around: list[str]) -> Iterator[str]:
    """What is wrong between an element and all that is around it."""
    tag = element.tag
    if tag in FLOW_ONLY and (inline := [outer for outer in around if outer in INLINE_PARENTS]):
        yield f"is a block within <{inline[-1]}>"
    if tag in INTERACTIVE and element.attrib.get("type") != "hidden" and {"a", "button"} & set(around):
        yield "can be pressed and stands within a link or a button"
    if tag in ("form", "label") and tag in around:
        yield f"stands within another <{tag}>"
    if tag == "main" and set(around) - {"html", "body", "div", "form"}:
        yield "is not at the top of the page"
    if tag in ("header", "footer") and {"header", "footer"} & set(around):
        yield "stands within a header or footer"


def _pairs(group: Element) -> Iterator[str]:
    """A list of names and answers in which one has no other."""
    for box in [group, *(child for child in group if child.tag == "div")]:
        tags = [child.tag for child in box if child.tag in ("dt", "dd")]
        if tags and (tags[0] != "dt" or tags[-1] != "dd"):
            yield "has a name without an answer, or the other way round"


def _attributes(element: Element) -> Iterator[str]:
    """Attributes that are unknown, out of place or malformed."""
    own = set(OWN.get(element.tag, "").split())
    for name, value in element.attrib.items():
        if element.tag == DRAWING or str(name).startswith(("data-", "hx-")):
            continue
        if name not in GLOBAL | own | ARIA:
            yield f"has no attribute {name!r}"
        if not _well_formed(element, str(name), value):
            yield f"{name}={value!r} is malformed"
    if element.tag == DRAWING and "hidden" in element.attrib:
        yield "a drawing has no attribute 'hidden'"


def _well_formed(element: Element, name: str, value: Any) -> bool:
    if name in (
        "width",
        "height",
        "start",
        "maxlength",
        "minlength",
        "rows",
        "cols",
        "colspan",
        "rowspan",
        "size",
    ):
        return re.fullmatch(r"-?\d+", value) is not None
    if name == "tabindex":
        return value in ("0", "-1")
    if name == "datetime":
        return DATETIME.fullmatch(value) is not None
    if name in ("href", "src", "action"):
        return bool(value) and not re.search(r"[\s<>\"\\^`{|}]", value)
    if name == "class":
        return bool(value.strip())
    if element.tag == "button" and name == "type":
        return value in ("submit", "button", "reset")
    return True
