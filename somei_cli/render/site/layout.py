"""The frame of every page: head, navigation and foot."""

from functools import lru_cache
from typing import NamedTuple

from somei_cli.model.publication.output_files import SiteFile
from somei_cli.model.publication.public_register import PublicRegister
from somei_cli.render.site.html import EMPTY_HTML, Html, MarkupTemplate, escape_cached, escape_text, join_html

_POLICY = "default-src 'none'; style-src 'self' file:; form-action 'self' file:; base-uri 'none'"
_POLICY_WITH_SCRIPT = f"{_POLICY}; script-src 'self' file:"
"""Nothing is loaded from another host; `file:` is for pages opened from a folder, where a browser knows no host."""

_PAGE = MarkupTemplate("""
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}{of}</title>
<link rel="stylesheet" href="{root}site.css">{links}{scripts}
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="masthead"><div class="wide">
<a class="name" href="{root}index.html">{register}</a>
<form class="find" role="search" action="{root}search.html">
<label class="unseen" for="find">Words, a number or a code</label>
<input id="find" name="q" type="search" autocomplete="off" placeholder="{example}">
<button type="submit">Search</button>
</form>
<nav class="ways" aria-label="Main"><ul>{ways}</ul></nav>
</div></header>
{crumbs}
<main id="main" class="wide" tabindex="-1">{body}</main>
<footer class="foot"><div class="wide">
<p>{register}. What the public may see of it, and nothing else: <a href="{root}about.html">about these pages</a>.</p>
</div></footer>
</body>
</html>
""")
_WAY = MarkupTemplate('<li><a href="{root}{to}"{here}>{words}</a></li>')
_HERE = Html(' aria-current="true"')
_CRUMBS = MarkupTemplate("""
<nav class="crumbs wide" aria-label="You are here"><ol>{above}
<li><span aria-current="page">{here}</span></li></ol></nav>
""")
_CRUMB = MarkupTemplate('<li><a href="{to}">{words}</a></li>')
_FEED = MarkupTemplate('<link rel="alternate" type="application/atom+xml" title="{title}" href="{to}">')
_SCRIPT = MarkupTemplate('<script src="{to}"></script>')

SECTIONS = (
    ("years.html", "Years"),
    ("codes.html", "Subject codes"),
    ("bodies.html", "Meetings"),
    ("files.html", "Procedures"),
)
"""The sections of the site, in the navigation of every page."""


class Frame(NamedTuple):
    """What the frame of a page shows; `section` is the address of the section of the site that the page belongs to."""

    title: str
    crumbs: tuple[tuple[str, str], ...] = ()
    section: str = ""
    feed: tuple[str, str] | None = None
    script: str = ""


class SearchExamples(NamedTuple):
    """What somebody may search for on a site and find: the number of a document, and a code that it shows."""

    number: str
    code: str
    register_id: str


def search_examples(register: PublicRegister) -> SearchExamples | None:
    """Return examples that are public on this site, all of one document; None if it has no documents."""
    document = register.searchable_document
    if document is None:
        return None
    codes = sorted(document.subject_codes, key=lambda entry: entry.serial is None)
    return SearchExamples(str(document.number), str(codes[0]) if codes else "", document.number.register_id)


def page(path: str, register: PublicRegister, frame: Frame, body: Html) -> SiteFile:
    """Return a whole page; the addresses in `frame` are relative to the site, as `path` is."""
    title = escape_text(frame.title)
    examples = search_examples(register)
    example = ", ".join(filter(None, (*examples[:2], "words") if examples else ("words",)))
    filled_frame = _page_frame(
        register.name, example, root_path(path), frame.crumbs, frame.section, frame.feed, frame.script
    )
    title_suffix = filled_frame.title_suffix if frame.title != register.name else EMPTY_HTML
    crumbs = filled_frame.crumbs(here=title) if frame.crumbs else EMPTY_HTML
    return SiteFile(path, f"{filled_frame.page(title=title, of=title_suffix, crumbs=crumbs, body=body)}\n".encode())


class _PageFrame(NamedTuple):
    """The frame of a page without its title and content; `crumbs` without the last one."""

    page: MarkupTemplate
    title_suffix: Html
    crumbs: MarkupTemplate


@lru_cache(maxsize=64)
def _page_frame(
    register: str,
    example: str,
    root: str,
    crumbs: tuple[tuple[str, str], ...],
    section: str,
    feed: tuple[str, str] | None,
    script: str,
) -> _PageFrame:
    """Return the frame, cached: it is the same for all documents of a year."""
    template = _PAGE.prefill(
        policy=_POLICY_WITH_SCRIPT if script else _POLICY,
        root=escape_cached(root),
        links=_FEED(title=feed[1], to=root + feed[0]) if feed else EMPTY_HTML,
        register=register,
        example=example,
        ways=join_html(
            _WAY(root=root, to=address, words=words, here=_HERE if address == section else EMPTY_HTML)
            for address, words in SECTIONS
        ),
        scripts=_SCRIPT(to=root + script) if script else EMPTY_HTML,
    )
    parent_links = join_html(_CRUMB(to=f"{root}{address}", words=words) for address, words in crumbs)
    return _PageFrame(template, escape_cached(f" · {register}"), _CRUMBS.prefill(above=parent_links))


def root_path(path: str) -> str:
    """Return the relative path from a page to the root of the site."""
    return "../" * path.count("/")
