"""python -m cleaner"""

from cleaner.cli import command

if __name__ == "__main__":
    command()
