"""`python -m archive` is `threadkeep`: the commands start one another this way, wherever the script was installed."""

from archive.cli import main

if __name__ == "__main__":
    main()
