//! A page's address as a QR code, for readers of the printed page.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// Every reader takes every mask, and to weigh all eight costs more than the rest of a page.
const MASK: u8 = 0;

/// The code as an SVG drawing in the ink's colour, or nothing where the text is too long for one.
pub(super) fn svg(text: &str) -> Option<String> {
    let (segments, mask) = (QrSegment::make_segments(text), Some(Mask::new(MASK)));
    let (least, most) = (Version::MIN, Version::MAX);
    let level = QrCodeEcc::Medium;
    let code = QrCode::encode_segments_advanced(&segments, level, least, most, mask, false).ok()?;
    let size = code.size();
    let mut path = String::with_capacity(4096);
    for y in 0..size {
        let mut pen = None;
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && code.get_module(x, y) {
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
