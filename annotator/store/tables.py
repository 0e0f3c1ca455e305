"""The tables of a project file.

Ids are UUIDv7 text. Spans are half-open code points of the article's canonical text. Bodies and
original bytes stand apart from ``article``, so that lists read a narrow table.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()


def _states() -> CheckConstraint:
    return CheckConstraint("state IN ('suggested', 'accepted', 'rejected')", name="known_state")


def _origin() -> list[Column[object]]:
    """The columns of ``domain.annotation.Origin``, and the annotation's attributes as JSON."""
    return [
        Column("state", String, nullable=False),
        Column("detector", String, nullable=False, default=""),
        Column("version", String, nullable=False, default=""),
        Column("rule", String, nullable=False, default=""),
        Column("confidence", Float, nullable=False, default=1.0),
        # JSON: a list of [start, end] and of words; NULL where there is none.
        Column("evidence", Text),
        Column("attributes", Text),
    ]


def _set_id() -> Column[str]:
    return Column("set_id", ForeignKey("annotation_set.id", ondelete="CASCADE"), nullable=False)


fact = Table(
    "fact",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)

scheme = Table(
    "scheme",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)

annotator = Table(
    "annotator",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("letter", String, nullable=False, unique=True),
    Column("is_reviewer", Boolean, nullable=False, default=False),
)

guidelines = Table(
    "guidelines",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("author", String, nullable=False),
)

article = Table(
    "article",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", Integer, nullable=False, unique=True),
    Column("title", String, nullable=False, default=""),
    Column("first_line", String, nullable=False, default=""),
    Column("source", String, nullable=False, default=""),
    Column("url", String, nullable=False, default=""),
    Column("published", String, nullable=False, default=""),
    Column("language", String, nullable=False, default=""),
    Column("sha256", String, nullable=False, unique=True),
    Column("length", Integer, nullable=False),
    Column("words", Integer, nullable=False),
)

article_body = Table(
    "article_body",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("text", Text, nullable=False),
)

article_original = Table(
    "article_original",
    metadata,
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String, nullable=False),
    Column("encoding", String, nullable=False),
    Column("compressed", LargeBinary, nullable=False),
)

assignment = Table(
    "assignment",
    metadata,
    Column("annotator_id", ForeignKey("annotator.id", ondelete="CASCADE"), primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Index("assignment_by_article", "article_id"),
)

sitting = Table(
    "sitting",
    metadata,
    Column("id", String, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("annotator", String, nullable=False),
    Column("began", String, nullable=False),
    # Active time, pauses left out; see domain.active_time.
    Column("seconds", Float, nullable=False),
    CheckConstraint("seconds >= 0", name="no_time_back"),
    Index("sitting_by_place", "annotator", "article_id"),
)

annotation_set = Table(
    "annotation_set",
    metadata,
    Column("id", String, primary_key=True),
    Column("article_id", ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("owner_kind", String, nullable=False),
    Column("owner_name", String, nullable=False),
    Column("progress", String, nullable=False, default="todo"),
    # Of detectors: an id of the moment in which they made the set; it sorts by time (RFC 9562).
    Column("made", String, nullable=False, default=""),
    # The version of the guidelines that the set was last worked on under; 0 where there were none.
    Column("guidelines", Integer, nullable=False, default=0),
    # Counted along with every write, so that lists need not count.
    Column("total", Integer, nullable=False, default=0),
    Column("undecided", Integer, nullable=False, default=0),
    # As ``domain.queue_order.Doubt`` counts; whole numbers, so that they add up exactly.
    Column("unsure", Integer, nullable=False, default=0),
    Column("doubt", Integer, nullable=False, default=0),
    UniqueConstraint("article_id", "owner_kind", "owner_name"),
    CheckConstraint("owner_kind IN ('annotator', 'detector', 'gold')", name="known_owner"),
    CheckConstraint("progress IN ('todo', 'doing', 'done', 'skipped')", name="known_progress"),
    CheckConstraint("0 <= undecided AND undecided <= total", name="counts"),
    Index("annotation_set_by_owner", "owner_kind", "owner_name", "progress"),
)

entity = Table(
    "entity",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    CheckConstraint("kind IN ('person', 'organisation', 'place', 'other')", name="known_kind"),
)

entity_name = Table(
    "entity_name",
    metadata,
    Column("entity_id", ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True),
    # 0 is the entity's name, the others are its aliases.
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
)

segment = Table(
    "segment",
    metadata,
    Column("id", String, primary_key=True),
    _set_id(),
    # A segment ends where the next one starts, so that gaps and overlaps cannot be stored.
    Column("start", Integer, nullable=False),
    Column("label", String, nullable=False),
    *_origin(),
    UniqueConstraint("set_id", "start"),
    CheckConstraint("start >= 0", name="start_in_text"),
    _states(),
)

mention = Table(
    "mention",
    metadata,
    Column("id", String, primary_key=True),
    _set_id(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("label", String, nullable=False),
    *_origin(),
    Column("entity", ForeignKey("entity.id"), index=True),
    CheckConstraint('0 <= start AND start < "end"', name="span_not_empty"),
    _states(),
    Index("mention_by_place", "set_id", "start", "end"),
)

quote = Table(
    "quote",
    metadata,
    Column("id", String, primary_key=True),
    _set_id(),
    Column("type", String, nullable=False),
    *_origin(),
    Column("speaker_kind", String, nullable=False),
    Column("speaker_entity", ForeignKey("entity.id"), index=True),
    Column("speaker_name", String, nullable=False, default=""),
    CheckConstraint("type IN ('direct', 'mixed', 'indirect')", name="known_type"),
    CheckConstraint("(speaker_kind = 'entity') = (speaker_entity IS NOT NULL)", name="speaker"),
    _states(),
    Index("quote_by_set", "set_id"),
)

quote_part = Table(
    "quote_part",
    metadata,
    Column("quote_id", ForeignKey("quote.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    CheckConstraint("role IN ('content', 'cue', 'source')", name="known_role"),
    CheckConstraint('0 <= start AND start < "end"', name="span_not_empty"),
)

# Findings about consistency that somebody marked as right, by their keys.
approval = Table("approval", metadata, Column("id", String, primary_key=True))

note = Table(
    "note",
    metadata,
    Column("id", String, primary_key=True),
    _set_id(),
    Column("text", Text, nullable=False),
    Column("about", String, nullable=False, default=""),
    Column("start", Integer),
    Column("end", Integer),
    Column("is_question", Boolean, nullable=False, default=False),
    Column("answer", Text, nullable=False, default=""),
    CheckConstraint('(start IS NULL) = ("end" IS NULL)', name="span_whole_or_none"),
    CheckConstraint('start IS NULL OR (0 <= start AND start < "end")', name="span_not_empty"),
    Index("note_by_set", "set_id"),
)

# What was decided about a place of an article; ``set_id`` is the gold set's.
decision = Table(
    "decision",
    metadata,
    Column("id", String, primary_key=True),
    _set_id(),
    Column("layer", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("ruling", String, nullable=False),
    Column("fingerprint", String, nullable=False),
    # Empty for what a rule decided.
    Column("by", String, nullable=False, default=""),
    Column("how", String, nullable=False, default=""),
    # JSON lists: ids of annotations in the gold set, and what was disagreed about.
    Column("made", Text, nullable=False),
    Column("kinds", Text, nullable=False),
    Column("reason", String),
    Column("note", Text, nullable=False, default=""),
    Column("at", String, nullable=False, default=""),
    CheckConstraint('0 <= start AND start < "end"', name="span_not_empty"),
    Index("decision_by_set", "set_id"),
)

step = Table(
    "step",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    # "do", "undo", "redo", "record" for what cannot be undone, such as an import, or "brought"
    # for the work of others that came in, across which nothing is undone.
    Column("kind", String, nullable=False),
    # The step that an undo or redo is of; else the step itself.
    Column("of", String, nullable=False),
    Column("title", String, nullable=False),
    Column("annotator", String, nullable=False),
    Column("at", String, nullable=False),
    Column("article_id", String, nullable=False, index=True),
    Column("changes", Text, nullable=False),
    # Whether the step was done in another file and came in with it; such are not undone here.
    Column("was_brought", Boolean, nullable=False, default=False),
    CheckConstraint("kind IN ('do', 'undo', 'redo', 'record', 'brought')", name="known_kind"),
)

# What was learnt from finished articles, and how well it did; at most one of a layer is used.
model = Table(
    "model",
    metadata,
    Column("id", String, primary_key=True),
    Column("layer", String, nullable=False),
    Column("made", String, nullable=False),
    # From how many articles.
    Column("articles", Integer, nullable=False),
    # The name of the file that it was imported from; empty where it was trained here.
    Column("came_from", String, nullable=False, default=""),
    # What cross-validation found, as JSON.
    Column("findings", Text, nullable=False, default=""),
    Column("content", LargeBinary, nullable=False),
    Column("is_used", Boolean, nullable=False, default=False),
    CheckConstraint("layer IN ('segments', 'entities', 'quotes')", name="known_layer"),
    Index("model_by_layer", "layer", "id"),
)
