//! A page's address as a QR code, for readers of the printed page.

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, Mask};

/// Every reader takes every mask, and to weigh all eight costs more than the rest of a page.
const MASK: Mask = Mask::Checkerboard;

/// The code as an SVG drawing in the ink's colour, or nothing where the text is too long for one.
pub(super) fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).mask(MASK).build().ok()?;
    let size = code.size;
    let mut path = String::with_capacity(size * size * 2);
    for y in 0..size {
        let row = &code[y];
        let mut pen = None;
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && row[x].value() {
                x += 1;
            }
            if x == start {
                x += 1;
                continue;
            }
            match pen {
                None => path.push_str(&format!("M{start} {y}.5h{}", x - start)),
                Some(pen) => path.push_str(&format!("m{} 0h{}", start - pen, x - start)),
            }
            pen = Some(x);
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"-2 -2 {side} {side}\" width=\"84\" height=\"84\" \
         aria-hidden=\"true\" focusable=\"false\"><path d=\"{path}\"/></svg>",
        side = size + 4
    ))
}
