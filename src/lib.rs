//! sopress: a folder of Markdown SOPs in, a static site that staff can trust out.
pub mod edit;
pub mod flow;
pub mod history;
