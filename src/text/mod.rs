//! Places in a text: byte spans, the lines and columns people count, the sections of a page.

mod chapters;
mod section;
mod slug;
mod space;
mod span;

pub use chapters::{Chapter, chapters};
pub use section::{Landmark, Section};
pub use slug::{SlugDialect, Slugs, beginning, shortened, slug};
pub use space::{fold_onto, folded};
pub use span::{At, LineIndex, Position, Span};
