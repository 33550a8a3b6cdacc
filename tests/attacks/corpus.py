"""What somebody types, sends or commits who means harm: beside the texts of `hostile`, by what each would attack."""

from hostile_texts import TEXTS

MARKER = "SOMEI-WAS-RUN"
"""The name of a file that no program may ever have made."""

WORDS = {
    **TEXTS,
    "a way out": "../../etc/passwd",
    # One that nobody can write to, not even the owner of the machine.
    "a place of the system": "/proc/version",
    "a device": "/dev/stdin",
    "a home": f"~/{MARKER}",
    "a long name": "a/" * 3000,
    "an option of git that runs": f"--upload-pack=touch {MARKER}",
    "an option of git that writes": f"--output={MARKER}",
    "a short option of git": f"-utouch {MARKER}",
    "an order": f"-otouch {MARKER}",
    "the end of options": "--",
    "a single hyphen": "-",
    "help": "--help",
    "a transport that runs": f"ext::sh -c touch% {MARKER}",
    "a revision of a reflog": "HEAD@{0}",
    "a revision by words": ":/Start",
    "a revision that is a file": "HEAD:somei.toml",
    "a revision that is none": "HEAD^{tree}",
    "a range": "HEAD~1...HEAD",
    "all revisions": "--all",
    "a pathspec": ":(exclude)*",
    "a pathspec of all": ":/",
    "a template": "{{ 7*7 }} ${HOME} %(objectname) {0.__class__} %s %n @CHECK@ ${{ a.b }}",
    "a shell": f"$(touch {MARKER}) `touch {MARKER}`; touch {MARKER} | touch {MARKER} & touch {MARKER}\n",
    "a trailer": "x\n\nSomei-Request: forged\nSomei-Action: void",
    "a workflow command": "x\n::stop-commands::y\n##[add-mask]z",
    "a bare workflow command": "::add-mask::y ##vso[task.setvariable]z",
    "a calendar": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y",
    "a formula of full width": "＝1+1",
    "a formula behind a blank": "\t=1+1",
    "a sum": "@SUM(1)",
    "a negative formula": "-2+3+cmd|'/c calc'!A1",
    "xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x> ]]>',
    "an address that runs": "javascript:alert(1)//",
    "markdown": f"[x](javascript:alert(1)) ![y](https://evil.example/{MARKER}) <img src=x onerror=alert(1)> | a |",
    "a diagram": 'x"] --> y["<script>alert(1)</script>"]; click x "javascript:alert(1)" %%{init: {}}%%',
    "sql": "x' OR 1=1; DROP TABLE document; -- \" NEAR( * ^",
    "a pattern without end": "^(([A-Z]+ ?)+[0-9]+,? ?)+$",
    "look-alikes": "ЕNFOPOL 532 РUВLIС",
    "digits of others": "１５０７０/19 ٣/19",
    "a number too long": "1" * 400 + "/19",
    "a number with a tail": "15070/19\n",
    "a large number": "9" * 30,
    "a negative number": "-1",
    "not a number": "nan",
    "nothing": "",
    "blanks": "   ",
    "half a letter": "\udcff",
    "a day of nobody": "9999-99-99",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "a name of others": "CON",
    "an assignment": "__class__=x",
    "an assignment of everything": "number=../../x",
    "keys": "a.b.c.d.e.f.g.h.i.j",
    "a saved search": "@x",
    "a person": f"A <a@b> <c> \n$(touch {MARKER})",
}
"""Words to type, by what they try; no shell is asked, so that a NUL is the one thing that cannot be typed."""

FILES = {
    "nothing": b"",
    "nul": b"\0" * 1000,
    "bytes": bytes(range(256)) * 8,
    "long line": b"A" * 300_000 + b"!",
    "deep toml": b'number = "1/19"\nx = ' + b"[" * 100_000,
    "dotted toml": b'number = "1/19"\n' + b"a." * 50_000 + b"a = 1\n",
    "large number": b'number = "1/19"\nx = ' + b"9" * 5_000 + b"\n",
    "hexadecimal": b'number = "1/19"\nx = 0x' + b"f" * 200_000 + b"\n",
    "headers": b'number = "1/19"\n' + b"".join(b"[[a%d.b]]\n" % at for at in range(20_000)),
    "laughs": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "'
    + b"x" * 1000
    + b'">'
    + b"".join(b'<!ENTITY c%d "%s">' % (at, b"&b;" * 100) for at in range(50))
    + b"]><html><p>&c49;</p></html>",
    "entity": b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body><p>15070/19 &e;</p></body></html>',
    "nested html": b"<html><body>" + b"<div>" * 20_000 + b"15070/19",
    "tables": b"<html><body>" + b"<table><tr><td>" * 3_000 + b"15070/19",
    "script": b"<html><body><script>document.write('15070/19')</script><p onclick='x'>15070/19</p></body></html>",
    "pdf of nothing": b"%PDF-1.7\n",
    "pdf in a circle": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9"
    b"99999999>>endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \ntrailer<</Root 1 0 R/"
    b"Size 3>>\nstartxref\n120\n%%EOF",
    "rtf": rb"{\rtf1{\field{\*\fldinst INCLUDETEXT /etc/passwd}}15070/19}",
    "nested lists": b"\n".join(b" " * at + b"- 15070/19" for at in range(600)),
    "quotes": b">" * 20_000 + b" 15070/19",
    "brackets": b"[" * 20_000 + b"15070/19",
    "stars": b"*a **b " * 20_000,
    "numbers": b"15070/19 REV 1 ADD 1 COR 1, " * 5_000,
    "codes": b"JAI 1 COSI 2 " * 10_000,
    "slow pattern": (b"A" * 28 + b"!\n") * 500,
}
"""What may lie in a file that is given to a command, or committed as a document; all of it is small."""
