"""Reading XML from others: no entities, no document types, no network."""

from __future__ import annotations

from lxml import etree


class BadXmlError(Exception):
    """XML that is not well-formed, or not safe to read; says why in a plain sentence."""


def parsed(raw: bytes) -> etree._Element:
    """Return the root of an XML document; raise ``BadXmlError`` where it is none, or not safe.

    A document type may be named, as NITF's is, and is not read. One that defines entities, which
    could grow without end or name files of this machine, is refused.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise BadXmlError(f"The XML is not well-formed ({error}).") from error
    document_type: etree.DTD | None = root.getroottree().docinfo.internalDTD
    # The stubs of lxml lack this method.
    if document_type is not None and any(document_type.iterentities()):  # type: ignore[attr-defined]
        raise BadXmlError("The XML defines entities, which is not safe to read.")
    return root
