//! Places in a text: byte spans, and the lines and columns people count.

mod slug;
mod space;
mod span;

pub use slug::{Slugs, slug};
pub use space::folded;
pub use span::{At, LineIndex, Position, Span};
