"""The items of an agenda or an outcome, as its page shows them."""

from somei_cli.model.items import ItemKind
from somei_cli.model.public_register import PublicRegister
from somei_cli.model.publishing import PublicDocument, PublicItem
from somei_cli.render.site.markup import NOTHING, Html, MarkupTemplate, escaped, joined
from somei_cli.render.site.words import link

_ITEMS = MarkupTemplate('<ol class="items">{items}</ol>')
_ITEM = MarkupTemplate("""
<li class="item"><span class="at">{number}</span><div class="what"><p class="said"><b>{title}</b> {remarks}</p>
{papers}{text}{result}{below}</div></li>
""")
_PAPERS = MarkupTemplate('<ul class="links"><li>{papers}</li></ul>')
_PARAGRAPH = MarkupTemplate("<p>{words}</p>")
_RESULT = MarkupTemplate('<p class="result"><span class="label">Result:</span> {words}</p>')
_REMARK = MarkupTemplate('<span class="remark">{words}</span>')

_KINDS = {
    ItemKind.I: "without debate",
    ItemKind.II: "with debate",
    ItemKind.A: "A item",
    ItemKind.B: "B item",
    ItemKind.INFORMATION: "information",
    ItemKind.DISCUSSION: "discussion",
    ItemKind.DECISION: "decision",
}


def items_section(register: PublicRegister, document: PublicDocument) -> Html:
    """All items with what is below them, in printed order."""
    return _items(register, document.items)


def _items(register: PublicRegister, items: tuple[PublicItem, ...]) -> Html:
    return _ITEMS(items=joined(_item(register, item) for item in items)) if items else NOTHING


def _item(register: PublicRegister, item: PublicItem) -> Html:
    papers = joined((link(register, number) for number in item.documents), "</li><li>")
    return _ITEM(
        number=item.number or "–",
        title=item.title,
        remarks=joined((_REMARK(words=words) for words in _remarks(item)), " "),
        papers=_PAPERS(papers=papers) if papers else NOTHING,
        text=joined(_PARAGRAPH(words=words) for words in (item.summary or "").split("\n\n") if words.strip()),
        result=_RESULT(words=escaped(item.result)) if item.result else NOTHING,
        below=_items(register, item.subitems),
    )


def _remarks(item: PublicItem) -> list[str]:
    remarks = [_KINDS[item.kind]] if item.kind else []
    remarks += ["legislative deliberation"] if item.legislative else []
    remarks += ["possibly"] if item.possible else []
    remarks += ["withdrawn"] if item.withdrawn else []
    return [*remarks, f"by {item.by}"] if item.by else remarks
