"""How things are written: TOML, notations, commit messages, differences, exports. All pure code."""
