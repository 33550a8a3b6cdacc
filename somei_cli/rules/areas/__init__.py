"""The rules, one module an area or a part of one."""
