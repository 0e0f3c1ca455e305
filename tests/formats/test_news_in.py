"""News from outside: ninjs, NITF, feeds, tables and mails, well made and hostile."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.columns import COLUMNS
from annotator.formats.mail import MAIL
from annotator.formats.markup import text_of
from annotator.formats.news_items import iso_date
from annotator.formats.news_xml import FEED, NITF
from annotator.formats.newsml_g2 import NEWSML_G2
from annotator.formats.ninjs import NINJS
from annotator.formats.protocol import AnnotatedArticle, Reads, Refusal


def _read(form: Reads, path: Path, content: str | bytes) -> list[AnnotatedArticle | Refusal]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(form.read(path))


def _article(found: AnnotatedArticle | Refusal) -> AnnotatedArticle:
    assert isinstance(found, AnnotatedArticle), found
    return found


def _labels(found: AnnotatedArticle | Refusal) -> list[str]:
    annotations = _article(found).annotations
    assert annotations is not None
    return [one.label for one in annotations.partition.segments]


NINJS_1 = {
    "uri": "http://news.example/1",
    "versioncreated": "2024-06-11T09:42:00+02:00",
    "byline": "By Edda Lind",
    "headline": "Harbour reopens",
    "language": "en",
    "body_text": "Short.",
    "body_html": "<p>The harbour is open.</p><script>alert(1)</script><p>It is &amp; stays.</p>",
}
NINJS_3 = {
    "uri": "http://news.example/1",
    "versionCreated": "2024-06-11T09:42:00+02:00",
    "by": "By Edda Lind",
    "language": "en",
    "headlines": [{"role": "main", "value": "Harbour reopens"}],
    "bodies": [
        {"contentType": "text/html", "value": NINJS_1["body_html"]},
        {"contentType": "text/plain", "value": "Short."},
    ],
}


@pytest.mark.parametrize("item", [NINJS_1, NINJS_3])
def test_both_families_of_ninjs(tmp_path: Path, item: dict[str, object]) -> None:
    assert NINJS.recognises(json.dumps(item))
    found = _read(NINJS, tmp_path / "a.json", json.dumps([item, {"uri": "x"}]))
    article = _article(found[0]).article
    assert article.text == (
        "Harbour reopens\n\nBy Edda Lind\n\nThe harbour is open.\n\nIt is & stays.\n"
    )
    assert (article.title, article.url) == ("Harbour reopens", "http://news.example/1")
    assert (article.published, article.language) == ("2024-06-11T09:42:00+02:00", "en")
    assert isinstance(found[1], Refusal)


NITF_ITEM = """<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.6/specification/dtd/nitf-3-6.dtd">
<nitf xml:lang="en"><head><title>Harbour</title><docdata>
<date.issue norm="20240611T094200+0200"/><doc.copyright holder="Meridian"/></docdata></head><body>
<body.head><hedline><hl1>Harbour reopens</hl1></hedline><byline>By <person>Edda Lind</person>
</byline><dateline><location>BRENHOLM</location></dateline></body.head>
<body.content><block><p>The harbour, <org>Norvik</org> said, is open.</p><p>More.</p></block>
</body.content></body></nitf>"""


def test_nitf(tmp_path: Path) -> None:
    assert NITF.recognises(NITF_ITEM)
    (found,) = _read(NITF, tmp_path / "a.xml", NITF_ITEM)
    article = _article(found).article
    assert article.text.split("\n\n") == [
        "Harbour reopens",
        "By Edda Lind",
        "BRENHOLM",
        "The harbour, Norvik said, is open.",
        "More.\n",
    ]
    assert (article.source, article.published) == ("Meridian", "2024-06-11T09:42:00+02:00")
    assert _labels(found) == ["headline", "byline", "dateline", "paragraph", "paragraph"]


def test_nitf_tells_captions_subheads_and_lists(tmp_path: Path) -> None:
    content = """<nitf><body><body.head><hedline><hl1>Open</hl1><hl2>At last</hl2></hedline>
<byline><p>By Edda Lind</p></byline></body.head><body.content><p>It is open.</p><hl2>Why</hl2>
<ul><li>One</li></ul><media><media-caption><p>The pier</p></media-caption></media></body.content>
</body></nitf>"""
    (found,) = _read(NITF, tmp_path / "a.xml", content)
    assert _labels(found) == [
        "headline", "standfirst", "byline", "paragraph", "subhead", "list_item", "caption",
    ]  # fmt: skip
    assert _article(found).article.text == (
        "Open\n\nAt last\n\nBy Edda Lind\n\nIt is open.\n\nWhy\n\nOne\n\nThe pier\n"
    )


XHTML = """<inlineXML contenttype="application/xhtml+xml">
<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>No</h:title></h:head><h:body>
<h:p>In <h:b>full</h:b>.</h:p><h:script>no()</h:script>
<h:p>More &amp; more.</h:p></h:body></h:html></inlineXML>"""
_, NITF_BODY = NITF_ITEM.split("<nitf", 1)
INLINE_NITF = f'<inlineXML contenttype="application/nitf+xml"><nitf{NITF_BODY}</inlineXML>'
PLAIN = "<inlineData contenttype='text/plain'><![CDATA[One & only.\n\nTwo.]]></inlineData>"
ESCAPED = "<inlineData contenttype='text/html'>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</inlineData>"
PICTURE = "<remoteContent href='http://news.example/1.jpg'/>"


def _g2(*contents: str) -> str:
    items = "".join(
        f"""<newsItem guid="urn:newsml:news.example:{n}" xml:lang="en-GB"><itemMeta>
<provider qcode="x:1"><name>Meridian</name></provider>
<versionCreated>2024-06-11T09:42:00+02:00</versionCreated></itemMeta><contentMeta>
<by>By Edda Lind</by><headline>Harbour reopens</headline><language tag="en"/></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
        for n, content in enumerate(contents)
    )
    return (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f"{items}<packageItem/></itemSet></newsMessage>"
    )


def test_newsml_g2(tmp_path: Path) -> None:
    content = _g2(XHTML, INLINE_NITF, PLAIN + PICTURE, ESCAPED, PICTURE, "")
    assert NEWSML_G2.recognises(content)
    assert not NITF.recognises(content)
    found = _read(NEWSML_G2, tmp_path / "a.xml", content)
    xhtml, nitf, plain, escaped = map(_article, found[:4])
    above = "Harbour reopens\n\nBy Edda Lind\n\n"
    assert xhtml.article.text == f"{above}In full.\n\nMore & more.\n"
    assert nitf.article.text.startswith("Harbour reopens\n\nBy Edda Lind\n\nBRENHOLM\n\nThe harb")
    assert plain.article.text == f"{above}One & only.\n\nTwo.\n"
    assert plain.remarks == ("The item points to other files (1), which were left out.",)
    assert escaped.article.text == f"{above}One & two.\n"
    assert _labels(xhtml) == ["headline", "byline", "paragraph", "paragraph"]
    assert _labels(nitf)[:3] == ["headline", "byline", "dateline"]
    article = xhtml.article
    assert (article.title, article.source, article.language) == (
        "Harbour reopens",
        "Meridian",
        "en",
    )
    assert (article.url, article.published) == (
        "urn:newsml:news.example:0",
        "2024-06-11T09:42:00+02:00",
    )
    reasons = [one.reason for one in found[4:] if isinstance(one, Refusal)]
    assert ["fetched" in reasons[0], "no text" in reasons[1], "package" in reasons[2]] == [True] * 3


RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Meridian</title><language>en</language>
<item><title>One &amp; all</title><link>http://news.example/1</link>
<pubDate>Tue, 11 Jun 2024 09:42:00 +0200</pubDate>
<description>Short</description>
<content:encoded><![CDATA[<p>In <b>full</b>.</p>]]></content:encoded>
</item><item><title>Two</title><description>&lt;p&gt;A summary.&lt;/p&gt;</description></item>
<item><title></title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Meridian</title><entry>
<title>One</title><link rel="alternate" href="http://news.example/1"/>
<published>2024-06-11T09:42:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>In full.</p></div></content>
</entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    full, summary, empty = _read(FEED, tmp_path / "a.rss", RSS)
    article = _article(full).article
    assert article.text == "One & all\n\nIn full.\n"
    assert (article.source, article.url) == ("Meridian", "http://news.example/1")
    assert article.published == "2024-06-11T09:42:00+02:00"
    assert _article(full).remarks == ()
    assert _article(summary).article.text == "Two\n\nA summary.\n"
    assert "summary" in _article(summary).remarks[0]
    assert isinstance(empty, Refusal)


def test_atom(tmp_path: Path) -> None:
    (found,) = _read(FEED, tmp_path / "a.atom", ATOM)
    article = _article(found).article
    assert article.text == "One\n\nIn full.\n"
    assert (article.url, article.language) == ("http://news.example/1", "en")


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss><channel><item><title>&b;</title></item></channel></rss>"
)
SPY = BOMB.replace('"aaaaaaaa"', 'SYSTEM "file:///etc/hostname"')


@pytest.mark.parametrize("form", [NITF, FEED, NEWSML_G2], ids=lambda form: form.name)
@pytest.mark.parametrize("content", ["", "<rss", "<rss/>", BOMB, SPY])
def test_bad_xml_is_refused(form: Reads, tmp_path: Path, content: str) -> None:
    (found,) = _read(form, tmp_path / "a.xml", content)
    assert isinstance(found, Refusal)


def test_tables_are_read_by_the_names_of_their_columns(tmp_path: Path) -> None:
    rows = (
        'Headline;Body;Date\nOne;"In ""full"";\nmore";2024-06-11\n;;\nTwo;Two is here.;then\nx;\n'
    )
    one, two, three = _read(COLUMNS, tmp_path / "a.csv", "\ufeff" + rows)
    assert _article(one).article.text == 'One\n\nIn "full";\nmore\n'
    assert _article(one).article.published == "2024-06-11"
    assert _article(two).article.text == "Two is here.\n"
    assert _article(two).article.published == ""
    assert _article(three).article.text == "x\n"
    (tabs,) = _read(COLUMNS, tmp_path / "a.tsv", "url\ttext\nhttp://x.example\tWords\n")
    assert _article(tabs).article.url == "http://x.example"
    (nameless,) = _read(COLUMNS, tmp_path / "b.csv", "a,b\n1,2\n")
    assert isinstance(nameless, Refusal)
    assert "No column" in nameless.reason


def test_a_long_cell_is_no_trouble(tmp_path: Path) -> None:
    (found,) = _read(COLUMNS, tmp_path / "a.csv", "text\n" + "word " * 100_000)
    assert len(_article(found).article.text) > 400_000


def test_mails(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = "Harbour “reopens”", "desk@news.example"
    message["Date"] = "Tue, 11 Jun 2024 09:42:00 +0200"
    message.set_content("Plain text, “quoted”.\n")
    message.add_alternative("<p>Marked</p>", subtype="html")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="x.png")
    (found,) = _read(MAIL, tmp_path / "a.eml", bytes(message))
    article = _article(found).article
    assert article.text == "Harbour “reopens”\n\nPlain text, “quoted”.\n"
    assert (article.source, article.published) == ("desk@news.example", "2024-06-11T09:42:00+02:00")
    assert "attachments" in _article(found).remarks[0]


@pytest.mark.parametrize(
    "form", [NINJS, NITF, FEED, NEWSML_G2, COLUMNS, MAIL], ids=lambda form: form.name
)
@given(content=st.binary(max_size=60))
def test_rubbish_never_raises(
    form: Reads, tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    for found in _read(form, tmp_path_factory.mktemp("rubbish") / "a", content):
        assert isinstance(found, AnnotatedArticle | Refusal)


def test_html_gives_its_words_in_blocks() -> None:
    html = "<div>One<br>two <i>and</i>\n three<p>Four<style>p {}</style></div>a&nbsp;b<p><b>"
    assert text_of(html) == "One\n\ntwo and three\n\nFour\n\na\u00a0b"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2024-06-11", "2024-06-11"),
        ("20240611", "2024-06-11"),
        ("2024-06-11T09:42:00Z", "2024-06-11T09:42:00+00:00"),
        ("Tue, 11 Jun 2024 09:42:00 GMT", "2024-06-11T09:42:00+00:00"),
        ("last Tuesday", ""),
        ("", ""),
    ],
)
def test_dates(said: str, date: str) -> None:
    assert iso_date(said) == date
