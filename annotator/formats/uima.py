"""UIMA CAS, as INCEpTION imports and exports it: XMI with a type system, and CAS JSON.

Mentions are DKPro's ``NamedEntity``. Segments and quotes are layers ``webanno.custom.Segment`` and
``webanno.custom.Quote``, named as INCEpTION names layers made in its window; a quote lies on its
first content part, and its slot ``parts`` links to annotations of ``webanno.custom.QuotePart`` by
role. The article, the register and the notes are layers of document metadata. State, origin and
attributes are features that INCEpTION has not by itself: it keeps those of the custom layers when
the type system is imported first, and passes over those of ``NamedEntity``.

dkpro-cassis turns code points into the UTF-16 offsets of the CAS and back.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import RefusedError
from annotator.formats.atomic import replacing_folder
from annotator.formats.extras import needing
from annotator.formats.features import Carries, Feature, changed, left_out
from annotator.formats.json_objects import BadRecordError
from annotator.formats.losses import kept
from annotator.formats.names import free_name
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import read_bytes
from annotator.formats.safe_xml import BadXmlError
from annotator.formats.safe_xml import parsed as parsed_xml
from annotator.formats.uima_cas import cas_of, record_of
from annotator.formats.uima_types import type_system

if TYPE_CHECKING:
    from cassis import Cas

TYPE_SYSTEM = "TypeSystem.xml"
_BAD_CONTENT = (
    AttributeError,
    BadRecordError,
    BadXmlError,
    IndexError,
    KeyError,
    RecursionError,
    RefusedError,
    RuntimeError,
    TypeError,
    ValueError,
)


class UimaXmi:
    name = "uima-xmi"
    title = "UIMA XMI (INCEpTION)"
    suffixes: tuple[str, ...] = (".xmi",)
    is_folder = True
    carries = Carries(
        {
            Feature.CONTROL_CHARACTERS: changed("a space instead, since XML cannot hold them"),
            Feature.DECISIONS: left_out(),
        }
    )

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        with needing("dkpro-cassis", "uima"):
            from cassis import load_cas_from_xmi, load_typesystem
        beside = path.with_name(TYPE_SYSTEM)

        def load() -> Cas:
            types = load_typesystem(_safe(beside)) if beside.exists() else type_system()
            return load_cas_from_xmi(_safe(path), types, lenient=True)

        yield _read(path, load)

    def companions(self, path: Path) -> Iterable[Path]:
        yield path.with_name(TYPE_SYSTEM)

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        kept_records = (kept(record, self.carries) for record in records)
        _write(kept_records, path, ".xmi", lambda cas, file: cas.to_xmi(file))


class UimaJson:
    name = "uima-json"
    title = "UIMA CAS JSON (INCEpTION)"
    suffixes: tuple[str, ...] = (".json",)
    is_folder = True
    carries = Carries({Feature.DECISIONS: left_out()})

    def recognises(self, head: str) -> bool:
        return '"%TYPES"' in head or '"%FEATURE_STRUCTURES"' in head

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        with needing("dkpro-cassis", "uima"):
            from cassis import load_cas_from_json
        yield _read(path, lambda: load_cas_from_json(BytesIO(_bytes(path)), lenient=True))

    def companions(self, path: Path) -> Iterable[Path]:
        yield path.with_name(TYPE_SYSTEM)

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        _write(records, path, ".json", lambda cas, file: cas.to_json(file))


def _write(
    records: Iterable[AnnotatedArticle],
    path: Path,
    suffix: str,
    save: Callable[[Cas, Path], object],
) -> None:
    types = type_system()
    with replacing_folder(path) as folder:
        for record in records:
            name = free_name(folder, record.article.id, suffix)
            save(cas_of(record, types), folder / f"{name}{suffix}")
        types.to_xml(folder / TYPE_SYSTEM)


def _read(path: Path, load: Callable[[], Cas]) -> AnnotatedArticle | Refusal:
    from cassis.typesystem import TypeNotFoundError

    try:
        # cassis warns of types that it does not know, and goes on.
        with warnings.catch_warnings(record=True) as unknown:
            warnings.simplefilter("always")
            cas = load()
        return record_of(cas, len(unknown))
    except (TypeNotFoundError, *_BAD_CONTENT) as error:
        return Refusal(str(path), f"This is not a CAS that can be read ({error}).")


def _safe(path: Path) -> BytesIO:
    raw = _bytes(path)
    parsed_xml(raw)
    return BytesIO(raw)


def _bytes(path: Path) -> bytes:
    raw = read_bytes(path)
    if isinstance(raw, Refusal):
        raise BadRecordError(raw.reason)
    return raw


UIMA_XMI = UimaXmi()
UIMA_JSON = UimaJson()
