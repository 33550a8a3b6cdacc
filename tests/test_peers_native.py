"""The made-up registers in the forms of somei's peers: none has less to do than somei."""

import re
from itertools import islice
from pathlib import Path

import pytest
from conftest import Clerk
from peers_native import PEERS, entries, write_native
from registers_at_scale import documents

NUMBER = {
    "doorstop": r"^header: \|\n  (.*)$",
    "strictdoc": r"^TITLE: (\d.*)$",
    "papis": r"^number: '(.*)'$",
    "reuse": r'^number = "(\d+/.*)"$',
    "beancount": r'^  number: "(.*)"$',
    "hledger": r"^\S+ \* \((.*?)\) ",
}
"""What each peer calls a document."""
NAMED = {
    "doorstop": r"^- DOC\d{6}: ",
    "strictdoc": r"^  VALUE: DOC-",
    "papis": r"^- DOC\d+$",
    "beancount": r" \^ST-",
    "hledger": r" ST-",
}
"""How each names documents that are referred to; in Beancount a document has a name itself."""


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_has_the_documents_of_the_register_and_what_they_refer_to(tmp_path: Path, peer: str) -> None:
    register = entries(islice(documents(), 300))
    clerk = Clerk(tmp_path / peer)
    clerk.folder.mkdir()

    write_native(peer, register, clerk.folder)

    text = "".join(clerk.read(path) for path in clerk.git("ls-files").splitlines())
    assert sorted(re.findall(NUMBER[peer], text, re.MULTILINE)) == sorted(one.made.number for one in register)
    if peer in NAMED:
        named = sum(len(one.refers) for one in register) + (len(register) if peer == "beancount" else 0)
        assert len(re.findall(NAMED[peer], text, re.MULTILINE)) == named > 300
