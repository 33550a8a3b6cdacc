"""The dossier on the page of a document: its thread by day, each text with its stage and what it follows."""

from functools import lru_cache

from somei_cli.model.dossier_stages import DossierStage, stage_of
from somei_cli.model.families import relation
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.public_register import PublicRegister
from somei_cli.model.public_threads import followed_by, public_thread
from somei_cli.model.publishing import PublicDocument
from somei_cli.model.references import ExternalReference
from somei_cli.model.site_pages import file_name, page_of
from somei_cli.render.site.markup import NOTHING, Html, MarkupTemplate, escaped, joined, named
from somei_cli.render.site.words import day, number_link, stamp, subject_of

_THREAD = MarkupTemplate('<ol class="docs thread">{strands}</ol>')
_STRAND = MarkupTemplate("""
<p class="stage">{stage}</p><a class="no" href="{to}">{number}</a>
<div><p class="subject">{subject}</p><p class="about">{about}</p></div></li>
""")
_OTHER = Html('<li class="doc">')
_THIS = Html('<li class="doc" aria-current="true">')
_FOLLOWS = MarkupTemplate("follows {links}")
_MORE = MarkupTemplate('<p class="more"><a href="{to}">{words}</a></p>')

_STAGES = {
    DossierStage.PROPOSAL: "Proposal",
    DossierStage.WORKING_PARTY: "Working party",
    DossierStage.COREPER: "Coreper",
    DossierStage.COUNCIL: "Council",
    DossierStage.OUTCOME: "Outcome",
    DossierStage.ACT: "Act",
    DossierStage.OTHER: "",
}


def thread_section(register: PublicRegister, document: PublicDocument) -> Html:
    """The thread, and the ways to the whole of its files; nothing where there is neither.

    Not how many more there are, which would change every page of a file with each of them.
    """
    thread = public_thread(register, document)
    strands = (
        piece for one in thread for piece in (_THIS if one is document else _OTHER, _strand(register, one.number))
    )
    told = _THREAD(strands=joined(strands)) if thread else NOTHING
    files = joined(_more(file) for file in document.interinstitutional_files if len(register.by_file.get(file, ())) > 1)
    return Html(told + files)


@lru_cache(maxsize=1 << 10)
def _more(file: ExternalReference) -> Html:
    return _MORE(to=f"files/{file_name(file)}.html", words=f"All documents of {file.text}")


# The same on the page of every document of the dossier.
@lru_cache(maxsize=1 << 14)
def _strand(register: PublicRegister, number: DocumentNumber) -> Html:
    document = register.documents[number]
    about = [day(document.date)] if document.date else []
    if document.type and document.subject:
        about.append(escaped(document.type))
    if number.suffixes:
        about.append(escaped(relation(number)))
    if followed := list(followed_by(document)):
        about.append(_FOLLOWS(links=joined((number_link(register, one) for one in followed), ", ")))
    if shown := stamp(document):
        about.append(shown)
    return _STRAND(
        stage=_STAGES[stage_of(document, register.bodies.get)],
        to=named(page_of(number)),
        number=named(number),
        subject=subject_of(document),
        about=joined(about, " · "),
    )
