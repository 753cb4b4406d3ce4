//! Places in a text: byte spans, and the lines and columns people count.

mod slug;
mod span;

pub use slug::{SlugDialect, Slugs, slug};
pub use span::{At, LineIndex, Position, Span};
