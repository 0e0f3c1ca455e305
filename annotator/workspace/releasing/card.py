"""The dataset card: ``README.md`` with the head that Hugging Face reads.

Its text is ``resources/cards/dataset_card.md``; here is what fills it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Template

from annotator import __version__
from annotator.comparing.measured import Measure, Measured
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import OwnerKind
from annotator.domain.step import Progress
from annotator.shipped import resource
from annotator.workspace.releasing.changes import plain
from annotator.workspace.releasing.decided import Decided
from annotator.workspace.releasing.manifest import GUIDELINES, Facts
from annotator.workspace.releasing.settings import JSON_LINES_NAME

CARD = "README.md"
_MARK = "**TODO**"
_QUESTION = f"- {_MARK}"
_SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
)
_SUFFIXES = {JSON_LINES_NAME: ".jsonl", "parquet": ".parquet"}
_LISTED = 20
_KNOWN_LICENCES = (
    *(f"cc-by{kind}-4.0" for kind in ("", "-sa", "-nc", "-nd", "-nc-sa", "-nc-nd")),
    *("cc0-1.0", "mit", "apache-2.0", "odbl", "odc-by", "pddl"),
)


def card(facts: Facts, configs: Sequence[str]) -> str:
    """Return the text of the card."""
    template = Template(resource("cards/dataset_card.md").read_text(encoding="utf-8"))
    values = _values(facts, configs)
    todos = todos_in(template.template) + sum(todos_in(text) for text in values.values())
    return _head(facts, configs) + template.substitute(values, todos=todos)


def todos_in(text: str) -> int:
    """Return how many questions of a card are left to people."""
    return text.count(_QUESTION)


def _head(facts: Facts, configs: Sequence[str]) -> str:
    """Return the YAML head, whose values are written as JSON, of which YAML is a superset."""
    settings = facts.settings
    form = "parquet" if "parquet" in settings.all_formats else JSON_LINES_NAME
    splits = {config: list(facts.counts) for config in configs}
    articles = facts.total.articles
    head: dict[str, object] = {
        "pretty_name": f"{settings.name} {settings.version}",
        "language": sorted({row.language for row in facts.plan.articles if row.language}),
        **_licence(settings.licence),
        "annotations_creators": [
            "machine-generated" if settings.owner.kind is OwnerKind.DETECTOR else "expert-generated"
        ],
        "task_categories": ["token-classification"],
        "size_categories": [next((name for most, name in _SIZES if articles < most), "n>1M")],
        "tags": ["news", *(layer.value for layer in settings.layers)],
        "configs": [
            {
                "config_name": config,
                "data_files": [
                    {"split": name, "path": f"{form}/{config}/{name}{_SUFFIXES[form]}"}
                    for name in names
                ],
                **({"default": True} if config == configs[0] else {}),
            }
            for config, names in splits.items()
        ],
    }
    lines = (
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items() if value
    )
    return f"---\n{''.join(lines)}---\n\n"


def _licence(licence: str) -> dict[str, object]:
    """Return what the head says of a licence: Hugging Face’s own name for it, where it has one."""
    if not licence:
        return {"license": "unknown"}
    if licence.lower() in _KNOWN_LICENCES:
        return {"license": licence.lower()}
    return {"license": "other", "license_name": licence}


def _values(facts: Facts, configs: Sequence[str]) -> dict[str, str]:
    settings, total, articles = facts.settings, facts.total, facts.plan.articles
    layers = ", ".join(settings.layers)
    return {
        "name": plain(settings.name),
        "version": settings.version,
        "summary": (
            f"{total.articles:,} news articles annotated with {layers}, with Annotator "
            f"{__version__}. The annotations are {_whose(facts)}."
        ),
        "splits": _table(
            ("split", "articles", "words", *settings.layers),
            (
                (
                    name,
                    counts.articles,
                    counts.words,
                    *(counts.labels[layer].total() for layer in settings.layers),
                )
                for name, counts in {**facts.counts, "all": total}.items()
            ),
        ),
        "choice": _choice(facts),
        "layers": _layers(settings.layers),
        "left_out": _left_out(facts),
        "near_duplicates": _near_duplicates(facts),
        "files": _files(facts, configs),
        "labels": "\n\n".join(_labels(facts)),
        "sources": _shares("Sources", Counter(row.source for row in articles)),
        "languages": _shares("Languages", Counter(row.language for row in articles)),
        "published": _published(row.published for row in articles),
        "lengths": (
            f"Length: {total.words:,} words and {total.characters:,} characters in all, "
            f"{total.words // max(1, total.articles):,} words in an article on average."
        ),
        "speakers": _speakers(total.speakers),
        "process": _process(facts),
        "annotators": _annotators(facts),
        "people": _people(total.speakers.get("entity", 0)),
        "licence": f"- Licence: {plain(settings.licence)}."
        if settings.licence
        else f"- {_MARK} Under which licence are the annotations and the texts passed on?",
        "changes": f"It was compared with {plain(facts.changes.since)}."
        if facts.changes
        else "It is the first one.",
    }


def _whose(facts: Facts) -> str:
    owner = facts.settings.owner.kind.value
    return {
        "gold": "gold: what was decided to be right",
        "annotator": "the work of one annotator",
        "detector": "suggestions of detectors, which nobody has checked",
    }[owner]


def _choice(facts: Facts) -> str:
    settings = facts.settings
    parts = ["those that were annotated"]
    if set(settings.progress) < set(Progress):
        parts = ["those that stand at " + " or ".join(f"“{one}”" for one in settings.progress)]
    for word, names in (("sources", settings.sources), ("languages", settings.languages)):
        if names:
            parts.append(f"{word} {', '.join(plain(name) for name in names)}")
    if settings.published_from or settings.published_to:
        first, last = settings.published_from or "any time", settings.published_to or "any time"
        parts.append(f"published from {first} to {last}")
    return "; ".join(parts)


def _layers(layers: Sequence[Layer]) -> str:
    says = {
        Layer.SEGMENTS: "- Segments divide the whole text by function (headline, paragraph, …).",
        Layer.ENTITIES: "- Entities are mentions of people, organisations, places and the like; "
        "they may nest and cross. `entity` points to `register`.",
        Layer.QUOTES: "- Quotes have content parts, cue, source, speaker and type (direct, mixed, "
        "indirect).",
    }
    return "\n".join(says[layer] for layer in layers)


def _left_out(facts: Facts) -> str:
    reasons = [
        *(f"{count:,} articles {reason}" for reason, count in facts.plan.left_out.items()),
        *(
            f"{count:,} {state} {layer}"
            for (layer, state), count in sorted(facts.states_left_out.items())
        ),
    ]
    return f"Left out: {'; '.join(reasons)}." if reasons else "Nothing annotated was left out."


def _near_duplicates(facts: Facts) -> str:
    rule = facts.settings.rule
    parts = []
    if rule.keeps_near_duplicates:
        count = sum(len(group) for group in facts.plan.alike)
        found = f"{count:,} articles are near-duplicates, in {len(facts.plan.alike):,} groups"
        parts.append(
            f"{found if count else 'No articles are near-duplicates'} (word triples, Jaccard "
            f"similarity from {rule.threshold:g}); none are parted by the splits."
        )
    if rule.keeps_sources:
        parts.append("No source is in two splits.")
    shares = ", ".join(f"{name} {ratio:g}" for name, ratio in rule.ratios)
    parts.append(f"The splits were drawn with the seed {rule.seed} and the ratios {shares}.")
    return " ".join(parts)


def _files(facts: Facts, configs: Sequence[str]) -> str:
    says = {"annotators": "each annotator’s own sets of the same articles"}
    folders = [
        f"- `{form}/{config}/`: {says.get(config, _whose(facts))}"
        for form in facts.settings.all_formats
        for config in configs
    ]
    losses = [
        f"- `{name}/losses.txt`: what this format does not carry ({report.summary})"
        for name, report in facts.losses.items()
    ]
    return "\n".join(folders + losses)


def _labels(facts: Facts) -> Iterator[str]:
    names = list(facts.counts)
    titles = {(label.layer, label.name): label.title for label in facts.scheme.labels}
    for layer in facts.settings.layers:
        labels = facts.total.labels[layer]
        heading = "type" if layer is Layer.QUOTES else "label"
        yield f"{layer.capitalize()}:"
        yield _table(
            (heading, "meaning", *names, "all"),
            (
                (
                    f"`{label}`",
                    plain(titles.get((layer, label), label)),
                    *(facts.counts[name].labels[layer][label] for name in names),
                    labels[label],
                )
                for label in sorted(labels, key=lambda one: (-labels[one], one))
            ),
        )


def _shares(what: str, counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    named = [f"{plain(name) or 'unknown'} {count:,}" for name, count in ordered[:_LISTED]]
    if len(ordered) > _LISTED:
        named.append(f"{len(ordered) - _LISTED:,} more")
    return f"{what}: {', '.join(named)}."


def _published(dates: Iterable[str]) -> str:
    known = sorted(date for date in dates if date)
    if not known:
        return f"- {_MARK} When were the articles published? The project does not know."
    return f"Published from {known[0][:10]} to {known[-1][:10]}."


def _speakers(counts: Mapping[str, int]) -> str:
    named = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
    return f" Quotes by speaker: {named}." if named else ""


def _process(facts: Facts) -> str:
    total = facts.total
    detected = total.by_detector.total()
    detectors = ", ".join(f"{plain(name)}: {count:,}" for name, count in total.by_detector.items())
    began = f"{detected:,} began as suggestions of detectors"
    return "\n".join(
        (
            f"- Scheme: {plain(facts.scheme.name)}, version {facts.scheme.version}.",
            f"- Guideline: version {facts.guidelines.version} ({GUIDELINES})."
            if facts.guidelines.version
            else f"- {_MARK} By which guideline did people annotate?",
            f"- {total.by_hand:,} annotations were made by hand; {began}"
            + (f" (by detector and version: {detectors})." if detectors else "."),
            *_agreement(facts),
            *_decided(facts.decided),
        )
    )


def _agreement(facts: Facts) -> list[str]:
    found = facts.agreement
    if found is None:
        return [
            f"- {_MARK} How far do annotators agree? No two have finished an article in common."
        ]
    interval = f"95 % intervals from {found.samples:,} samples of articles, seed {found.seed}"
    articles, owners = f"{len(found.articles):,} articles", f"{len(found.owners)} annotators"
    return [
        f"- Agreement of {owners} on {articles} ({interval}):",
        *(
            f"  - {one.layer.value}, {plain(one.title)} ({plain(one.meaning)}): "
            f"{_with_interval(one.measure)}"
            for one in found.figures
        ),
    ]


def _decided(found: Decided | None) -> list[str]:
    if found is None or not (found.agreed or found.disagreements or found.deferred):
        return [f"- {_MARK} How were disagreements decided? The data hold no decisions."]
    noun = "reviewer" if len(found.reviewers) == 1 else "reviewers"
    by = [f"{found.by_person:,} by {len(found.reviewers)} {noun}"] if found.by_person else []
    by += [f"{count:,} by rule ({plain(rule)})" for rule, count in sorted(found.by_rule.items())]
    said = f"{found.disagreements:,} disagreements were decided{': ' if by else ''}{', '.join(by)}"
    agreed = f"In {found.agreed:,} places all annotators agree"
    lines = [f"- {agreed}; {said}; {found.deferred:,} are deferred."]
    for what, counts in (
        ("What they were about", found.kinds),
        ("What became of them", found.rulings),
        ("Why annotators differed, as reviewers see it", found.reasons),
    ):
        if counts:
            lines.append(f"  - {_shares(what, counts)}")
    return lines


def _with_interval(measure: Measure) -> str:
    if not isinstance(measure, Measured):
        return f"undefined: {plain(measure.reason)}"
    low_high = measure.interval
    between = f" ({low_high.low:.3f} to {low_high.high:.3f})" if low_high else ""
    return f"{measure.value:.3f}{between}"


def _annotators(facts: Facts) -> str:
    noun = "annotator has" if facts.annotators == 1 else "annotators have"
    named = "by name" if facts.settings.with_names else "by code, not by name"
    return f"{facts.annotators} {noun} annotated these articles; the data tell them {named}."


def _people(quoted: int) -> str:
    return (
        f"{quoted:,} quotes are attributed to entries of the register, most of them people."
        if quoted
        else "the texts hold their names."
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for row in rows:
        cells = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
