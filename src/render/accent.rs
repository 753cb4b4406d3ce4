//! The accent colour, adjusted to be readable in light and dark mode.

/// The contrast that text needs according to WCAG 2.2, 1.4.3.
const ENOUGH: f64 = 4.6;

type Rgb = [f64; 3];

/// A stylesheet that sets `--accent`; empty if `colour` is not `#rrggbb`.
pub(super) fn stylesheet(colour: Option<&str>) -> String {
    let Some(colour) = colour.and_then(read) else {
        return String::new();
    };
    let light = readable(colour, read("#eef0ec").expect("a colour"), [0.0; 3]);
    let dark = readable(colour, read("#22262b").expect("a colour"), [1.0; 3]);
    let (light, dark) = (write(light), write(dark));
    format!(
        ":root{{--accent:{light}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{--accent:{dark}}}}}\n\
         :root[data-theme=dark]{{--accent:{dark}}}\n\
         @media print{{:root,:root[data-theme]{{--accent:{light}}}}}\n"
    )
}

/// `colour`, mixed with `towards` only as far as it needs to be readable on `paper`.
fn readable(colour: Rgb, paper: Rgb, towards: Rgb) -> Rgb {
    (0..=20)
        .map(|step| mix(colour, towards, f64::from(step) / 20.0))
        .find(|mixed| contrast(*mixed, paper) >= ENOUGH)
        .unwrap_or(towards)
}

fn mix(from: Rgb, to: Rgb, share: f64) -> Rgb {
    std::array::from_fn(|at| from[at] + (to[at] - from[at]) * share)
}

/// The contrast ratio of WCAG 2.2, from 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|part| match part {
        part if part <= 0.04045 => part / 12.92,
        part => ((part + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn read(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#')?;
    if digits.len() != 6 {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue].map(|part| f64::from(part) / 255.0))
}

fn write(colour: Rgb) -> String {
    let [red, green, blue] = colour.map(|part| (part * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_changed_only_as_far_as_reading_needs() {
        let sheet = stylesheet(Some("#1f5f8b"));
        assert!(sheet.starts_with(":root{--accent:#1f5f8b}"), "{sheet}");
        let pale = stylesheet(Some("#ffee00"));
        let light = read(&pale[15..22]).unwrap();
        assert!(
            contrast(light, read("#ffffff").unwrap()) >= ENOUGH,
            "{pale}"
        );
        assert_eq!(stylesheet(Some("blue")), "");
    }
}
