"""What the published schemas of the formats of findings require, in our own words: JSON Schema and XSD."""

from typing import Any


def _table(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required.split(),
        "properties": properties,
    }


def _rows(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_TEXT = {"type": "string"}
_FROM_1 = {"type": "integer", "minimum": 1}
_MESSAGE = _table("text", text=_TEXT, markdown=_TEXT, id=_TEXT)
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_SARIF_LOCATION = _table(
    "physicalLocation",
    physicalLocation=_table(
        "artifactLocation region",
        artifactLocation=_table("uri", uri={"type": "string", "format": "uri-reference"}, uriBaseId=_TEXT),
        region=_table("startLine startColumn", startLine=_FROM_1, startColumn=_FROM_1),
    ),
)
_RULE = _table(
    "id",
    id=_TEXT,
    name=_TEXT,
    shortDescription=_MESSAGE,
    fullDescription=_MESSAGE,
    help=_MESSAGE,
    helpUri=_TEXT,
    defaultConfiguration=_table("", level=_LEVEL, enabled={"type": "boolean"}),
)
_INVOCATION = _table(
    "executionSuccessful",
    executionSuccessful={"type": "boolean"},
    exitCode={"type": "integer"},
    toolExecutionNotifications=_rows(
        _table(
            "message",
            message=_MESSAGE,
            level=_LEVEL,
            descriptor=_table("id", id=_TEXT, index={"type": "integer"}),
            locations=_rows(_SARIF_LOCATION),
        )
    ),
)
_RESULT = _table(
    "message ruleId locations partialFingerprints",
    message=_MESSAGE,
    ruleId=_TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=_LEVEL,
    locations={**_rows(_SARIF_LOCATION), "minItems": 1},
    partialFingerprints={"type": "object", "minProperties": 1, "additionalProperties": _TEXT},
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
)
_DRIVER = _table("name rules", name=_TEXT, version=_TEXT, informationUri=_TEXT, rules=_rows(_RULE))

SARIF = _table(
    "version runs",
    **{
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": _rows(
            _table(
                "tool results invocations",
                tool=_table("driver", driver=_DRIVER),
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                invocations=_rows(_INVOCATION),
                results=_rows(_RESULT),
            )
        ),
    },
)

GITLAB = _rows(
    _table(
        "description check_name fingerprint severity location",
        description={"type": "string", "minLength": 1},
        check_name=_TEXT,
        fingerprint={"type": "string", "pattern": "^[0-9a-f]{32,}$"},
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=_table(
            "path lines",
            path={"type": "string", "pattern": r"^[^./]"},
            lines=_table("begin", begin=_FROM_1, end=_FROM_1),
            positions=_table("begin", begin=_table("line column", line=_FROM_1, column=_FROM_1)),
        ),
    )
)

JUNIT = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="second"><xs:restriction base="xs:string">
    <xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"/>
  </xs:restriction></xs:simpleType>
  <xs:complexType name="outcome"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="message" type="xs:string"/>
    <xs:attribute name="type" type="xs:string" use="required"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:element name="testsuites"><xs:complexType><xs:sequence>
    <xs:element name="testsuite" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence>
        <xs:element name="properties"><xs:complexType/></xs:element>
        <xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
          <xs:choice minOccurs="0">
            <xs:element name="skipped"/>
            <xs:element name="error" type="outcome"/>
            <xs:element name="failure" type="outcome"/>
          </xs:choice>
          <xs:attribute name="name" type="xs:token" use="required"/>
          <xs:attribute name="classname" type="xs:token" use="required"/>
          <xs:attribute name="time" type="xs:decimal" use="required"/>
        </xs:complexType></xs:element>
        <xs:element name="system-out" type="xs:string"/>
        <xs:element name="system-err" type="xs:string"/>
      </xs:sequence>
      <xs:attribute name="name" type="xs:token" use="required"/>
      <xs:attribute name="timestamp" type="second" use="required"/>
      <xs:attribute name="hostname" type="xs:token" use="required"/>
      <xs:attribute name="tests" type="xs:int" use="required"/>
      <xs:attribute name="failures" type="xs:int" use="required"/>
      <xs:attribute name="errors" type="xs:int" use="required"/>
      <xs:attribute name="skipped" type="xs:int"/>
      <xs:attribute name="time" type="xs:decimal" use="required"/>
      <xs:attribute name="package" type="xs:token" use="required"/>
      <xs:attribute name="id" type="xs:int" use="required"/>
    </xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"""
