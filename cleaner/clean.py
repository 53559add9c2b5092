"""The flow of one document: the only module that knows the whole order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner import meta, read
from cleaner.answer import Known, document, failed, guessed, host
from cleaner.book import builtin_book
from cleaner.collector import uncollected
from cleaner.matcher import Matcher
from cleaner.model import KINDS, CleanerError, Document, Options, Page, Removal, Rule, check_choice, check_texts
from cleaner.repeats import levels
from cleaner.rounds import Judge, Work, settle
from cleaner.rules import MAX_WORDS, Pack, checked, choose, load_pack
from cleaner.scanner import refusal
from cleaner.sitefile import load_sites
from cleaner.sites import Sites
from cleaner.view import kept as held

if TYPE_CHECKING:
    from cleaner.html import Opinion, Read
    from cleaner.html.containers import Containers

ONE_LINE = "the text has no line breaks: there was nothing to judge line by line"


class Cleaner:
    """A cleaner compiled once for many documents. Safe in threads; pickles as its options.

    Args:
        options: what every call shall use; `Options()` by default.

    Raises:
        CleanerError: a pack or an option is wrong.
    """

    def __init__(self, options: Options | None = None) -> None:
        self.options = Options() if options is None else options
        if not isinstance(self.options, Options):
            raise CleanerError(f'Cleaner: Options are wanted, not {options!r}; write Cleaner(Options(level="safe"))')
        own_packs = [load_pack(Path(path), refusal) for path in self.options.rules]
        own = [rule for pack in own_packs for rule in pack.rules]
        if self.options.keep:
            own.append(kept(self.options.keep))
        select, ignore = (checked(prefixes, own) for prefixes in (self.options.select, self.options.ignore))
        book = builtin_book()
        built_in = book.chosen(select, ignore) if select or ignore else book
        packs = [*(Pack(name, (), tables) for name, tables in book.tables.items()), *own_packs] if own or own_packs else []
        cues = meta.Cues.of(packs) if own_packs else meta.builtin_cues()
        self._matcher = Matcher(choose(own, select, ignore), packs, [built_in])
        self._sites = load_sites(self.options.sites) if self.options.sites else None
        self._judge = Judge.of(replace(self.options, select=select, ignore=ignore), cues)

    @property
    def sites(self) -> Sites | None:
        """What was learned of sites, from the files of the options."""
        return self._sites

    @cached_property
    def _containers(self) -> Containers:
        """What names of elements say of the lines in them."""
        from cleaner.html.containers import Containers

        return Containers(self._matcher.inside)

    def __reduce__(self) -> tuple[type[Cleaner], tuple[Options]]:
        return Cleaner, (self.options,)

    def clean(
        self,
        source: str | bytes,
        *,
        kind: str = "auto",
        url: str | None = None,
        language: str | None = None,
        site: str | None = None,
        sites: Sites | None = None,
        charset: str | None = None,
    ) -> Document:
        """Clean one document. What is in it never raises: the status says what happened.

        Args:
            source: text or HTML, decoded or as bytes.
            kind: "text", "html" or "auto".
            url: where it came from; gives the site.
            language: BCP 47 code, if known.
            site: host name, if not that of `url`.
            sites: what was learned of sites, instead of the files of the options.
            charset: the encoding that a header declares, for bytes.

        Returns:
            The document: body, metadata, and every line that was taken out.

        Raises:
            CleanerError: an argument is of the wrong type, `kind` is no kind, or, with sites, `site` no host name.
        """
        check_choice("kind", kind, KINDS)
        check_texts(url=url, language=language, site=site, charset=charset)
        sites = self._sites if sites is None else sites
        place = host(url)
        known = Known(language or self.options.language, site or place, sites.of(site, place) if sites else None)
        if isinstance(source, bytes):
            decoded = read.decode(source, charset)
            if decoded.text is None:
                return failed("undecodable", f"not UTF-8 and no other encoding is sure{decoded.hint}", known)
            if decoded.guessed:
                return guessed(self.clean(decoded.text, kind=kind, url=url, language=language, site=site, sites=sites), decoded.encoding)
            source = decoded.text
        if not isinstance(source, str):
            raise CleanerError(f"clean: text or bytes are wanted, not {type(source).__name__}")
        if kind == "html" or (kind == "auto" and read.looks_like_html(source)):
            return self._html(source, url, known)
        return self._text(source, known, {})

    def removals(self, text: str, *, site: str | None = None) -> tuple[Removal, ...]:
        """What `clean` takes out of a text; metadata is read only where a line may go or stay because of it, which is a third of the time.

        Args:
            text: plain text, decoded.
            site: host name, if known.

        Returns:
            The lines that go, in order; not that with the day that a dump begins with, which nothing else would tell then.
        """
        known = Known(self.options.language, site, self._sites.of(site, None) if self._sites else None)
        stamp = read.stamped(text)
        found = self._text(text, known, {}, self._judge._replace(telling=False)).removed
        return tuple(item for item in found if stamp is None or item.line != stamp.row + 1 or item.code.startswith("META"))

    @uncollected
    def _html(self, source: str, url: str | None, known: Known) -> Document:
        """Clean HTML: its lines are judged as a text's are, with what the markup says about them."""
        from cleaner import html
        from cleaner.head.guess import guessed_day
        from cleaner.reconcile import with_metadata

        caps = html.Caps(min(self.options.max_lines, html.MOST_LINES), self.options.max_html, self.options.max_nodes)
        found = html.read(source, url, caps, self.options.links)
        stated = found.stated
        speaking = known._replace(language=known.language or stated.spoken)
        page = self._marked(found, html.opinion(self.options.engine, source, speaking.language))
        answer = failed("empty", "no text was found in the page", speaking)
        if page.lines:
            answer = self._settled(page, found.whole, speaking, self._judge)
            answer = replace(answer, kinds=found.kinds(answer.kept), links=found.links(answer.kept, url))
        answer = self._unfolded(answer, found.fuller(answer.text), speaking)
        if found.detail:
            answer = replace(answer, status="truncated" if found.cut else answer.status, detail=found.detail)
        guess = partial(guessed_day, source, url, found.may_guess)
        return with_metadata(answer, answer, stated, page, self._judge.cues, today=self.options.today, guess=guess)

    def _unfolded(self, answer: Document, body: str, known: Known) -> Document:
        """The answer, with the text that the head states in full where the page shows a stub of it."""
        if not body:
            return answer
        detail = f"this is the text that the head states ({len(body)} characters); the page shows {len(answer.text)}"
        names = ("byline", "dateline", "published", "updated", "credit", "title", "sources")
        found = {name: value for name in names if (value := getattr(answer, name))}
        return replace(self._text(body, known, {}), detail=detail, **found)

    def _marked(self, found: Read, opinion: Opinion | None) -> Page:
        """The columns of an HTML page; `opinion` is who is asked where it is in doubt."""
        shown = found.markup.page
        folded, hits = self._matcher.columns(shown.lines)
        head = {"title": found.stated.title} if found.stated.title else {}
        markup, inside = found.markup._replace(opinion=opinion), self._containers.lines(shown, folded)
        return Page(shown.lines, folded, hits, head, markup, inside=inside)

    @uncollected
    def _text(self, text: str, known: Known, head: dict[str, str], judge: Judge | None = None) -> Document:
        """Clean plain text."""
        if not text.strip():
            return failed("empty", "the input holds no text", known)
        page = read.text_page(text, self._matcher, self.options.max_lines, self.options.max_chars)
        page.head.update(head)
        return self._settled(page, text, known, judge or self._judge)

    def _settled(self, page: Page, text: str, known: Known, judge: Judge) -> Document:
        """Judge a page; `text` is what its lines are of."""
        work = Work(page, [index for index, form in enumerate(page.folded) if form], held(page))
        if known.rules:
            judge = judge._replace(site=known.rules)
            page.shares = levels(known.rules, page.lines, page.folded)
        if known.language != self.options.language:
            judge = judge.speaking(known.language)
        status, detail = settle(work, judge)
        if len(page.lines) > len(page.folded):
            cap = "max_lines" if len(page.folded) == self.options.max_lines else "max_chars"
            status, detail = "truncated", f"only the first {len(page.folded)} lines were judged ({cap}); the rest is unchanged"
        elif len(page.lines) == 1 and status == "ok":
            detail = ONE_LINE
        return document(text, work, status, detail, known, self.options)


def kept(entries: Sequence[str]) -> Rule:
    """The keep rule of `Options.keep`: whole lines, and expressions between slashes.

    Raises:
        CleanerError: an entry is more than a line, or an expression that RE2 refuses, that no line can match, or that asks for nothing.
    """
    if broken := next((entry for entry in entries if "\n" in entry), None):
        raise CleanerError(f"option keep: {broken!r} holds a line break; name each line by itself")
    patterns = [entry for entry in entries if len(entry) > 2 and entry[0] == entry[-1] == "/"]
    lines = tuple(entry for entry in entries if entry not in patterns)
    regex = tuple(entry[1:-1] for entry in patterns)
    if wrong := next(filter(None, map(refusal, regex)), ""):
        raise CleanerError(f"option keep: {wrong}")
    return Rule("options", "KEEP01", "always stays", line=lines, regex=regex, max=MAX_WORDS, keep=True, at="keep")


@lru_cache(4)
def compiled(options: Options) -> Cleaner:
    """A cleaner for these options; the last few stay."""
    return Cleaner(options)


def clean(
    source: str | bytes,
    *,
    kind: str = "auto",
    url: str | None = None,
    language: str | None = None,
    site: str | None = None,
    sites: Sites | str | Sequence[str] | None = None,
    charset: str | None = None,
    level: str = "full",
    **options: Any,
) -> Document:
    """Clean one document.

    Args:
        source: text or HTML, decoded or as bytes.
        kind: "text", "html" or "auto".
        url: where it came from; gives the site.
        language: BCP 47 code, if known.
        site: host name, if not that of `url`.
        sites: what `learn` found, or files and folders that `cleaner learn` wrote.
        charset: the encoding that a header declares, for bytes.
        level: "safe" (only what a rule names) or "full" (the scorecard too).
        options: any other field of `Options`.

    Returns:
        The document: body, metadata, and every line that was taken out.

    Raises:
        CleanerError: an option is unknown or wrong.
    """
    if sites is not None and not isinstance(sites, Sites):
        options["sites"] = (sites,) if isinstance(sites, str) else tuple(sites)
        sites = None
    cleaner = compiled(Options.of(level=level, **options))
    return cleaner.clean(source, kind=kind, url=url, language=language, site=site, sites=sites, charset=charset)
