//! Which links run against the flow: depth first in the order of the text, so that the first
//! step of a procedure stays first.

/// Marks links (from, to) that lead back to an item on the current path. Links of an item to
/// itself are not marked.
pub fn back_links(items: usize, links: &[(usize, usize)]) -> Vec<bool> {
    let mut leaving = vec![Vec::new(); items];
    let mut entered = vec![false; items];
    for (number, &(from, to)) in links.iter().enumerate() {
        if from != to {
            leaving[from].push(number);
            entered[to] = true;
        }
    }
    let mut is_back = vec![false; links.len()];
    let mut state = vec![State::New; items];
    // Items that nothing leads to come first: readers begin there.
    let roots = (0..items).filter(|&item| !entered[item]).chain(0..items);
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in roots {
        if state[root] != State::New {
            continue;
        }
        state[root] = State::Open;
        path.push((root, 0));
        while let Some((item, next)) = path.last_mut() {
            let Some(&number) = leaving[*item].get(*next) else {
                state[*item] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let to = links[number].1;
            match state[to] {
                State::New => {
                    state[to] = State::Open;
                    path.push((to, 0));
                }
                State::Open => is_back[number] = true,
                State::Done => {}
            }
        }
    }
    is_back
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}
