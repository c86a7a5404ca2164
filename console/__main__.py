"""`python -m console` is `agent-console`."""

from console.cli.entry import main

if __name__ == "__main__":
    main()
