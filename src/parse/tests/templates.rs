//! Tags of Hugo, Jekyll and GitBook, comments and embeds of Obsidian.

use expect_test::expect;

use super::{findings, html, read, read_with};

fn shown(text: &str) -> String {
    html(&read(text))
}

#[test]
fn comments_are_hidden() {
    let text = "# Lift\n\nStop.{{/* ask Kim */}} {% comment %}later{% endcomment %}{{< comment >}}x{{< /comment >}}Go.\n\n%%\nnot yet\n%%\n";
    let on = html(&read_with(text, |reading| reading.wiki_links = true));
    for hidden in ["Kim", "later", "x{", "comment", "not yet", "%%"] {
        assert!(!on.contains(hidden), "{hidden}: {on}");
    }
    assert!(on.contains("Stop.") && on.contains("Go."), "{on}");
    assert!(shown(text).contains("%%\nnot yet"), "{}", shown(text));
}

#[test]
fn marks_of_comments_in_code_are_code() {
    let on = html(&read_with("Type `%%a%%` and %%b.\n", |reading| {
        reading.wiki_links = true
    }));
    assert!(on.contains("%%a%%") && on.contains("%%b"), "{on}");
}

#[test]
fn notes_between_tags_hold_markdown() {
    let text = "# Lift\n\n{% hint style=\"danger\" %}\nMind the **gap**.\n\n- one\n{% endhint %}\n\n{{% alert title=\"Two keys\" color=\"warning\" %}}\nBoth.\n{{% /alert %}}\n\n{{< notice tip >}}Short.{{< /notice >}}\n\nAfter.\n";
    expect![[r#"
        <div class="alert alert-caution" role="note">
        <p class="alert-title">Danger</p>
        <p>Mind the <strong>gap</strong>.</p>
        <ul>
        <li>one</li>
        </ul>
        </div>
        <div class="alert alert-warning" role="note">
        <p class="alert-title">Two keys</p>
        <p>Both.</p>
        </div>
        <div class="alert alert-tip" role="note">
        <p class="alert-title">«alert.tip »</p>
        <p>Short.</p>
        </div>
        <p>After.</p>
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn tags_stand_for_links_pictures_and_titles() {
    let text = "# Lift\n\nSee [doors]({{< ref \"doors.md#shut\" >}}), [keys]({% link a/keys.md %}), {{< relref \"b.md\" >}}.\n\n{{< figure src=\"/van.png\" alt=\"Van\" caption=\"The van\" >}}\n\n{% content-ref url=\"c.md\" %}\n[c.md](c.md)\n{% endcontent-ref %}\n\n{% tabs %}\n{% tab title=\"By day\" %}\n1. Open.\n{% endtab %}\n{% endtabs %}\n\n[home]({{ site.baseurl }}/x.md) {% raw %}{{ name }}{% endraw %}\n";
    expect![[r#"
        <p>See «Markdown doors.md#shut|doors», «Markdown /a/keys.md|keys», «Markdown b.md|b.md».</p>
        <p>«image /van.png|Van»</p>
        <p>«Markdown c.md|c.md»</p>
        <p><strong>By day</strong></p>
        <ol>
        <li>Open.</li>
        </ol>
        <p>«Markdown /x.md|home» {{ name }}</p>
    "#]]
    .assert_eq(&shown(text));
}

#[test]
fn an_unknown_tag_is_shown_as_source_and_reported_once() {
    let text = "# Lift\n\nCall {{< tel \"12 34\" >}} or {{< tel \"56 78\" >}}.\n\n`{{< tel >}}`\n";
    expect![[r#"
        <p>Call <code>{{&lt; tel &quot;12 34&quot; &gt;}}</code> or <code>{{&lt; tel &quot;56 78&quot; &gt;}}</code>.</p>
        <p><code>{{&lt; tel &gt;}}</code></p>
        3:6 hint markup-shown: `{{< tel "12 34" >}}` and 1 more of its name are shown: templates are not run; write what it stands for, or put it in backticks
    "#]].assert_eq(&format!("{}{}", shown(text), findings(text)));
}

#[test]
fn embeds_are_pictures_and_links() {
    let text = "# Lift\n\n![[door.png|200]] ![[Keys#Spare]]\n\n| a | b |\n| --- | --- |\n| [[Keys\\|spare]] | c |\n";
    let on = html(&read_with(text, |reading| reading.wiki_links = true));
    expect![[r#"
        <p>«image door.png|door» «Wiki Keys#Spare|Keys#Spare»</p>
        <div class="table-scroll" role="region" tabindex="0" aria-label="Lift">
        <table>
        <thead>
        <tr><th scope="col">a</th><th scope="col">b</th></tr>
        </thead>
        <tbody>
        <tr><td>«Wiki Keys|spare»</td><td>c</td></tr>
        </tbody>
        </table>
        </div>
    "#]]
    .assert_eq(&on);
}
