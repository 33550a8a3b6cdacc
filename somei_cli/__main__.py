"""`python -m somei_cli` is the same as `somei`."""

from somei_cli.cli import main

if __name__ == "__main__":
    main()
