"""Packets of XMP about generated pictures (XMP specification, part 1; IPTC Photo Metadata Standard 2025.1)."""

import re
from collections.abc import Sequence
from typing import Final, Literal
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

SourceType = Literal["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"]
GENERATED: Final[SourceType] = "trainedAlgorithmicMedia"
"""Made by a model from words."""
COMPOSITE: Final[SourceType] = "compositeWithTrainedAlgorithmicMedia"
"""Made by a model with a person's own picture."""

VOCABULARY: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""IPTC NewsCodes, "Digital Source Type"."""

XMP_KEYWORD: Final = "XML:com.adobe.xmp"
"""Of the text of a PNG that holds the packet (XMP specification, part 3)."""

_NAMESPACES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_NAMES: Final = {
    "Iptc4xmpExt:DigitalSourceType": "digital source type",
    "Iptc4xmpExt:AISystemUsed": "AI system used",
    "Iptc4xmpExt:AIPromptInformation": "AI prompt information",
    "dc:description": "description",
    "dc:subject": "tags",
    "Iptc4xmpCore:AltTextAccessibility": "alternative text",
    "xmp:CreatorTool": "made with",
}
"""What is read back: property → what a person calls it."""

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def packet(
    source_type: SourceType,
    *,
    tool: str = "",
    description: str = "",
    alt: str = "",
    tags: Sequence[str] = (),
    system: str = "",
    prompt: str = "",
) -> str:
    """A packet with those of the properties that are given."""
    properties = [
        _simple("Iptc4xmpExt:DigitalSourceType", VOCABULARY + source_type),
        _simple("Iptc4xmpExt:AISystemUsed", system),
        _simple("Iptc4xmpExt:AIPromptInformation", prompt),
        _simple("xmp:CreatorTool", tool),
        _alternative("dc:description", description),
        _alternative("Iptc4xmpCore:AltTextAccessibility", alt),
        _bag("dc:subject", tags),
    ]
    body = "".join(line for line in properties if line)
    used = {prefix: uri for prefix, uri in _NAMESPACES.items() if f"<{prefix}:" in body}
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in used.items() if prefix != "rdf")
    # Read-only ("r"): nothing may change it in place, because a PNG's chunk has a checksum.
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_NAMESPACES["rdf"]}"><rdf:Description rdf:about=""{spaces}>\n'
        f"{body}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    )


def properties_in(text: str) -> dict[str, str]:
    """What of a packet is known here, by what people call it; empty where it can't be read."""
    # No entities, so that nothing grows while it is read.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return {}
    try:
        root = ET.fromstring(text.lstrip("\ufeff"))  # noqa: S314  # without a DTD there is nothing to fear
    except ET.ParseError:
        return {}
    found = {}
    for described in root.iter(f"{{{_NAMESPACES['rdf']}}}Description"):
        for name, called in _NAMES.items():
            if said := _value(described, name):
                found[called] = said
    return found


def _value(described: ET.Element, name: str) -> str:
    prefix, _, local = name.partition(":")
    full = f"{{{_NAMESPACES[prefix]}}}{local}"
    if full in described.attrib:  # other programs write simple values as attributes
        return described.attrib[full]
    element = described.find(full)
    if element is None:
        return ""
    items = [item.text or "" for item in element.iter(f"{{{_NAMESPACES['rdf']}}}li")]
    return ", ".join(items) if items else (element.text or "").strip()


def _simple(name: str, value: str) -> str:
    return f"<{name}>{_escaped(value)}</{name}>\n" if value else ""


def _alternative(name: str, value: str) -> str:
    item = f'<rdf:Alt><rdf:li xml:lang="x-default">{_escaped(value)}</rdf:li></rdf:Alt>'
    return f"<{name}>{item}</{name}>\n" if value else ""


def _bag(name: str, values: Sequence[str]) -> str:
    items = "".join(f"<rdf:li>{_escaped(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:Bag>{items}</rdf:Bag></{name}>\n" if items else ""


def _escaped(text: str) -> str:
    return escape(_NOT_XML.sub("", text)).replace("\r", "&#13;")
