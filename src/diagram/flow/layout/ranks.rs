//! The rank of each item: its distance down the flow.

/// A link that takes part in ranking, from the upper to the lower item.
#[derive(Debug, Clone, Copy)]
pub struct Pull {
    pub up: usize,
    pub down: usize,
    pub length: i32,
}

/// Ranks from 0: by longest paths, then every item moves to where its links are shortest. The links
/// must not contain cycles.
pub fn ranks(items: usize, pulls: &[Pull]) -> Vec<i32> {
    let mut into = vec![Vec::new(); items];
    let mut out = vec![Vec::new(); items];
    for (number, pull) in pulls.iter().enumerate() {
        out[pull.up].push(number);
        into[pull.down].push(number);
    }
    let mut waiting: Vec<usize> = into.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..items).filter(|&item| waiting[item] == 0).collect();
    let mut rank = vec![0; items];
    let mut next = 0;
    while let Some(&item) = order.get(next) {
        next += 1;
        for &number in &out[item] {
            let pull = pulls[number];
            rank[pull.down] = rank[pull.down].max(rank[item] + pull.length);
            waiting[pull.down] -= 1;
            if waiting[pull.down] == 0 {
                order.push(pull.down);
            }
        }
    }
    for _ in 0..3 {
        for &item in order.iter().rev() {
            let lowest = out[item]
                .iter()
                .map(|&n| rank[pulls[n].down] - pulls[n].length)
                .min();
            let wants_down = out[item].len() > into[item].len()
                || (out[item].len() == into[item].len() && into[item].is_empty());
            if let Some(lowest) = lowest.filter(|_| wants_down && item != 0) {
                rank[item] = lowest.max(rank[item]);
            }
        }
        for &item in &order {
            let highest = into[item]
                .iter()
                .map(|&n| rank[pulls[n].up] + pulls[n].length)
                .max();
            if let Some(highest) = highest.filter(|_| into[item].len() >= out[item].len()) {
                rank[item] = highest;
            }
        }
    }
    let least = rank.iter().copied().min().unwrap_or(0);
    rank.iter_mut().for_each(|rank| *rank -= least);
    rank
}
