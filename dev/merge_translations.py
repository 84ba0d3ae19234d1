"""Merges templates into each language; runs in the virtual environment."""

import sys
from pathlib import Path

import polib

# What changes with every export, and says nothing.
_DATES = ("POT-Creation-Date", "PO-Revision-Date")


def merge(folder):
    """Bring every language of a folder up to its template.

    :param Path folder: with one ``.pot`` and a ``.po`` for each language
    :return: how many terms lack a translation, by language
    :rtype: dict[str, int]
    """
    (path,) = folder.glob("*.pot")
    template = polib.pofile(str(path), wrapwidth=78)
    _save(template)
    missing = {}
    for path in sorted(folder.glob("*.po")):
        language = polib.pofile(str(path), wrapwidth=78)
        language.merge(template)
        for entry in language.obsolete_entries():
            language.remove(entry)
        language.sort(key=lambda entry: entry.msgid)
        _save(language)
        open_entries = language.untranslated_entries() + language.fuzzy_entries()
        missing[path.stem] = len(open_entries)
    return missing


def _save(catalog):
    for name in _DATES:
        catalog.metadata.pop(name, None)
    catalog.save()


if __name__ == "__main__":
    for folder in map(Path, sys.argv[1:]):
        for code, count in merge(folder).items():
            name = f"{folder.parent.name} {code}"
            print(f"{name}: {count or 'no'} terms without a translation")
