//! The parts of the frame that are the same on all pages of a kind in a folder, rendered once.
//!
//! In: the templates `frame-….html`, which see `page` (its root and kind), `site` and `text`. Out:
//! what the template `page.html` sees as `frame`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;

use crate::render::Stage;
use crate::render::views::Html;

/// The parts rendered so far, by root and kind.
#[derive(Default)]
pub(super) struct Frames(Mutex<BTreeMap<(String, String), tera::Value>>);

const NO_PANIC: &str = "nothing panics while it holds the parts";

/// Gives the template of a page its frame, by the page's root and kind.
///
/// # Errors
/// The template uses a value that it is not given.
pub(super) fn set(stage: &Stage<'_>, context: &mut tera::Context) -> tera::TeraResult<()> {
    let page = context.get("page");
    let text = |name| {
        let text = page.and_then(|page| page.get_from_path(name)?.as_str());
        text.unwrap_or_default().to_owned()
    };
    let key = (text("root"), text("kind"));
    let known = stage.frames.0.lock().expect(NO_PANIC).get(&key).cloned();
    let frame = match known {
        Some(frame) => frame,
        None => {
            let frame = frame(stage, &key)?;
            let mut known = stage.frames.0.lock().expect(NO_PANIC);
            known.entry(key).or_insert(frame).clone()
        }
    };
    context.insert_value("frame", frame);
    Ok(())
}

fn frame(stage: &Stage<'_>, (root, kind): &(String, String)) -> tera::TeraResult<tera::Value> {
    let mut context = tera::Context::new();
    context.insert("page", &BTreeMap::from([("root", root), ("kind", kind)]));
    let mut parts = BTreeMap::new();
    for part in ["head", "top", "search", "menu", "bottom"] {
        let html = stage.tera.render(&format!("frame-{part}.html"), &context)?;
        parts.insert(part, Html::new(html.trim_end()));
    }
    Ok(tera::Value::from_serializable(&parts))
}

impl fmt::Debug for Frames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Frames")
    }
}
