//! One source file to one SOP: all the work that needs no other file.
//!
//! In: a [`Source`](crate::source::Source) and the [`Reading`](crate::config::Reading) settings.
//! Out: [`Parsed`]; the same text gives the same value. Knows no other document, no role list,
//! no date of today: what depends on those stands in the [`Body`] as a slot.

mod body;
mod meta;
mod sop;

pub use body::{Body, Piece};
pub use meta::{
    Approver, Change, ChangeKind, DocumentStatus, Meta, Outcome, Review, ReviewExemption, Standard,
    Training,
};
pub use sop::{Heading, Image, Link, LinkForm, Parsed, Section, Sop};
