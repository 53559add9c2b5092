"""The hook, with the real pre-commit, and the blocks of its page in docs/, executed as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT

PAGE = (ROOT / "docs" / "hook.md").read_text(encoding="utf-8")
PARTS = ("cleaner", "pyproject.toml", ".pre-commit-hooks.yaml", "LICENSE", "NOTICE", "README.md")
DUMP = "A line of the text.\nAdvertisement\nMore text stays here.\n"
CLEAN = "A line of the text.\nMore text stays here.\n"


def blocks(kind: str) -> list[str]:
    """The code blocks of the page that are written in a language."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.M | re.S)


def ran(folder: Path, command: list[str], status: int) -> str:
    """Run a command in a folder as a person without any configuration; returns what it tells."""
    identity = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    environment = (
        clean | identity | {"GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_HOME": str(folder.parent / "store"), "PIP_NO_COMPILE": "1"}
    )
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def git(folder: Path, *args: str, status: int = 0) -> str:
    """Run git in a folder."""
    return ran(folder, ["git", *args], status)


def pre_commit(folder: Path, *args: str, status: int = 0) -> str:
    """Run pre-commit in a folder."""
    return ran(folder, [sys.executable, "-m", "pre_commit", *args], status)


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """This tree as a repository of hooks."""
    folder = tmp_path / "hooks"
    folder.mkdir()
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, folder / name)
    (folder / "README.md").touch()
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "hooks")
    return folder


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A repository with a dump and a README, both with a line that is furniture in a dump."""
    folder = tmp_path / "corpus"
    (folder / "dumps").mkdir(parents=True)
    (folder / "dumps" / "a.txt").write_text(DUMP, encoding="utf-8")
    (folder / "README").write_text(DUMP, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    return folder


def test_first_commit_blocked_second_passes(hooks: Path, corpus: Path) -> None:
    (stated,) = (block for block in blocks("yaml") if "repos:" in block)
    written = yaml.safe_load(stated)
    written["repos"][0] |= {"repo": str(hooks), "rev": git(hooks, "rev-parse", "HEAD").strip()}
    (corpus / ".pre-commit-config.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    git(corpus, "add", "-A")
    pre_commit(corpus, "install")
    blocked = git(corpus, "commit", "-m", "dumps", status=1)
    assert "dumps/a.txt:2:1: AD01 labels an advertisement" in blocked
    assert "files were modified by this hook" in blocked
    assert "README:" not in blocked
    assert (corpus / "dumps" / "a.txt").read_text(encoding="utf-8") == CLEAN
    git(corpus, "add", "-A")
    git(corpus, "commit", "-m", "dumps")
    assert (corpus / "README").read_text(encoding="utf-8") == DUMP


def test_try_repo_reads_what_include_names(hooks: Path, corpus: Path) -> None:
    tried = pre_commit(corpus, "try-repo", str(hooks), "cleaner", "--all-files", status=1)
    assert "no `include`" in tried
    assert "files: ^dumps/" in tried
    (corpus / "cleaner.toml").write_text('include = ["dumps/"]\n', encoding="utf-8")
    git(corpus, "add", "-A")
    command = [sys.executable, "-m", "cleaner", "check", "--hook", "README", "dumps/a.txt"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=corpus, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "dumps/a.txt:2:1: AD01 labels an advertisement\n")


def test_the_configuration_of_the_page_is_one(tmp_path: Path) -> None:
    from cleaner.cli.settings import KEYS, read_settings, spelt

    (stated,) = blocks("toml")
    (tmp_path / "cleaner.toml").write_text(stated, encoding="utf-8")
    settings = read_settings(tmp_path / "cleaner.toml")
    assert settings is not None
    assert settings.include == tuple(tomllib.loads(stated)["include"])
    told = re.findall(r"`([\w-]+)`", " ".join(row.split("|")[1] for row in PAGE.split("\n") if row.startswith("| `")))
    assert set(told) == {spelt(key) for key in KEYS}


def test_the_commands_of_the_page_run(tmp_path: Path) -> None:
    (tmp_path / "dumps").mkdir()
    (tmp_path / "dumps" / "a.txt").write_bytes(DUMP.replace("\n", "\r\n").encode())
    (tmp_path / "cleaner.toml").write_text(blocks("toml")[0], encoding="utf-8")
    (script,) = blocks("sh")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    start = f'cleaner() {{ "{sys.executable}" -m cleaner "$@"; }}\nset -e\n'
    done = subprocess.run(["sh", "-c", start + script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "AD01" in done.stdout
    assert (tmp_path / "dumps" / "a.txt").read_bytes() == DUMP.replace("\n", "\r\n").encode()
