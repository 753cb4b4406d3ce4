//! Where lines leave and enter a box: distinct ports on its sides.

/// Lines at one side are at least this far apart if there is room.
const APART: f32 = 18.0;

/// Offsets from the middle of a side for lines whose preferred offsets are `wanted`, in ascending
/// order; none is further out than `reach`.
pub fn spread(wanted: &[f32], reach: f32) -> Vec<f32> {
    let count = wanted.len();
    if count == 0 {
        return Vec::new();
    }
    let apart = if count > 1 {
        APART.min(2.0 * reach / (count - 1) as f32)
    } else {
        0.0
    };
    let mut offsets: Vec<f32> = wanted
        .iter()
        .map(|offset| offset.clamp(-reach, reach))
        .collect();
    for at in 1..count {
        offsets[at] = offsets[at].max(offsets[at - 1] + apart);
    }
    let over = offsets[count - 1] - reach;
    if over > 0.0 {
        let mut limit = reach;
        for offset in offsets.iter_mut().rev() {
            *offset = offset.min(limit);
            limit = *offset - apart;
        }
    }
    let outermost = offsets[0].abs().max(offsets[count - 1].abs());
    // Lines that all bend anyway are centred.
    let all_bend = wanted
        .iter()
        .zip(&offsets)
        .all(|(wanted, offset)| (wanted - offset).abs() > 0.5);
    if all_bend && outermost > 0.0 {
        let half = apart * (count - 1) as f32 / 2.0;
        return (0..count).map(|at| at as f32 * apart - half).collect();
    }
    offsets
}
