//! The space between two layers: each line that changes its x there runs along a track; the order
//! of the tracks is chosen so that lines rarely cross and never overlap.

/// A line in the space between two layers, from `a` to `b`.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    pub a: f32,
    pub b: f32,
    /// Whether that end goes up to the layer above.
    pub a_up: bool,
    pub b_up: bool,
}

/// Lines closer than this would look like one.
const NEAR: f32 = 5.0;

impl Run {
    pub fn is_straight(&self) -> bool {
        self.a_up != self.b_up && (self.a - self.b).abs() < 0.1
    }

    fn spans(&self, x: f32) -> bool {
        self.a.min(self.b) + 0.1 < x && x < self.a.max(self.b) - 0.1
    }

    fn ends(&self) -> [(f32, bool); 2] {
        [(self.a, self.a_up), (self.b, self.b_up)]
    }

    fn meets(&self, other: &Run) -> bool {
        self.a.min(self.b) < other.a.max(other.b) + NEAR
            && other.a.min(other.b) < self.a.max(self.b) + NEAR
    }
}

/// The cost of running `upper` above `lower`.
fn cost(upper: &Run, lower: &Run) -> i32 {
    let mut cost = 0;
    for (x, up) in lower.ends() {
        if up && upper.spans(x) {
            cost += 1;
        }
    }
    for (x, up) in upper.ends() {
        if !up && lower.spans(x) {
            cost += 1;
        }
        for (other, other_up) in lower.ends() {
            if !up && other_up && (x - other).abs() < NEAR {
                cost += 20;
            }
        }
    }
    cost
}

/// The track of each run, from 0 at the top, and how many there are. Straight runs need none.
pub fn assign(runs: &[Run]) -> (Vec<usize>, usize) {
    let bent: Vec<usize> = (0..runs.len())
        .filter(|&run| !runs[run].is_straight())
        .collect();
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); bent.len()];
    let mut score = vec![0i32; bent.len()];
    let mut pairs = Vec::new();
    for i in 0..bent.len() {
        for j in i + 1..bent.len() {
            let (a, b) = (&runs[bent[i]], &runs[bent[j]]);
            if !a.meets(b) {
                continue;
            }
            let gain = cost(b, a) - cost(a, b);
            score[i] += gain;
            score[j] -= gain;
            pairs.push((i, j, gain));
        }
    }
    // Starts with the order that suits most pairs, then swaps neighbours while that reduces the
    // cost.
    let mut order: Vec<usize> = (0..bent.len()).collect();
    let x = |i: usize| runs[bent[i]].a.min(runs[bent[i]].b);
    order.sort_by(|&i, &j| {
        score[j]
            .cmp(&score[i])
            .then(x(i).total_cmp(&x(j)))
            .then(i.cmp(&j))
    });
    let mut rank = vec![0; bent.len()];
    for _ in 0..bent.len().min(8) {
        for (place, &i) in order.iter().enumerate() {
            rank[i] = place;
        }
        let mut is_better = false;
        for at in 1..order.len() {
            let (a, b) = (&runs[bent[order[at - 1]]], &runs[bent[order[at]]]);
            if a.meets(b) && cost(b, a) < cost(a, b) {
                order.swap(at - 1, at);
                is_better = true;
            }
        }
        if !is_better {
            break;
        }
    }
    for (place, &i) in order.iter().enumerate() {
        rank[i] = place;
    }
    for &(i, j, _) in &pairs {
        if rank[i] < rank[j] {
            above[j].push(i)
        } else {
            above[i].push(j)
        }
    }
    let mut tracks = vec![0; runs.len()];
    let mut count = 0;
    for &i in &order {
        let track = above[i]
            .iter()
            .map(|&upper| tracks[bent[upper]] + 1)
            .max()
            .unwrap_or(0);
        tracks[bent[i]] = track;
        count = count.max(track + 1);
    }
    (tracks, count)
}
