//! The address of a page as a QR code, for the printed page.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// All scanners read every mask, and comparing all eight takes longer than the rest of a page.
const MASK: u8 = 0;

/// The code as an SVG drawing in the text colour, or nothing if the text is too long for one.
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
                None => {
                    path.push('M');
                    write_number(start, &mut path);
                    path.push(' ');
                    write_number(y, &mut path);
                    path.push_str(".5h");
                }
                Some(pen) => {
                    path.push('m');
                    write_number(start - pen, &mut path);
                    path.push_str(" 0h");
                }
            }
            write_number(x - start, &mut path);
            pen = Some(x);
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"-2 -2 {side} {side}\" width=\"84\" height=\"84\" \
         aria-hidden=\"true\" focusable=\"false\"><path d=\"{path}\"/></svg>",
        side = size + 4
    ))
}

/// A coordinate: not negative, and with at most three digits, since the largest code has 177
/// modules a side. A drawing has hundreds of them, and `format!` would take half of its time.
fn write_number(number: i32, path: &mut String) {
    let digits = [number / 100, number / 10 % 10, number % 10];
    let leading = digits.iter().take(2).take_while(|digit| **digit == 0);
    for digit in &digits[leading.count()..] {
        path.extend(
            u32::try_from(*digit)
                .ok()
                .and_then(|digit| char::from_digit(digit, 10)),
        );
    }
}
