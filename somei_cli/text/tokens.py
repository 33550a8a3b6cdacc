"""What hides other marks in a TOML text: strings and comments, as sources of patterns for the DOTALL mode."""

# One that is never closed runs to the end, as it does for a parser; nothing is ever tried twice.
STRING = (
    r'"""(?:[^"\\]|\\(?:.|\Z)|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\(?:.|\Z))*+"?'
    r"|'[^'\n]*+'?"
)
COMMENT = r"#[^\n]*+"
