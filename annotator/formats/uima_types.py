"""The types of annotated articles in UIMA, and their features."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.formats.extras import needing

if TYPE_CHECKING:
    from cassis import TypeSystem

MENTION = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
SEGMENT = "webanno.custom.Segment"
QUOTE = "webanno.custom.Quote"
PART = "webanno.custom.QuotePart"
LINK = "webanno.custom.QuotePartsLink"
ARTICLE = "webanno.custom.Article"
ENTRY = "webanno.custom.RegisterEntry"
NOTE = "webanno.custom.Note"

_OF_ALL = ("annotationId", "state", "detector", "version", "rule", "evidence", "attributes")
_FEATURES = {
    MENTION: ("value", "identifier", *_OF_ALL),
    SEGMENT: ("label", *_OF_ALL),
    QUOTE: ("quoteType", "speakerKind", "speaker", "speakerName", *_OF_ALL),
    PART: ("role",),
    ARTICLE: (
        "articleId",
        "title",
        "source",
        "url",
        "published",
        "ownerKind",
        "ownerName",
        "progress",
    ),
    ENTRY: ("entryId", "name", "kind", "aliases"),
    NOTE: ("noteId", "text", "about", "place", "answer"),
}
_OF_DOCUMENT = (ARTICLE, ENTRY, NOTE)


def type_system() -> TypeSystem:
    """Return a type system of these types alone; raise ``MendableError`` without dkpro-cassis."""
    with needing("dkpro-cassis", "uima"):
        from cassis import TypeSystem
    types = TypeSystem()
    for name, features in _FEATURES.items():
        base = "uima.cas.AnnotationBase" if name in _OF_DOCUMENT else "uima.tcas.Annotation"
        made = types.create_type(name, base)
        for feature in features:
            types.create_feature(made, feature, "uima.cas.String")
        if "annotationId" in features:
            types.create_feature(made, "confidence", "uima.cas.Double")
    link = types.create_type(LINK, "uima.cas.TOP")
    types.create_feature(link, "role", "uima.cas.String")
    types.create_feature(link, "target", PART)
    types.create_feature(QUOTE, "parts", "uima.cas.FSArray", elementType=LINK)
    return types
