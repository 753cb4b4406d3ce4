//! Markup that did not take: a document in a string, and the hints at it.

use expect_test::expect;

use crate::step_rules::expect_found;

#[test]
fn markup_that_did_not_take_is_found_once_for_each_kind_at_its_first_place() {
    expect_found(
        &["markup-shown"],
        "# A\n\n**Hot: **wait. **Cold: **go.\n\nThe [map](the map.pdf), the [list] (list.md).\n\n##Tools\n\n1.Open it\n2.Close it\n\n| A | B |\n|---|\n| 1 | 2 |\n\n[TOC]\n\n{{% notice %}} and $a^2 + b^2$ and ==this== and :bell:\n\nEnter <batch number> here, <name> there.\n\n| A |\n|---|\n| 1 | 2 |\n\n<!-- left open\n",
        expect![[r#"
            markup-shown sops/a.md:3 `**` is shown: this is not bold (remove the blanks inside: `**Hot:**`)
            markup-shown sops/a.md:5 this is not a link (write `[map](<the map.pdf>)`)
            markup-shown sops/a.md:7 `##` is shown: this is not a heading (put a blank after it: `## Tools`)
            markup-shown sops/a.md:9 `1.` is shown: this is not a list (put a blank after it: `1. Open it`)
            markup-shown sops/a.md:12 this is not a table (give the line of dashes as many cells as the header: 2, not 1)
            markup-shown sops/a.md:16 `[TOC]` is shown: it makes no table of contents (remove it: each page has a table of contents)
            markup-shown sops/a.md:18 `{{% notice %}}` is shown: templates are not run (write what it stands for, or put it in backticks)
            markup-shown sops/a.md:18 `$` is shown: formulas are not typeset (write the formula in words and characters, or show it as a picture)
            markup-shown sops/a.md:18 `==` is shown: this is not highlighted (write `**this**`)
            markup-shown sops/a.md:18 `:bell:` is shown: it is not an emoji here (write the character itself, or the word)
            markup-shown sops/a.md:20 this is not HTML, and is shown as written (write `\<` for the character, or put it in backticks)
            markup-shown sops/a.md:24 a row of the table has 2 cells, and its header 1 (write `\|` for a `|` that is part of a text, or add the cells to the header)
            markup-shown sops/a.md:26 the comment has no end, and is shown as written (write `-->` where the comment ends)
        "#]],
    );
}

#[test]
fn each_fix_fits_what_was_written() {
    expect_found(
        &["markup-shown"],
        "-- sops/b.md --\n# B\n\nこれは**「停止」**です。\n-- sops/c.md --\n# C\n\n(form.md)[form]\n\nThe table:\n| A | B |\n|---|---|\n| 1 | 2 |\n-- sops/d.md --\n# D\n\n[site] (https://example.org/x)\n\n#Tools\n\n1.Open\n-- sops/e.md --\n# E\n\n[x](https://example.org/a b)\n\n__Hot: __wait <%= x %>\n",
        expect![[r#"
            markup-shown sops/b.md:3 `**` is shown: this is not bold (put a blank before or after `**`, or the punctuation outside of it)
            markup-shown sops/c.md:3 this is not a link (write `[form](form.md)`)
            markup-shown sops/d.md:3 this is not a link (write `[site](https://example.org/x)`)
            markup-shown sops/d.md:5 `#` is shown: this is not a heading (put a blank after it: `# Tools`)
            markup-shown sops/d.md:7 `1.` is shown: this is not a list (put a blank after it: `1. Open`)
            markup-shown sops/e.md:3 this is not a link (write `[x](<https://example.org/a b>)`)
            markup-shown sops/e.md:5 `__` is shown: this is not bold (remove the blanks inside: `__Hot:__`)
            markup-shown sops/e.md:5 `<%= x %>` is shown: templates are not run (write what it stands for, or put it in backticks)
        "#]],
    );
}

#[test]
fn what_is_meant_as_it_stands_is_not_found() {
    let meant = [
        "5 ** 2 ** 3, 2*3*4, a_b_c, __init__ and f(**a, **b)",
        "`**x: **y` and \\*\\*x: \\*\\*y and **bold: words** here",
        "See [1] (Smith 2019), [x](as said) and [a] (b).",
        "#channel\n\n#1 is first\n\n#Tag #Other\n\n# Heading\n\n#fff",
        "1.5 litres\n\n2.Stock\n\n3.x is old\n\nv1.Other",
        "a | b\n\n---\n\n| A | B |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | |\n| `a\\|b` | 2 |",
        "It costs $5, or $6 in all; $HOME/a_b and $PATH, ${X}_$ and US$ 4_000 and $ 5 = 5 $",
        "x == 1 and y == 2; a==b==c; ==== and =====",
        "10:30:15, a:b:c, std::fmt::Debug, key: value, :, ::",
        "`{{< x >}}`, {customer}, {{ }}, 5 % {a} % 3",
        "```\n**x: **y [TOC] $a^2$ #No\n```",
        "a < b, c > d, <https://example.org>, <a@example.org>, <b>bold</b>, <!-- note -->",
        "[x]: https://example.org/a\n\n[x], [link](https://example.org/a_(b)) and [toc] words",
    ];
    let text: String = meant
        .iter()
        .enumerate()
        .map(|(at, text)| format!("-- sops/m{at}.md --\n---\ntitle: M\n---\n\n{text}\n"))
        .collect();
    expect_found(&["markup-shown"], &text, expect![[r#""#]]);
}
