"""The rules of the check; each module holds an area or a part of one."""
