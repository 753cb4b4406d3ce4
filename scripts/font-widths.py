#!/usr/bin/env python3
"""Writes src/diagram/measure/widths.rs from two font files: regular, bold.

usage: font-widths.py LiberationSans-Regular.ttf LiberationSans-Bold.ttf > src/diagram/measure/widths.rs
needs: fonttools
"""

import sys

from fontTools.ttLib import TTFont


def table(name, path, first, end):
    font = TTFont(path)
    glyphs, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    values = [
        round(widths[glyphs[code]][0] * 1000 / em) if code in glyphs else 0
        for code in range(first, end)
    ]
    lines = [
        "    " + ", ".join(map(str, values[at : at + 16])) + ","
        for at in range(0, len(values), 16)
    ]
    return "\n".join([f"pub const {name}: [u16; {end - first}] = [", *lines, "];"])


HEAD = """\
//! Advance widths in thousandths of the font size, for the stack Arial, Helvetica, Liberation
//! Sans (all of one width). Written by `scripts/font-widths.py` from Liberation Sans 2.
"""

print(HEAD)
print(table("REGULAR", sys.argv[1], 0x20, 0x180))
print()
print(table("BOLD", sys.argv[2], 0x20, 0x80))
