//! Colours for a picture that is viewed without the site's stylesheet: attributes, which any
//! stylesheet overrides and a strict content security policy allows.

/// Attributes by element, each with a space before it.
pub struct Paint {
    pub root: &'static str,
    pub node: &'static str,
    pub decision: &'static str,
    pub mark: &'static str,
    /// Of nodes with a tone, by the tone's number less one.
    pub tones: [&'static str; 6],
    pub edges: &'static str,
    pub dotted: &'static str,
    pub thick: &'static str,
    pub frame: &'static str,
    /// Of the background of a label on a line.
    pub label: &'static str,
    pub text: &'static str,
}

/// All colours come from the stylesheet of the page.
pub const BY_STYLESHEET: Paint = Paint {
    root: "",
    node: "",
    decision: "",
    mark: "",
    tones: [""; 6],
    edges: "",
    dotted: "",
    thick: "",
    frame: "",
    label: "",
    text: "",
};

pub const ALONE: Paint = Paint {
    root: " font-family=\"Arial, Helvetica, Liberation Sans, sans-serif\" font-size=\"14\" text-anchor=\"middle\" color=\"#1d2733\"",
    node: " fill=\"#f4f6f8\" stroke=\"#6b7785\"",
    decision: " fill=\"#e8f0f9\" stroke=\"#0b6bcb\"",
    mark: " fill=\"#1d2733\" stroke=\"none\"",
    tones: [
        " fill=\"#f7e0e2\" stroke=\"#c62f3e\"",
        " fill=\"#f5ebdc\" stroke=\"#b7791f\"",
        " fill=\"#dfeee3\" stroke=\"#2c8a4b\"",
        " fill=\"#dfe9f4\" stroke=\"#2b6cb0\"",
        " fill=\"#eee4f6\" stroke=\"#8a4fbf\"",
        " fill=\"#e8eaec\" stroke=\"#6b7785\"",
    ],
    edges: " fill=\"none\" stroke=\"#55606c\" stroke-width=\"1.5\"",
    dotted: " stroke-dasharray=\"2 4\"",
    thick: " stroke-width=\"3\"",
    frame: " fill=\"none\" stroke=\"#c3ccd6\"",
    label: " fill=\"#fff\"",
    text: " fill=\"#1d2733\" stroke=\"none\"",
};
