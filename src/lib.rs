//! sopress: a folder of Markdown SOPs in, a static site that staff can trust out.
pub mod flow;
pub mod search;
