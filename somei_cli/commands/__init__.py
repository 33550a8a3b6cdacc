"""The command line: typed words become values, an action runs, a view is shown. One module a command."""
