"""MLCommons Croissant 1.1 with the Responsible AI fields 1.0: what is in a release, for machines.

Specifications: https://docs.mlcommons.org/croissant/docs/croissant-spec.html and
https://docs.mlcommons.org/croissant/docs/croissant-rai-spec.html. Each data file is a
``FileObject`` with its hash, and a record set whose records are articles. Parquet is described
where the release has it, else JSON Lines; the columns are the same. A JSON path yields one value
for each annotation, so of a quote's parts the first is described; the column itself has all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from annotator import __version__
from annotator.domain.annotation import Role
from annotator.workspace.releasing.manifest import GUIDELINES, Facts, Json, ReleasedFile
from annotator.workspace.releasing.settings import JSON_LINES_NAME

CROISSANT = "croissant.json"

_TYPES = {JSON_LINES_NAME: "application/jsonlines", "parquet": "application/x-parquet"}
_PLAIN = ("id", "title", "source", "url", "published", "language", "text", "sha256", "state")
_STRETCH = {"start": "sc:Integer", "end": "sc:Integer"}
_WORDS = {"id": "sc:Text", "label": "sc:Text", "text": "sc:Text", "state": "sc:Text"}


def croissant(facts: Facts, configs: Sequence[str], files: Iterable[ReleasedFile]) -> str:
    """Return the text of ``croissant.json``; ``files`` are the release's data."""
    form = "parquet" if "parquet" in facts.settings.all_formats else JSON_LINES_NAME
    described = [
        file
        for file in files
        if file.path.startswith(tuple(f"{form}/{config}/" for config in configs))
    ]
    settings = facts.settings
    content: Json = {
        "@context": _context(),
        "@type": "sc:Dataset",
        "conformsTo": [
            "http://mlcommons.org/croissant/1.1",
            "http://mlcommons.org/croissant/RAI/1.0",
        ],
        "name": settings.folder_name,
        "description": _description(facts),
        "version": settings.version,
        "datePublished": facts.project_changed[:10],
        "license": settings.licence or "TODO: the licence is for people to decide",
        "url": f"urn:uuid:{facts.project_id}",
        "citeAs": "TODO: how to cite is for people to decide",
        **_responsible(facts),
        "distribution": [_file_object(file, _TYPES[form]) for file in described],
        "recordSet": [_record_set(file) for file in described],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _description(facts: Facts) -> str:
    layers = ", ".join(layer.value for layer in facts.settings.layers)
    return (
        f"{facts.total.articles:,} news articles with {layers}, annotated with Annotator. "
        "Offsets are half-open and count Unicode code points of the text."
    )


def _file_object(file: ReleasedFile, encoding: str) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": encoding,
        "sha256": file.sha256,
    }


def _record_set(file: ReleasedFile) -> Json:
    _, config, name = file.path.split("/")
    record_set = f"{config}/{name.rsplit('.', 1)[0]}"
    fields = _Fields(record_set, file.path)
    quote = {"id": "sc:Text", "type": "sc:Text", "state": "sc:Text"}
    first = {f"{role}[0].{edge}": kind for role in Role for edge, kind in _STRETCH.items()}
    first_text = {f"{role}[0].text": "sc:Text" for role in Role}
    speaker = {"speaker.kind": "sc:Text", "speaker.name": "sc:Text"}
    return {
        "@type": "cr:RecordSet",
        "@id": record_set,
        "name": record_set,
        "description": f"One article with one owner’s annotations on each record, of {file.path}.",
        "key": {"@id": f"{record_set}/id"},
        "field": [
            *(fields.plain(name) for name in _PLAIN),
            fields.repeated("segments", {**_WORDS, **_STRETCH}),
            fields.repeated("entities", {**_WORDS, **_STRETCH, "entity": "sc:Text"}),
            fields.repeated("quotes", {**quote, **speaker, **first, **first_text}),
        ],
    }


class _Fields:
    """Makes the fields of one record set, which read the columns of one file."""

    def __init__(self, record_set: str, file: str) -> None:
        self._record_set = record_set
        self._file = file

    def plain(self, column: str) -> Json:
        return self._field(column, column, "sc:Text", self._source(column))

    def repeated(self, column: str, types: Mapping[str, str]) -> Json:
        return {
            "@type": "cr:Field",
            "@id": f"{self._record_set}/{column}",
            "name": f"{self._record_set}/{column}",
            "repeated": True,
            "source": self._source(column),
            "subField": [
                self._field(
                    f"{column}/{path.replace('[0].', '_').replace('.', '_')}",
                    path,
                    kind,
                    {**self._source(column), "transform": {"jsonPath": f"$[*].{path}"}},
                )
                for path, kind in types.items()
            ],
        }

    def _field(self, name: str, path: str, kind: str, source: Json) -> Json:
        return {
            "@type": "cr:Field",
            "@id": f"{self._record_set}/{name}",
            "name": f"{self._record_set}/{name}",
            "description": path,
            "dataType": kind,
            "source": source,
        }

    def _source(self, column: str) -> Json:
        return {"fileObject": {"@id": self._file}, "extract": {"column": column}}


def _guideline(facts: Facts) -> str:
    if not facts.guidelines.version:
        return "TODO: the guideline that people followed."
    return f"People followed version {facts.guidelines.version} of the guideline ({GUIDELINES})."


def _responsible(facts: Facts) -> Json:
    """Return the Responsible AI fields, from the project's facts; the rest is for people to say."""
    settings, total = facts.settings, facts.total
    detectors = ", ".join(total.by_detector) or "none"
    detected = total.by_detector.total()
    return {
        "rai:dataCollection": "TODO: why these articles were chosen, and where they come from.",
        "rai:dataAnnotationPlatform": f"Annotator {__version__}, a desktop program.",
        "rai:dataAnnotationProtocol": (
            f"Annotations of {settings.owner.kind} by the scheme “{facts.scheme.name}”, version "
            f"{facts.scheme.version} (scheme.json). {total.by_hand:,} were made by hand, "
            f"{detected:,} began as suggestions of detectors ({detectors}). " + _guideline(facts)
        ),
        "rai:dataAnnotationAnalysis": (
            "Agreement of the annotators, with intervals, is in manifest.json. "
            "TODO: how disagreements were decided."
            if facts.agreement
            else "TODO: agreement, and how disagreements were decided."
        ),
        "rai:annotationsPerItem": (
            f"{facts.annotators} annotators have annotated articles of this release."
        ),
        "rai:annotatorDemographics": "TODO: who the annotators are.",
        "rai:dataPreprocessingProtocol": (
            "Line ends became line feeds; characters without meaning (NUL, byte-order marks, lone "
            "surrogates, noncharacters) were dropped; the text is otherwise as it was published."
        ),
        "rai:dataUseCases": "TODO: what the dataset is for, and what not.",
        "rai:dataBiases": "TODO: whose news this is, and whose it is not.",
        "rai:dataLimitations": "TODO: what the dataset cannot show.",
        "rai:personalSensitiveInformation": (
            "News names people. TODO: whether they can be hurt by this dataset."
        ),
        "rai:dataReleaseMaintenancePlan": (
            "Releases never change; CHANGES.md tells what is new in each. "
            "TODO: who maintains the dataset, and how to reach them."
        ),
    }


def _context() -> Json:
    """Return the JSON-LD context that the specification asks for."""
    terms = (
        "citeAs column conformsTo containedIn equivalentProperty extract field fileProperty "
        "fileObject fileSet format includes jsonPath key md5 parentField path recordSet references "
        "regex repeated replace samplingRate separator source subField transform"
    )
    return {
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "sc": "https://schema.org/",
        **{term: f"cr:{term}" for term in terms.split()},
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
        "isLiveDataset": "cr:isLiveDataset",
    }
