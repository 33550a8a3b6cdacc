"""How it is asked for: typed words to values, an action, a view to the screen. One module a command."""
