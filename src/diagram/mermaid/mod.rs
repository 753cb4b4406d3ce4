//! What all Mermaid texts have in common: comments and front matter, labels, and the names of
//! Mermaid's other diagrams.

pub mod blanking;
pub mod cursor;
pub mod labels;

/// The keywords of Mermaid's kinds of diagram that sopress may not draw.
pub const OTHER_KEYWORDS: [&str; 26] = [
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram",
    "erDiagram",
    "gantt",
    "pie",
    "journey",
    "gitGraph",
    "mindmap",
    "timeline",
    "quadrantChart",
    "requirementDiagram",
    "requirement",
    "C4Context",
    "C4Container",
    "C4Component",
    "C4Dynamic",
    "C4Deployment",
    "sankey",
    "xychart",
    "block",
    "packet",
    "kanban",
    "architecture",
    "radar",
    "treemap",
];
