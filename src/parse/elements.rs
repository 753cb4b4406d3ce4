//! The elements and attributes of HTML, and which of them may stay in a page.

/// Elements that may stay.
pub const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Attributes that any element may keep.
pub const ATTRIBUTES: &[&str] = &[
    "align",
    "aria-label",
    "class",
    "cite",
    "colspan",
    "datetime",
    "dir",
    "height",
    "id",
    "lang",
    "name",
    "open",
    "role",
    "rowspan",
    "scope",
    "span",
    "start",
    "title",
    "type",
    "value",
    "width",
];

/// Elements of which the content goes as well.
pub const WITH_CONTENT: &[&str] = &[
    "script", "style", "iframe", "noscript", "template", "textarea", "title", "object", "svg",
    "math", "select", "xmp", "noembed", "noframes",
];

/// The elements of HTML that do not stay, with those of its older versions.
const OTHERS: &[&str] = &[
    "acronym",
    "applet",
    "area",
    "audio",
    "base",
    "basefont",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "center",
    "data",
    "datalist",
    "dialog",
    "dir",
    "embed",
    "fieldset",
    "font",
    "form",
    "frame",
    "frameset",
    "head",
    "hgroup",
    "html",
    "input",
    "label",
    "legend",
    "link",
    "main",
    "map",
    "marquee",
    "menu",
    "meta",
    "meter",
    "nobr",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "progress",
    "rb",
    "rtc",
    "search",
    "slot",
    "source",
    "strike",
    "track",
    "tt",
    "video",
];

/// Whether HTML has an element of this name; `Enter <batch number>` is none.
pub fn is_html(name: &str) -> bool {
    [ELEMENTS, WITH_CONTENT, OTHERS]
        .iter()
        .any(|names| names.contains(&name))
}

/// Elements without an end.
pub const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Elements within a word or a line: the text around them runs on.
const PHRASES: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Whether the text before and after an element's tag is one.
pub fn is_phrase(name: &str) -> bool {
    PHRASES.contains(&name)
}
